package dev.workerkit.cli;

import dev.workerkit.Disconnect;
import dev.workerkit.RefusedException;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code workerkit check}: a plugin for Nagios, Icinga and others that follow the monitoring
 * plugins' guidelines. It says one line on standard output, whatever happens, and exits with 0 to 3.
 */
public final class Check {

    private static final String HELP =
            """
            Usage: workerkit check ADDRESS [OPTIONS] [-m COUNTER [-w RANGE] [-c RANGE]]...
            Asks a shared worker how it is, as a plugin for Nagios, Icinga and the like.
            It never starts one.

                  ADDRESS             unix:///path, tcp://host:port or tls://host:port
              -m, --counter=NAME      judge this counter; without any, all are judged by
                                      the ranges that the worker gives with them
              -w, --warning=RANGE     of the -m before it: outside this is a warning
              -c, --critical=RANGE    of the -m before it: outside this is critical;
                                      the worker's own ranges stand where none is given
              -t, --timeout=TIME      how long it may take in all: 10 (seconds, the
                                      default), 500ms, 5s, 2m
                  --cookie-file=FILE  the worker's cookie, if it tells more to who has it
                  --cookie-env=NAME   the same, in an environment variable
                  --profile=FILE      a bootstrap profile with the certificates for
                                      tls://, and the cookie if none is given here
              -h, --help              show this
              -V, --version           show the version

            A RANGE, its ends included, is the figures that are all right:
              10      0 to 10                     ~:10    10 or less
              10:     10 or more                  10:20   10 to 20
              @10:20  all but 10 to 20            ~:      all

            It says
              SHARED-WORKER OK|WARNING|CRITICAL|UNKNOWN[ - text] | 'name'=value[unit];w;c;min;max ...
            and exits with
              0 OK
              1 WARNING
              2 CRITICAL: a counter is, or there is no connection to a worker
              3 UNKNOWN: no such counter, no answer in time, a refused cookie, a wrong call

            For example:
              workerkit check unix:///run/squares -m queue -w 100 -c 1000 -m memory -c 500000000
            """;

    private Check() {}

    /** Checks, and exits with what the guidelines say. */
    public static void main(String... words) {
        // Monitoring systems read UTF-8, though they mostly run plugins in a locale without it.
        PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        int exitCode = run(out, words);
        out.flush();
        // What still waits for an answer is not waited for.
        Runtime.getRuntime().halt(exitCode);
    }

    static int run(PrintStream out, String... words) {
        for (String word : words) {
            if (word.equals("-h") || word.equals("--help")) {
                out.print(HELP);
                return Verdict.OK.exitCode();
            }
            if (word.equals("-V") || word.equals("--version")) {
                out.println("workerkit check " + version());
                return Verdict.OK.exitCode();
            }
        }
        PluginOutput said = output(words);
        out.println(said.line());
        return said.verdict().exitCode();
    }

    private static PluginOutput output(String... words) {
        try {
            CheckCall call = CheckWords.parse(words);
            Visit visit = Visit.to(call.target(), call.timeout());
            PluginOutput said = Judgement.of(visit.query(), call.measures());
            visit.leave();
            return said;
        } catch (SharedWorkerUnavailableException e) {
            return PluginOutput.critical(text(e));
        } catch (RefusedException e) {
            return isOurFault(e.disconnect().reason())
                    ? PluginOutput.unknown(text(e))
                    : PluginOutput.critical(text(e));
        } catch (NoAnswerException e) {
            return PluginOutput.unknown(text(e));
        } catch (SpecException e) {
            return PluginOutput.unknown(text(e) + "; try: workerkit check --help");
        } catch (WorkerException e) {
            return PluginOutput.critical(text(e));
        } catch (RuntimeException e) {
            return PluginOutput.unknown("a fault of the check itself: " + e);
        }
    }

    /** Whether the worker may be well, and only the check was not let in, or not answered. */
    private static boolean isOurFault(Disconnect.Reason reason) {
        return switch (reason) {
            case COOKIE, TIMEOUT, VERSION -> true;
            default -> false;
        };
    }

    private static String version() {
        String version = Check.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private static String text(WorkerException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
