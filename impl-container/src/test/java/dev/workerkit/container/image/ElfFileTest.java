package dev.workerkit.container.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files say about how they are to be loaded. */
class ElfFileTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin/java");

    @TempDir Path folder;

    @Test
    void theJavaLauncherNamesItsLoaderAndItsLibraries() throws IOException {
        ElfFile java = ElfFile.read(JAVA).orElseThrow();

        assertThat(java.interpreter())
                .hasValueSatisfying(loader -> assertThat(Path.of(loader)).isRegularFile());
        assertThat(java.needed()).contains("libjli.so", "libc.so.6");
        assertThat(java.ownSearchPath()).contains("$ORIGIN/../lib");
    }

    @Test
    void textIsNoElfFile() throws IOException {
        Path text = Files.writeString(folder.resolve("script"), "#!/bin/sh\n".repeat(20));

        assertThat(ElfFile.read(text)).isEmpty();
    }

    @Test
    void fewBytesAreNoElfFile() throws IOException {
        assertThat(ElfFile.read(Files.write(folder.resolve("few"), new byte[3]))).isEmpty();
    }

    @Test
    void aTruncatedFileIsTold() throws IOException {
        byte[] start = Arrays.copyOf(Files.readAllBytes(JAVA), 2000);
        Path truncated = Files.write(folder.resolve("truncated"), start);

        assertThatThrownBy(() -> ElfFile.read(truncated))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(truncated.toString())
                .hasMessageContaining("broken");
    }

    @Test
    void anOffsetBehindTheEndOfNumbersIsTold() throws IOException {
        byte[] bytes = Files.readAllBytes(JAVA);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(32, Long.MAX_VALUE);
        Path broken = Files.write(folder.resolve("broken"), bytes);

        assertThatThrownBy(() -> ElfFile.read(broken)).hasMessageContaining("broken");
    }

    /** The loader's own answer is the measure. */
    @Test
    void theClosureIsThatOfTheLoader() throws IOException {
        for (String program : new String[] {"/bin/sh", "/bin/ls", JAVA.toString()}) {
            String loader =
                    ElfFile.read(Path.of(program)).orElseThrow().interpreter().orElseThrow();
            ElfClosure closure =
                    ElfClosure.of(List.of(Path.of(program)), LibrarySearch.ofThisMachine());

            assertThat(closure.missing()).isEmpty();
            assertThat(real(closure.files()))
                    .isEqualTo(real(listed(Cli.output(loader, "--list", program))));
        }
    }

    private static List<Path> listed(String answer) {
        return Pattern.compile("/\\S+")
                .matcher(answer)
                .results()
                .map(r -> Path.of(r.group()))
                .toList();
    }

    private static Set<Path> real(Collection<Path> files) throws IOException {
        Set<Path> real = new TreeSet<>();
        for (Path file : files) {
            real.add(file.toRealPath());
        }
        return real;
    }
}
