package dev.workerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line as an operator uses it: as a process. */
class WorkerkitTest {

    @TempDir private Path folder;

    private record Outcome(int status, String out, String err) {}

    private Process start(String... arguments) throws IOException {
        return new ProcessBuilder(words(arguments))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static List<String> words(String... arguments) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.workerkit.cli.Workerkit"));
        words.addAll(List.of(arguments));
        return words;
    }

    private Outcome outcome(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), text("out"), text("err"));
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void showsTheOutputOfAWorkerThatCompletes() throws Exception {
        Outcome run = outcome(start("run", "--name", "hello", "echo", "good", "day"));

        assertThat(run.status).isZero();
        assertThat(run.out).matches("hello-\\w+ good day\n");
        assertThat(run.err)
                .containsPattern("hello-\\w+ Started Worker \\(command: 'echo', parameter: ")
                .contains("hello is COMPLETED (exit code 0)");
    }

    @Test
    void showsTheStandardErrorOfAWorkerOnItsOwn() throws Exception {
        Outcome run = outcome(start("run", "--shell", "echo well; echo oops >&2"));

        assertThat(run.out).contains(" well\n").doesNotContain("oops");
        assertThat(run.err).contains(" oops\n").doesNotContain(" well\n");
    }

    @Test
    void aWorkerThatFailsIsNotFine() throws Exception {
        Outcome run = outcome(start("run", "--shell", "exit 2"));

        assertThat(run.status).isEqualTo(ExitStatus.NOT_FINE);
        assertThat(run.err).contains("FAILED (exit code 2)");
    }

    @Test
    void asSupervisordCountsWhatEndsWithinASecondAsAFailedStart() throws Exception {
        Outcome run = outcome(start("run", "--restart", "supervisord", "--", "false"));

        assertThat(run.status).isEqualTo(ExitStatus.NOT_FINE);
        assertThat(run.err.lines()).filteredOn(line -> line.contains(" is STARTING ")).hasSize(4);
    }

    @Test
    void helpListsTheCommands() throws Exception {
        assertThat(outcome(start("--help")).out)
                .containsPattern("\n  run +\\S")
                .containsPattern("\n  exec +\\S")
                .containsPattern("\n  ps +\\S")
                .containsPattern("\n  start +\\S")
                .containsPattern("\n  query +\\S")
                .containsPattern("\n  stop +\\S")
                .containsPattern("\n  check +\\S")
                .containsPattern("\n  runtimes +\\S")
                .containsPattern("\n  tck +\\S");
    }

    @Test
    void aSignalStopsTheWorkerInGoodOrder() throws Exception {
        Process run =
                start(
                        "run",
                        "--shell",
                        "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 60 & wait; done");
        while (!text("out").contains(" up\n")) {
            assertThat(run.isAlive()).isTrue();
        }

        run.destroy();
        Outcome end = outcome(run);

        assertThat(end.status).isZero();
        assertThat(end.out).endsWith(" bye\n");
        assertThat(end.err).contains("STOPPED");
    }

    @Test
    void endsWhenNobodyReadsItsOutput() throws Exception {
        Process run =
                new ProcessBuilder(words("run", "--shell", "while sleep 0.05; do echo x; done"))
                        .redirectError(folder.resolve("err").toFile())
                        .start();

        try {
            run.getInputStream().read();
            run.getInputStream().close();

            assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(run.exitValue()).isZero();
        } finally {
            run.destroyForcibly();
        }
    }

    @Test
    void aWrongCallSaysWhatIsWrongAndWhatToDo() throws Exception {
        Outcome typo = outcome(start("rum", "true"));
        assertThat(typo.status).isEqualTo(ExitStatus.USAGE);
        assertThat(typo.err).contains("rum").contains("workerkit --help");

        Outcome time = outcome(start("run", "--grace", "soon", "true"));
        assertThat(time.status).isEqualTo(ExitStatus.USAGE);
        assertThat(time.err).contains("write it like 500ms, 15s");

        Outcome spares = outcome(start("run", "--spares", "1", "true"));
        assertThat(spares.status).isEqualTo(ExitStatus.USAGE);
        assertThat(spares.err).contains("'true' is no Java class").doesNotContain("\tat ");

        Outcome program = outcome(start("run", "no-such-program"));
        assertThat(program.status).isEqualTo(ExitStatus.USAGE);
        assertThat(program.err).contains("'no-such-program' was not found").doesNotContain("\tat ");

        Outcome runtime = outcome(start("run", "--runtime", "locl", "true"));
        assertThat(runtime.status).isEqualTo(ExitStatus.USAGE);
        assertThat(runtime.err).contains("found: local");
    }

    @Test
    void whatTheLocalRuntimeLacksIsRefusedWithTheOneThatHasIt() throws Exception {
        Outcome memory = outcome(start("run", "--memory", "64M", "true"));
        assertThat(memory.status).isEqualTo(ExitStatus.USAGE);
        assertThat(memory.err).startsWith("workerkit: resources: the runtime 'local' lacks");
        assertThat(memory.err).endsWith("(here: --runtime container)\n");

        Outcome engine = outcome(start("run", "--engine", "unix:///run/docker.sock", "true"));
        assertThat(engine.status).isEqualTo(ExitStatus.USAGE);
        assertThat(engine.err).startsWith("workerkit: engine: the runtime 'local'");

        Outcome exec = outcome(start("exec", "web", "--runtime", "local", "ls", "--runtime", "x"));
        assertThat(exec.status).isEqualTo(ExitStatus.USAGE);
        assertThat(exec.err).contains("to nobody but their master");

        Outcome disk = outcome(start("run", "--own-mount", "a:/b", "--", "true"));
        assertThat(disk.err).contains("the runtime 'local' lacks the capability 'mounts'");
        Outcome cpus = outcome(start("start", "unix:///tmp/s", "--cpus", "1", "Any"));
        assertThat(cpus.err).endsWith("(here: --memory, or --size)\n");
    }

    @Test
    void listsRuntimesAndCapabilities() throws Exception {
        Outcome list = outcome(start("runtimes"));

        assertThat(list.status).isZero();
        assertThat(list.out).contains("local: ").contains("host-processes");

        Outcome one = outcome(start("runtimes", "local"));
        assertThat(one.status).isZero();
        assertThat(one.out).startsWith("local: ").doesNotContain("nearby");

        Outcome unknown = outcome(start("runtimes", "local", "locl"));
        assertThat(unknown.status).isEqualTo(ExitStatus.USAGE);
        assertThat(unknown.out).isEmpty();
        assertThat(unknown.err).contains("'locl'").contains("local");
    }

    @Test
    void aKillSwitchIsShownAndThrown() throws Exception {
        String file = folder.resolve("kill").toString();

        Outcome none = outcome(start("kill-switch", file));
        assertThat(none.status).isZero();
        assertThat(none.out).isEqualTo("Nothing is forbidden.\n");

        Outcome disabled =
                outcome(start("kill-switch", file, "disable", "worker:web", "unix:/run//squares"));
        assertThat(disabled).isEqualTo(new Outcome(ExitStatus.FINE, "", ""));
        Outcome shown = outcome(start("kill-switch", file));
        assertThat(shown.status).isEqualTo(ExitStatus.NOT_FINE);
        assertThat(shown.out)
                .isEqualTo(
                        """
                        Starts are forbidden of unix:///run/squares
                        Starts are forbidden of worker:web
                        """);

        Outcome run =
                outcome(start("run", "--kill-switch", file, "--name", "web", "--", "echo", "x"));
        assertThat(run.status).isEqualTo(ExitStatus.NOT_KNOWN);
        assertThat(run.out).isEmpty();
        assertThat(run.err).contains("worker:web").contains("enable worker:web");

        assertThat(outcome(start("kill-switch", file, "enable", "--all")).status).isZero();
        assertThat(outcome(start("run", "--kill-switch", file, "--name", "web", "true")).status)
                .isZero();
    }

    @Test
    void aKillSwitchThatIsNotUnderstoodIsSaidToBeSoAndMended() throws Exception {
        Path file = folder.resolve("kill");
        Files.writeString(file, "{");

        Outcome shown = outcome(start("kill-switch", file.toString()));
        assertThat(shown.status).isEqualTo(ExitStatus.OWN_FAULT);
        assertThat(shown.out).isEmpty();
        assertThat(shown.err).contains("can't be understood").contains("enable --all");

        assertThat(outcome(start("kill-switch", file.toString(), "enable", "--all")).status)
                .isZero();
        assertThat(file).content().isEqualTo("{\"global\":false,\"addresses\":[]}\n");
    }

    @Test
    void whatIsNoAddressInAKillSwitchIsToldAndNotCounted() throws Exception {
        Path file = folder.resolve("kill");
        Files.writeString(file, "{\"addresses\":[\"mailer\",\"no such\"]}");

        Outcome shown = outcome(start("kill-switch", file.toString()));

        assertThat(shown.status).isZero();
        assertThat(shown.out)
                .isEqualTo(
                        """
                        'mailer' is no address and forbids nothing; did you mean worker:mailer?
                        'no such' is no address and forbids nothing.
                        Nothing is forbidden.
                        """);
        Files.writeString(file, "{\"addresses\":[\"mailer\",\"worker:web\"]}");
        assertThat(outcome(start("kill-switch", file.toString())).status)
                .isEqualTo(ExitStatus.NOT_FINE);
    }

    @Test
    void aKillSwitchIsNotThrownByAWrongCall() throws Exception {
        String file = folder.resolve("kill").toString();
        List<List<String>> wrong =
                List.of(
                        List.of(file, "disable"),
                        List.of(file, "disable", "web"),
                        List.of(file, "disable", "--all", "worker:web"),
                        List.of(file, "destroy", "worker:web"),
                        List.of(file, "--all"));
        for (List<String> words : wrong) {
            List<String> call = new ArrayList<>(List.of("kill-switch"));
            call.addAll(words);

            Outcome refused = outcome(start(call.toArray(String[]::new)));

            assertThat(refused.status).as(words.toString()).isEqualTo(ExitStatus.USAGE);
            assertThat(refused.err).isNotBlank();
        }
        assertThat(folder.resolve("kill")).doesNotExist();
    }

    /** A shared worker that is known by its name alone. */
    public static final class Deaf implements SharedWorkerHandler {
        @Override
        public void onMessage(Object message, Peer peer) {}
    }

    @Test
    void startsASharedWorkerOnceAndStopsIt() throws Exception {
        String address = "unix://" + folder.resolve("s");
        Path cookie = Files.writeString(folder.resolve("cookie"), "correct horse battery staple");
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("rw-------"));
        String[] call = {
            "start", address, Deaf.class.getName(), "--name", "deaf", "--cookie-file", "" + cookie
        };

        Outcome first = outcome(start(call));
        Outcome second = outcome(start(call));
        Outcome stop = outcome(start("stop", address, "--cookie-file", "" + cookie));

        assertThat(first.err).isEmpty();
        assertThat(first.out).matches("started deaf \\(deaf-\\w+\\) at " + address + "\n");
        assertThat(second.out).isEqualTo(first.out.replace("started", "there is already"));
        assertThat(stop.out).startsWith("stopped deaf");
    }

    @Test
    void startsNoSharedWorkerThatIsForbiddenOrNoClass() throws Exception {
        String address = "unix://" + folder.resolve("s");
        Path file = Files.writeString(folder.resolve("switch"), "{\"global\":true}");

        Outcome forbidden =
                outcome(start("start", address, Deaf.class.getName(), "--kill-switch", "" + file));
        Outcome unknown = outcome(start("start", address, "no.such.Handler"));

        assertThat(forbidden.status).isEqualTo(ExitStatus.NOT_KNOWN);
        assertThat(forbidden.err).contains(file.toString());
        assertThat(unknown.status).isEqualTo(ExitStatus.USAGE);
        assertThat(unknown.err).contains("no.such.Handler").contains("(here: --class-path)");

        Outcome open = outcome(start("start", "tcp://0.0.0.0:7419", Deaf.class.getName()));
        assertThat(open.err).endsWith("(here: --open-network)\n");
        Outcome bare = outcome(start("start", "tls://localhost:7419", Deaf.class.getName()));
        assertThat(bare.err).endsWith("(here: \"socketContext\" in the file of --profile)\n");
    }

    @Test
    void anOptionBehindTheClassIsSaidToBeItsArgument() throws Exception {
        Outcome run = outcome(start("run", "--java", "no.such.Class", "--class-path", "app"));

        assertThat(run.err).contains("--class-path follows the class, so it is an argument");
        assertThat(outcome(start("run", "--java", "--grace", "5", "no.such.Class", "x")).err)
                .contains("no.such.Class can't be loaded")
                .doesNotContain("follows");
    }

    @Test
    void noHelpHasAWordOnALineOfItsOwn() {
        CommandLine workerkit = new CommandLine(new Workerkit());
        List<CommandLine> all = new ArrayList<>(workerkit.getSubcommands().values());
        all.add(workerkit);
        for (CommandLine each : all) {
            assertThat(
                            each.getUsageMessage()
                                    .lines()
                                    .filter(line -> line.matches(" {0,15}[a-z.]+")))
                    .as(each.getCommandName())
                    .isEmpty();
        }
    }
}
