package dev.workerkit.container.image;

import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program of this machine, with all files that have to lie at the same paths in an image for it
 * to run there. A program that loads more by itself, like plugins or its data, needs these too;
 * nobody can know them from outside.
 *
 * @param program the program, absolute
 * @param kind how it is started
 * @param interpreter the dynamic loader, or the script's interpreter; absent if it is static
 * @param files what must be there: the program first, then its loader and libraries, sorted. Each
 *     is absolute and free of symbolic links only in its last part where the loader asks for the
 *     link's name. A script's interpreter is not among them: the image must have it
 */
public record HostProgram(Path program, Kind kind, Optional<Path> interpreter, List<Path> files) {

    /** How a program is started. */
    public enum Kind {
        /** By the kernel alone. */
        STATIC,
        /** By the dynamic loader, with libraries. */
        DYNAMIC,
        /** By the interpreter that its first line names. */
        SCRIPT
    }

    private static final int LONGEST_FIRST_LINE = 256;

    /** Makes one; the list is copied. */
    public HostProgram {
        files = List.copyOf(files);
    }

    /** What a dynamic one is started with. */
    public Optional<MachineLibraries> libraries() {
        return kind == Kind.DYNAMIC
                ? interpreter.map(
                        loader ->
                                MachineLibraries.of(
                                        loader.toString(), files.subList(1, files.size())))
                : Optional.empty();
    }

    /**
     * Finds out what {@code program} needs.
     *
     * @throws SpecException of the field {@code mounts} if it is missing, can't be run or read, is
     *     neither an ELF file of 64 bits nor a script, or needs a library that this machine has not
     * @throws WorkerException if a library can't be read
     */
    public static HostProgram closureOf(Path program) {
        Path absolute = program.toAbsolutePath().normalize();
        if (!Files.isRegularFile(absolute) || !Files.isExecutable(absolute)) {
            throw refused(
                    absolute + " is no program of this machine",
                    "name an executable file, or a command of the image");
        }
        if (!Files.isReadable(absolute)) {
            throw refused(absolute + " can't be read", "let this user read it");
        }
        try {
            Optional<ElfFile> elf = ElfFile.read(absolute);
            return elf.isPresent() ? binary(absolute, elf.get()) : script(absolute);
        } catch (IOException e) {
            throw new WorkerException("The libraries of " + absolute + " can't be read: " + e, e);
        }
    }

    private static HostProgram binary(Path program, ElfFile elf) throws IOException {
        if (elf.interpreter().isEmpty()) {
            return new HostProgram(program, Kind.STATIC, Optional.empty(), List.of(program));
        }
        ElfClosure closure = ElfClosure.of(List.of(program), LibrarySearch.ofThisMachine());
        if (!closure.missing().isEmpty()) {
            throw refused(
                    program + " needs libraries that this machine has not: " + closure.missing(),
                    "install them, or name a command of the image");
        }
        List<Path> files = new ArrayList<>();
        files.add(program);
        files.addAll(closure.files());
        return new HostProgram(program, Kind.DYNAMIC, elf.interpreter().map(Path::of), files);
    }

    private static HostProgram script(Path program) throws IOException {
        byte[] start;
        try (var input = Files.newInputStream(program)) {
            start = input.readNBytes(LONGEST_FIRST_LINE);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("#!")) {
            throw refused(
                    program + " is neither a 64-bit ELF program nor a script with #!",
                    "name a program of this machine's kind, or a command of the image");
        }
        String interpreter = text.substring(2).strip().split("\\s", 2)[0];
        if (!interpreter.startsWith("/")) {
            throw refused(
                    program + " names no absolute interpreter in its first line",
                    "let it begin with, for example, #!/bin/sh");
        }
        return new HostProgram(
                program, Kind.SCRIPT, Optional.of(Path.of(interpreter)), List.of(program));
    }

    private static SpecException refused(String found, String advice) {
        return new SpecException("mounts", found, advice);
    }
}
