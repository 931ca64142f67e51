package dev.workerkit.container.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.SpecException;
import dev.workerkit.container.image.HostProgram.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program of this machine needs to run in an image that is not of this machine. */
class HostProgramTest {

    @TempDir Path folder;

    @Test
    void aProgramComesWithItsLoaderAndLibraries() {
        HostProgram shell = HostProgram.closureOf(Path.of("/bin/sh"));

        assertThat(shell.kind()).isEqualTo(Kind.DYNAMIC);
        assertThat(shell.files().get(0)).isEqualTo(Path.of("/bin/sh"));
        assertThat(shell.files()).contains(shell.interpreter().orElseThrow());
        assertThat(shell.files()).anyMatch(file -> file.endsWith("libc.so.6"));
        assertThat(shell.files()).allMatch(Path::isAbsolute).allMatch(Files::exists);
    }

    @Test
    void aStaticProgramNeedsNothingElse() throws IOException {
        // The loader itself is the one static program that every machine has.
        Path loader = HostProgram.closureOf(Path.of("/bin/sh")).interpreter().orElseThrow();

        HostProgram found = HostProgram.closureOf(loader.toRealPath());

        assertThat(found.kind()).isEqualTo(Kind.STATIC);
        assertThat(found.interpreter()).isEmpty();
        assertThat(found.files()).containsExactly(loader.toRealPath());
    }

    @Test
    void aScriptNamesTheInterpreterThatTheImageMustHave() throws IOException {
        Path script = program("script", "#! /usr/bin/env python3\nprint()\n");

        HostProgram found = HostProgram.closureOf(script);

        assertThat(found.kind()).isEqualTo(Kind.SCRIPT);
        assertThat(found.interpreter()).contains(Path.of("/usr/bin/env"));
        assertThat(found.files()).containsExactly(script);
    }

    @Test
    void whatIsNoProgramIsRefusedWithAdvice() throws IOException {
        refused(folder.resolve("missing"), "no program");
        refused(folder, "no program");
        refused(Files.writeString(folder.resolve("plain"), "#!/bin/sh\n"), "no program");
        refused(program("text", "hello"), "neither");
        refused(program("empty", ""), "neither");
        refused(program("relative", "#!sh\n"), "no absolute interpreter");
        refused(program("nameless", "#!\n"), "no absolute interpreter");
    }

    @Test
    void aMissingLibraryIsTold() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("/bin/sh").toRealPath());
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("\0libc.so.6\0");
        bytes[at + 4] = 'X';
        Path broken = folder.resolve("broken");
        Files.write(broken, bytes);
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));

        refused(broken, "libX.so.6");
    }

    @Test
    void aBrokenProgramIsTold() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("/bin/sh").toRealPath());
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(32, -1);
        Path broken = folder.resolve("broken");
        Files.write(broken, bytes);
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> HostProgram.closureOf(broken))
                .hasMessageContaining(broken.toString())
                .hasMessageContaining("broken ELF file");
    }

    private Path program(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void refused(Path program, String found) {
        assertThatThrownBy(() -> HostProgram.closureOf(program))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("mounts: ")
                .hasMessageContaining(program.toString())
                .hasMessageContaining(found);
    }
}
