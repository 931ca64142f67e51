package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.sample.VendorJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesCommandTest {

    private static final String RELEASED =
            """
            package dev.workerkit;
            public class WorkerRuntimes {
                public static final int LIMIT = 1;
                public void open(String name) {}
                protected void close() {}
                void hidden() {}
                public static class Gone {}
            }
            """;

    private static final String VENDORS =
            """
            package dev.workerkit;
            public class WorkerRuntimes {
                public static final int LIMIT = 1;
                public void open(String name) throws java.io.IOException {}
                public void extra() {}
                void alsoHidden() {}
            }
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    void tellsWhatIsMissingChangedAndAdditional() throws IOException {
        Path released = jar("released", RELEASED);
        Path vendors = jar("vendors", VENDORS);
        Path file = folder.resolve("differences.json");

        CommandLineRun run =
                signatures(vendors.toString(), "--against", released.toString(), "--to", "" + file);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "MISSING    dev.workerkit.WorkerRuntimes$Gone (CLASS_REMOVED): programs"
                                + " that use it no longer run")
                .contains("MISSING    dev.workerkit.WorkerRuntimes.close() (METHOD_REMOVED)")
                .contains("CHANGED    dev.workerkit.WorkerRuntimes.open(java.lang.String) (")
                .contains(": programs that use it no longer compile")
                .contains("ADDITIONAL dev.workerkit.WorkerRuntimes.extra()")
                .doesNotContain("idden")
                .endsWith("Not compatible. 2 missing, 1 changed, 1 additional\n");
        assertThat(Files.readString(file)).contains("METHOD_REMOVED");
    }

    @Test
    void findsNothingWhereAllIsAlike() throws IOException {
        Path released = jar("released", RELEASED);

        CommandLineRun run = signatures(released.toString(), "--against", released.toString());

        assertThat(run.out()).isEqualTo("Compatible. 0 missing, 0 changed, 0 additional\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void allowsAdditionsIfTheyAreWanted() throws IOException {
        Path released = jar("released", RELEASED);
        Path later = jar("later", RELEASED.replace("void hidden", "public void shown"));

        assertThat(signatures("" + later, "--against", "" + released).exitCode()).isEqualTo(1);
        assertThat(
                        signatures("" + later, "--against", "" + released, "--allow-additions")
                                .exitCode())
                .isZero();
    }

    @Test
    void comparesWithTheApiOfTheTckItself() throws IOException {
        CommandLineRun run = signatures("" + jar("vendors", VENDORS));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("MISSING    dev.workerkit.Worker (CLASS_REMOVED)");
    }

    @Test
    void refusesWhatIsNoJarOfTheApi() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        Path other =
                VendorJar.of(
                        folder.resolve("other"),
                        List.of(),
                        Map.of("acme.Other", "package acme; class Other {}"));

        assertThat(signatures("gone.jar").exitCode()).isEqualTo(64);
        assertThat(signatures("gone.jar").err()).startsWith("There is no jar ");
        assertThat(signatures("" + text).err()).contains(text + " is no jar: ");
        assertThat(signatures("" + other).err()).contains("is no jar of the Workerkit API");
    }

    private Path jar(String name, String source) throws IOException {
        return VendorJar.of(
                folder.resolve(name), List.of(), Map.of("dev.workerkit.WorkerRuntimes", source));
    }

    private static CommandLineRun signatures(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "signatures";
        System.arraycopy(args, 0, all, 1, args.length);
        return CommandLineRun.of("passing", all);
    }
}
