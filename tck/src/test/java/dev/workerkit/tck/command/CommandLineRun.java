package dev.workerkit.tck.command;

import dev.workerkit.tck.examiner.Pace;
import dev.workerkit.tck.examiner.VerificationCatalog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What the command line did. */
public record CommandLineRun(int exitCode, String out, String err) {

    /** Runs it with the sample verifications of this name. */
    public static CommandLineRun of(String samples, String... args) {
        return run(samples, false, args);
    }

    /** The same, with the verifications in a JVM beside this one. */
    public static CommandLineRun forking(String samples, String... args) {
        return run(samples, true, args);
    }

    /** Runs it with the verifications that vendors are certified by. */
    public static CommandLineRun certifying(String... args) {
        return run(VerificationCatalog.CERTIFYING, Pace.USUAL_LIMIT, true, args);
    }

    private static CommandLineRun run(String samples, boolean forking, String... args) {
        return run(
                "dev.workerkit.tck.sample." + samples,
                samples.equals("hanging") ? Duration.ofMillis(500) : Duration.ofSeconds(60),
                forking,
                args);
    }

    private static CommandLineRun run(
            String verifications, Duration limit, boolean forking, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode =
                new Tck(verifications, limit, Terminal.plain(stream(out)), forking)
                        .execute(stream(err), args);
        return new CommandLineRun(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
