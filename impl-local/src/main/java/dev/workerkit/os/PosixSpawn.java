package dev.workerkit.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.workerkit.WorkerException;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a child in a session of its own, so that its pid is also its process group and its session,
 * with default signals and with no descriptors but those it is given. posix_spawn shares the memory
 * with the child until it executes: the cost does not grow with the master's heap, and an exec that
 * fails is told here.
 */
final class PosixSpawn {

    /** More than any C library's posix_spawn_file_actions_t, posix_spawnattr_t and sigset_t. */
    private static final int STRUCT_SIZE = 1024;

    private static final Charset FILE_NAMES =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private PosixSpawn() {}

    /**
     * Starts the child.
     *
     * @param descriptors what it gets as its descriptors 0, 1, 2 and on, at most {@link
     *     Descriptor#RESERVED} of them, each {@link Descriptor#outOfTheWay} or {@link
     *     Descriptor#none()}
     * @return its pid
     * @throws SpawnException if the program could not be executed
     */
    static int spawn(SpawnRequest request, Descriptor... descriptors) {
        requireDirectory(request);
        List<String> environment = new ArrayList<>(request.environment().size());
        request.environment().forEach((name, value) -> environment.add(name + "=" + value));
        try (Memory actions = new Memory(STRUCT_SIZE);
                Memory attributes = new Memory(STRUCT_SIZE);
                Memory pid = new Memory(4);
                Memory directory =
                        cString(request.workingDirectory().map(Path::toString).orElse("."));
                CStrings words = CStrings.of(request.words());
                CStrings variables = CStrings.of(environment)) {
            check(LibC.posix_spawn_file_actions_init(actions));
            check(LibC.posix_spawnattr_init(attributes));
            try {
                for (int number = 0; number < descriptors.length; number++) {
                    give(actions, descriptors[number], number);
                }
                closeFrom(actions, descriptors.length);
                if (request.workingDirectory().isPresent()) {
                    check(LibC.posix_spawn_file_actions_addchdir_np(actions, directory));
                }
                isolate(attributes);
                int errno =
                        LibC.posix_spawn(
                                pid,
                                request.program().toString(),
                                actions,
                                attributes,
                                words.array(),
                                variables.array());
                if (errno != 0) {
                    throw failure(request, errno);
                }
                return pid.getInt(0);
            } finally {
                LibC.posix_spawn_file_actions_destroy(actions);
                LibC.posix_spawnattr_destroy(attributes);
            }
        }
    }

    private static void give(Pointer actions, Descriptor descriptor, int as) {
        if (descriptor.isNone()) {
            check(LibC.posix_spawn_file_actions_addopen(actions, as, "/dev/null", LibC.O_RDWR, 0));
        } else {
            check(LibC.posix_spawn_file_actions_adddup2(actions, descriptor.number(), as));
        }
    }

    private static void closeFrom(Pointer actions, int first) {
        if (LibC.CLOSES_FROM) {
            check(LibC.CloseFrom.posix_spawn_file_actions_addclosefrom_np(actions, first));
        } else {
            markAllCloseOnExec();
        }
    }

    /** For older C libraries. What another thread opens without the flag meanwhile is missed. */
    static void markAllCloseOnExec() {
        String[] descriptors = new File("/proc/self/fd").list();
        for (String descriptor : descriptors == null ? new String[0] : descriptors) {
            int number = Integer.parseInt(descriptor);
            if (number > 2) {
                LibC.fcntl(number, LibC.F_SETFD, LibC.FD_CLOEXEC);
            }
        }
    }

    private static void isolate(Pointer attributes) {
        int flags =
                LibC.POSIX_SPAWN_SETSID | LibC.POSIX_SPAWN_SETSIGDEF | LibC.POSIX_SPAWN_SETSIGMASK;
        try (Memory signals = new Memory(STRUCT_SIZE)) {
            LibC.sigfillset(signals);
            check(LibC.posix_spawnattr_setsigdefault(attributes, signals));
            LibC.sigemptyset(signals);
            check(LibC.posix_spawnattr_setsigmask(attributes, signals));
        }
        check(LibC.posix_spawnattr_setflags(attributes, (short) flags));
    }

    /** Asked beforehand, because a failed chdir and a failed exec give the same error. */
    private static void requireDirectory(SpawnRequest request) {
        Path directory = request.workingDirectory().orElse(Path.of(""));
        if (!Files.isDirectory(directory)) {
            throw new SpawnException(
                    "tried to run "
                            + request.program()
                            + " in "
                            + directory
                            + ", which is not a directory; create it or name another one",
                    LibC.ENOENT);
        }
    }

    private static SpawnException failure(SpawnRequest request, int errno) {
        String advice;
        if (errno == LibC.ENOENT && Files.exists(request.program())) {
            advice = "the file is there, so its interpreter (its #! line) or loader is missing";
        } else if (errno == LibC.ENOENT) {
            advice = "install it or give its path";
        } else if (errno == LibC.EACCES) {
            advice = "make it an executable file, on a file system not mounted with noexec";
        } else if (errno == LibC.ENOEXEC) {
            advice = "if it is a script, begin it with a #! line; else it is for another machine";
        } else if (errno == LibC.EAGAIN) {
            advice =
                    "the limit of processes is reached (ulimit -u, or the control group's pids.max)";
        } else {
            advice = "see execve(2)";
        }
        return new SpawnException(
                "tried to run "
                        + request.program()
                        + ": "
                        + LibC.strerror(errno)
                        + " (errno "
                        + errno
                        + "); "
                        + advice,
                errno);
    }

    private static void check(int errno) {
        if (errno != 0) {
            throw new WorkerException(
                    "Tried to prepare a process: " + LibC.strerror(errno) + "; free some memory");
        }
    }

    private static byte[] encode(String text) {
        // In a C locale the JVM's charset for file names can't tell what a spec may contain.
        Charset charset =
                FILE_NAMES.newEncoder().canEncode(text) ? FILE_NAMES : StandardCharsets.UTF_8;
        return text.getBytes(charset);
    }

    private static Memory cString(String text) {
        byte[] bytes = encode(text);
        Memory memory = new Memory(bytes.length + 1L);
        memory.write(0, bytes, 0, bytes.length);
        memory.setByte(bytes.length, (byte) 0);
        return memory;
    }

    /** A {@code char *[]} that ends with a null pointer, and its strings behind it. */
    private record CStrings(Memory array) implements AutoCloseable {

        static CStrings of(List<String> texts) {
            List<byte[]> strings = texts.stream().map(PosixSpawn::encode).toList();
            long pointers = (strings.size() + 1L) * Native.POINTER_SIZE;
            long size = pointers + strings.stream().mapToLong(bytes -> bytes.length + 1L).sum();
            Memory memory = new Memory(size);
            memory.clear();
            long at = pointers;
            for (int i = 0; i < strings.size(); i++) {
                memory.setPointer((long) i * Native.POINTER_SIZE, memory.share(at));
                memory.write(at, strings.get(i), 0, strings.get(i).length);
                at += strings.get(i).length + 1L;
            }
            return new CStrings(memory);
        }

        @Override
        public void close() {
            array.close();
        }
    }
}
