package dev.workerkit.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestClassPathTest {

    @TempDir Path folder;
    private Path lib;

    @BeforeEach
    void makeFolder() throws IOException {
        lib = Files.createDirectories(folder.resolve("lib"));
    }

    /** A jar without classes, whose manifest names others. */
    private Path jar(Path file, String... named) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (named.length > 0) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", named));
        }
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }

    private static List<Path> of(Path... entries) {
        return ManifestClassPath.of(Arrays.stream(entries).map(Path::toString).toList());
    }

    @Test
    void whatAManifestNamesComesRightAfterItsJar() throws IOException {
        Path first = jar(lib.resolve("first.jar"), "second.jar");
        Path second = jar(lib.resolve("second.jar"));
        Path app = jar(folder.resolve("app.jar"), "lib/first.jar");
        Path last = jar(folder.resolve("last.jar"));
        assertThat(of(app, last)).containsExactly(app, first, second, last);
    }

    @Test
    void eachComesOnceThoughTheyNameEachOther() throws IOException {
        Path one = jar(folder.resolve("one.jar"), "two.jar", "one.jar");
        Path two = jar(folder.resolve("two.jar"), "one.jar");
        assertThat(of(one, two, one)).containsExactly(one, two);
    }

    @Test
    void namesAreUrls() throws IOException {
        Path spaced = jar(lib.resolve("a b.jar"));
        Path away = jar(lib.resolve("away.jar"));
        Path app =
                jar(
                        folder.resolve("app.jar"),
                        "lib/a%20b.jar",
                        away.toUri().toString(),
                        "lib/",
                        "https://example.org/far.jar",
                        "%zz",
                        "file:x.jar");
        assertThat(of(app)).containsExactly(app, spaced, away, lib);
    }

    @Test
    void whatIsNotThereIsLeftOutAndWhatIsNoJarStays() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        Path app = jar(folder.resolve("app.jar"), "missing.jar");
        assertThat(of(folder.resolve("nowhere.jar"), app, text)).containsExactly(app, text);
    }
}
