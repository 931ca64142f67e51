package dev.workerkit.tck.examiner;

import dev.workerkit.tck.fork.ForkServer;
import dev.workerkit.tck.report.ReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What goes on in the JVM that a runtime is verified in. Public for that JVM alone. */
public final class Examination {

    /** The kinds of questions. */
    enum Question {
        /** Which providers there are: {@link FoundProvider}s for nothing. */
        PROVIDERS,
        /** What a provider is called: a {@link Naming} for a {@link FoundProvider}. */
        NAME,
        /** Where the last {@link #NAME} is now: a place in the code for nothing. */
        PLACE,
        /** What the runtime declares: a {@link Declaration} for an {@link Opening}. */
        DECLARATION,
        /** How patient to be: {@link Lanes} for {@link Measuring}. */
        LANES,
        /** {@link Examined} for {@link Verifying}. */
        VERDICT,
        /** What is left of the runtimes: {@code Leak}s for nothing. */
        LEAKS,
        /** Gives up all verifications: nothing for nothing. */
        INTERRUPTION
    }

    /** Which runtime to open. */
    record Opening(CandidateSource source, double timeScale) {}

    /** What a provider is called, or why it can't tell. */
    record Naming(@Nullable String name, @Nullable String fault) {}

    /** What to measure. */
    record Measuring(CandidateSource source, Declaration declaration, int lanes) {}

    /** What to verify. */
    record Verifying(
            CandidateSource source,
            Declaration declaration,
            String packageName,
            String uniqueId,
            Pace pace) {}

    private final AtomicReference<Thread> naming = new AtomicReference<>(Thread.currentThread());
    private final AtomicReference<@Nullable Examiner> examiner = new AtomicReference<>();

    private Examination() {}

    /** Answers until it is told to end. */
    public static void main(String[] args) throws IOException {
        System.setIn(InputStream.nullInputStream());
        ForkServer.serve(args[0], new Examination()::answer);
    }

    private String answer(String what, String text) throws IOException {
        return switch (Question.valueOf(what)) {
            case PROVIDERS -> ReportJson.text(FoundProvider.all());
            case NAME -> ReportJson.text(named(ReportJson.read(text, FoundProvider.class)));
            case PLACE -> ReportJson.text(ThreadDump.placeOf(naming.get()));
            case DECLARATION -> declaration(ReportJson.read(text, Opening.class));
            case LANES -> lanes(ReportJson.read(text, Measuring.class));
            case VERDICT -> verdict(ReportJson.read(text, Verifying.class));
            case LEAKS -> leaks();
            case INTERRUPTION -> interruption();
        };
    }

    private Naming named(FoundProvider provider) {
        naming.set(Thread.currentThread());
        try {
            return new Naming(provider.name(), null);
        } catch (UnusableProviderException e) {
            return new Naming(null, e.getMessage());
        }
    }

    private static String declaration(Opening asked) {
        return ReportJson.text(asked.source().candidate(asked.timeScale()).declaration());
    }

    private static String lanes(Measuring asked) {
        Candidate candidate = asked.source().declaring(asked.declaration());
        return ReportJson.text(Calibration.of(candidate, asked.lanes()));
    }

    private String verdict(Verifying asked) {
        Verification verification = VerificationCatalog.find(asked.packageName(), asked.uniqueId());
        return ReportJson.text(examiner(asked).verify(verification, asked.pace()));
    }

    /** Only one: it takes stock of what there is before it begins. */
    private synchronized Examiner examiner(Verifying asked) {
        @Nullable Examiner there = examiner.get();
        if (there == null) {
            there =
                    DirectExaminer.auditing(
                            asked.source().declaring(asked.declaration()),
                            Optional.of(ownTemporaryFolder()));
            examiner.set(there);
        }
        return there;
    }

    /** {@link dev.workerkit.tck.fork.Fork} gives each JVM one. */
    private static Path ownTemporaryFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private String leaks() {
        @Nullable Examiner there = examiner.get();
        return ReportJson.text(there == null ? List.of() : there.leftOver());
    }

    private String interruption() {
        @Nullable Examiner there = examiner.get();
        if (there != null) {
            there.interrupt();
        }
        return "";
    }
}
