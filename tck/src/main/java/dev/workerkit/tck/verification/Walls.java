package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Isolation;
import dev.workerkit.Mount;
import dev.workerkit.ProcessIdentity;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an isolated worker is, and what it may do, as its own kernel tells it. */
class Walls {

    private static final ProcessIdentity ROOT = ProcessIdentity.of(0, 0);

    /** Those that engines usually give, with their numbers in the kernel. */
    private static final Map<String, Integer> CAPABILITIES =
            Map.of(
                    "CHOWN", 0,
                    "DAC_OVERRIDE", 1,
                    "KILL", 5,
                    "SETGID", 6,
                    "SETUID", 7,
                    "NET_BIND_SERVICE", 10,
                    "NET_RAW", 13,
                    "SYS_CHROOT", 18);

    private static final String STATUS =
            Scripts.withMarks("while read -r line; do mark \"$line\"; done < /proc/self/status\n");

    /** Marks each folder in which a file can be made. */
    private static final String WRITING_EVERYWHERE =
            Scripts.withMarks(
                    """
                    for folder in / /*/ /*/*/ /*/*/*/; do
                        case $folder in /proc/*) continue;; esac
                        if ( : > "${folder}tck-probe" ) 2>/dev/null; then mark "wrote $folder"; fi
                    done
                    mark done
                    """);

    @RegisterExtension final Stage stage = new Stage();

    /** What a worker that ends by itself prints; it is given nothing but its spec. */
    private List<String> said(WorkerSpec spec) {
        Worker worker = stage.runtime().start(spec);
        Stage.ended(worker);
        return stage.marks(worker);
    }

    private static WorkerSpec script(String script, Isolation isolation) {
        return Workers.script(script).withIsolation(isolation);
    }

    private static String field(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip().replaceAll("\\s+", " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + status));
    }

    private static long mask(List<String> status, String name) {
        return Long.parseUnsignedLong(field(status, name), 16);
    }

    @Test
    @Requirement({"WRK-ISO-001", "WRK-ISO-002", "WRK-ISO-004"})
    void byDefaultAWorkerHasNoPrivilegesAndNoWayToThem() {
        List<String> status = said(script(STATUS, Isolation.strict()));

        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
            assertThat(mask(status, set)).as(set).isZero();
        }
        assertThat(field(status, "NoNewPrivs")).as("no new privileges").isEqualTo("1");
        assertThat(List.of(field(status, "Uid").split(" "))).as("users").doesNotContain("0");
        assertThat(List.of(field(status, "Gid").split(" "))).as("groups").doesNotContain("0");
    }

    @Test
    @Requirement({"WRK-ISO-001", "WRK-ISO-004"})
    void evenRootHasNoCapabilitiesByDefault() {
        List<String> status = said(script(STATUS, Isolation.strict().withUser(ROOT)));

        assertThat(field(status, "Uid")).isEqualTo("0 0 0 0");
        assertThat(mask(status, "CapEff")).isZero();
        assertThat(mask(status, "CapBnd")).isZero();
    }

    @Property(tries = 3, edgeCases = EdgeCasesMode.NONE)
    @Requirement("WRK-ISO-001")
    void aWorkerHasTheCapabilitiesThatAreNamedAndNoOthers(
            @ForAll("capabilities") Set<String> capabilities) {
        Isolation isolation = Isolation.strict().withUser(ROOT);
        for (String capability : capabilities) {
            isolation = isolation.withCapability(capability);
        }
        long expected = capabilities.stream().mapToLong(name -> 1L << CAPABILITIES.get(name)).sum();

        List<String> status = said(script(STATUS, isolation));

        assertThat(mask(status, "CapEff")).as("%s", capabilities).isEqualTo(expected);
        assertThat(mask(status, "CapBnd")).as("bound of %s", capabilities).isEqualTo(expected);
    }

    @Provide
    Arbitrary<Set<String>> capabilities() {
        return Arbitraries.of(CAPABILITIES.keySet()).set().ofMinSize(1).ofMaxSize(4);
    }

    @AfterProperty
    void leaveTheStage() {
        stage.close();
    }

    @Test
    @Requirement("WRK-ISO-002")
    void privilegesCanBeGainedWhereTheIsolationSaysSo() {
        List<String> status = said(script(STATUS, Isolation.strict().withNewPrivileges()));

        assertThat(field(status, "NoNewPrivs")).isEqualTo("0");
    }

    @Test
    @Requirement("WRK-ISO-004")
    void aWorkerIsTheUserThatItsIsolationNames() {
        ProcessIdentity user = new ProcessIdentity(4711, 4712, List.of(4713));

        List<String> status = said(script(STATUS, Isolation.strict().withUser(user)));

        assertThat(field(status, "Uid")).isEqualTo("4711 4711 4711 4711");
        assertThat(field(status, "Gid")).isEqualTo("4712 4712 4712 4712");
        // Some tell the group among the further ones, too.
        assertThat(Set.of(field(status, "Groups").split(" ")))
                .contains("4713")
                .isSubsetOf("4712", "4713");
    }

    @Test
    @Requirement("WRK-ISO-003")
    void aWorkerWritesToItsTemporaryFolderAndNowhereElse() {
        assertThat(written(Isolation.strict())).containsExactly("/tmp/");
        // An engine may give each worker a /dev of its own, which then belongs to root.
        assertThat(written(Isolation.strict().withUser(ROOT)))
                .contains("/tmp/")
                .isSubsetOf("/tmp/", "/dev/");
    }

    @Test
    @Requirement("WRK-ISO-003")
    void whatRootMakesInItsDevGoesWithTheIncarnation() {
        WorkerSpec spec =
                script(
                        Scripts.withMarks(
                                """
                                [ -e /dev/tck-written ] && mark found
                                ( : > /dev/tck-written ) 2>/dev/null
                                mark done
                                exit 1
                                """),
                        Isolation.strict().withUser(ROOT));

        List<String> marks = said(Workers.startedAgain(spec, 1));

        assertThat(marks).containsExactly("done", "done");
    }

    @Test
    @Requirement("WRK-ISO-003")
    void aWorkerWritesToItsMountsToo() {
        WorkerSpec spec =
                script(WRITING_EVERYWHERE, Isolation.strict())
                        .withMount(Mount.temporary("/scratch", 1 << 20));

        assertThat(written(said(spec))).containsExactlyInAnyOrder("/tmp/", "/scratch/");
    }

    @Test
    @Requirement("WRK-ISO-003")
    void aWorkerWritesAnywhereWhereTheIsolationSaysSoAndNothingStays() {
        WorkerSpec spec =
                script(
                        Scripts.withMarks(
                                """
                                [ -e /tck-written ] && mark found
                                ( : > /tck-written ) && mark wrote
                                exit 1
                                """),
                        Isolation.strict().withUser(ROOT).withWritableRoot());

        List<String> marks = said(Workers.startedAgain(spec, 1));

        assertThat(marks.stream().filter("wrote"::equals)).hasSize(2);
        assertThat(marks).doesNotContain("found");
    }

    private List<String> written(Isolation isolation) {
        return written(said(script(WRITING_EVERYWHERE, isolation)));
    }

    private static List<String> written(List<String> marks) {
        assertThat(marks).contains("done");
        return marks.stream()
                .filter(mark -> mark.startsWith("wrote "))
                .map(mark -> mark.substring("wrote ".length()))
                .toList();
    }

    @Test
    @Requirement("WRK-ISO-003")
    void theTemporaryFolderHoldsNoMoreThanItsLimit() {
        String filling =
                Scripts.withMarks(
                        """
                        head -c 1000000 /dev/zero > /tmp/fits && mark fits
                        head -c 3000000 /dev/zero > /tmp/more 2>/dev/null || mark full
                        """);

        assertThat(said(script(filling, Isolation.strict().withTemporaryBytes(2 << 20))))
                .contains("fits", "full");
    }

    @Test
    @Requirement("WRK-ISO-005")
    void aForkBombIsItsOwnProblem() {
        Worker neighbour =
                stage.runtime()
                        .start(
                                Workers.script(
                                        Scripts.withMarks(
                                                "while :; do sleep 0.05; mark \"here\"; done")));
        String bomb =
                Scripts.withMarks(
                        """
                        ( n=0; while [ $n -lt 300 ]; do
                            sleep 1000 & n=$((n + 1)); echo "alive $n"
                        done ) 2>/dev/null
                        mark survived
                        exec sleep 1000
                        """);
        Worker bomber = stage.runtime().start(script(bomb, Isolation.strict().withProcesses(25)));

        stage.awaitMark(bomber, "survived");

        List<Integer> counts = stage.marks(bomber, "alive").stream().map(Integer::valueOf).toList();
        assertThat(counts.stream().mapToInt(count -> count).max().orElseThrow())
                .as("children at once")
                .isBetween(10, 25);
        int before = stage.marks(neighbour).size();
        stage.awaitMarks(neighbour, "after the bomb", marks -> marks.size() > before + 3);
        assertThat(neighbour.state()).isEqualTo(RUNNING);
        assertThat(bomber.state()).isEqualTo(RUNNING);
        Stage.await("the bomber is killed", bomber.kill());
    }

    @Test
    @Requirement("WRK-ISO-007")
    void aWorkerSeesNoProcessesButItsOwn() {
        Worker neighbour =
                stage.runtime()
                        .start(Workers.script(Scripts.withMarks("mark armed; sleep 987654321")));
        stage.awaitMark(neighbour, "armed");
        String looking =
                Scripts.withMarks(
                        """
                        sleep 123456789 &
                        for file in /proc/[0-9]*/cmdline; do
                            mark "process $(tr '\\0' ' ' < $file 2>/dev/null)"
                        done
                        kill $!
                        """);

        List<String> seen =
                said(script(looking, Isolation.strict())).stream()
                        .filter(mark -> mark.startsWith("process "))
                        .toList();

        assertThat(seen).anyMatch(process -> process.contains("sleep 123456789"));
        assertThat(seen).noneMatch(process -> process.contains("987654321"));
        // Itself, its child, what reads, and perhaps one that the engine put before it.
        assertThat(seen).hasSizeBetween(2, 6);
        assertThat(seen.stream().collect(Collectors.joining())).doesNotContain("java ");
    }
}
