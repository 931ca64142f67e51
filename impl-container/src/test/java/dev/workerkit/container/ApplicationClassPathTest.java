package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Launch;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Java workers in containers find of their application. */
@NeedsEngine
@Timeout(180)
class ApplicationClassPathTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    @BeforeEach
    void letWorkersRead() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The classes of a source file in a jar of this name. */
    private Path jar(String name, String type, String source, String classPath) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path file = Files.writeString(folder.resolve(type + ".java"), source);
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                System.getProperty("java.class.path") + ":" + classes,
                                "-d",
                                classes.toString(),
                                file.toString());
        assertThat(failed).isZero();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        Path jar = folder.resolve(name);
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream written = new JarOutputStream(out, manifest)) {
            written.putNextEntry(new ZipEntry("app/" + type + ".class"));
            Files.copy(classes.resolve("app").resolve(type + ".class"), written);
        }
        return jar;
    }

    @Test
    void whatTheManifestOfAJarNamesIsThere() throws IOException {
        jar(
                "lib/words.jar",
                "Words",
                "package app; public class Words { public static String of(Object o) {"
                        + " return \"said \" + o; } }",
                "");
        Path app =
                jar(
                        "app.jar",
                        "Speaker",
                        "package app; public class Speaker implements"
                                + " dev.workerkit.worker.EventedWorker { public void onMessage(Object"
                                + " message, dev.workerkit.worker.WorkerContext context) {"
                                + " context.channel().send(Words.of(message)); } }",
                        "lib/words.jar");
        RuntimeOptions options =
                RuntimeOptions.defaults()
                        .withBootstrap(BootstrapProfile.defaults().withClassPath(List.of(app)));
        try (WorkerRuntime runtime = WorkerRuntimes.open("container", options)) {
            Worker worker =
                    runtime.start(
                            WorkerSpec.of(
                                    new Launch.JavaWorker(
                                            "app.Speaker", List.of(), Optional.empty())));
            worker.ready().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
            worker.channel().send("a word");
            assertThat(worker.channel().receive(LIMIT)).isEqualTo("said a word");
        }
    }

    @Test
    void anEntryOfTheProfileThatIsMissingIsRefused() {
        RuntimeOptions options =
                RuntimeOptions.defaults()
                        .withBootstrap(
                                BootstrapProfile.defaults()
                                        .withClassPath(List.of(folder.resolve("missing.jar"))));
        assertThatThrownBy(() -> WorkerRuntimes.open("container", options))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("bootstrap.classPath")
                .hasMessageContaining("missing.jar");
    }
}
