package dev.workerkit;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** A place in a worker's file system that is not its image's (WRK-MOUNT-001). Immutable. */
public sealed interface Mount {

    /** Where the worker finds it: an absolute path, normalized, not {@code /}. */
    String target();

    /**
     * A folder or file of the master's machine.
     *
     * @param source what is seen there; absolute, and it must be there when the worker is started
     * @param target where the worker finds it
     * @param writable whether the worker may change it
     */
    record Host(Path source, String target, boolean writable) implements Mount {

        /** Checks the values. */
        public Host {
            requireTarget(target);
            source = requireAbsolute(source);
        }

        /** The same that the worker may change. */
        public Host asWritable() {
            return new Host(source, target, true);
        }
    }

    /**
     * A program of the master's machine, with the loader and the libraries that it has there: called
     * by its target as the command of the worker it runs in any image, be it empty (WRK-MOUNT-009).
     * What else it loads by itself, such as its data, it needs as further mounts; the interpreter of
     * a script must be in the image.
     *
     * @param source the program; absolute, and it must be there when the worker is started
     * @param target where the worker finds it, and the first word of its command
     */
    record Program(Path source, String target) implements Mount {

        /** Checks the values. */
        public Program {
            requireTarget(target);
            source = requireAbsolute(source);
        }
    }

    /**
     * A folder of the worker's own {@link Disk}, empty at first. Two mounts with the same source are
     * the same folder.
     *
     * @param source its name there, a relative path that does not leave it
     * @param target where the worker finds it
     */
    record Own(String source, String target) implements Mount {

        /** Checks the values. */
        public Own {
            requireTarget(target);
            requireInside(source);
        }

        private static void requireInside(String source) {
            if (source.indexOf('\0') >= 0 || !leadsInside(Path.of(source))) {
                throw new SpecException(
                        "mounts",
                        "the source '" + source + "' is no folder inside the worker's disk",
                        "use a relative path that does not leave it, for example uploads");
            }
        }

        private static boolean leadsInside(Path path) {
            String plain = path.normalize().toString();
            return !path.isAbsolute() && !path.normalize().startsWith("..") && !plain.isBlank();
        }
    }

    /**
     * An empty folder in memory, gone with the incarnation.
     *
     * @param target where the worker finds it
     * @param bytes how much it holds; it counts as memory of the worker
     */
    record Temporary(String target, long bytes) implements Mount {

        /** Checks the values. */
        public Temporary {
            requireTarget(target);
            if (bytes < 1) {
                throw new SpecException("mounts", bytes + " bytes hold nothing", "use 1 or more");
            }
        }
    }

    /** A folder or file of the master's machine, which the worker may read. */
    static Host host(Path source, String target) {
        return new Host(source, target, false);
    }

    /** A program of the master's machine, at its own path. */
    static Program program(Path source) {
        return new Program(source, source.normalize().toString());
    }

    /** A folder of the worker's own disk. */
    static Own own(String source, String target) {
        return new Own(source, target);
    }

    /** A folder in memory that holds so many bytes. */
    static Temporary temporary(String target, long bytes) {
        return new Temporary(target, bytes);
    }

    private static Path requireAbsolute(Path source) {
        if (!source.isAbsolute()) {
            throw new SpecException(
                    "mounts", source + " is not absolute", "use an absolute path as source");
        }
        return source.normalize();
    }

    private static void requireTarget(String target) {
        boolean plain = Pattern.matches("(/[^/\\x00]+)+", target);
        if (!plain || !Path.of(target).normalize().toString().equals(target)) {
            throw new SpecException(
                    "mounts",
                    "'" + target + "' is no place for a mount",
                    "use an absolute path without '.', '..' and a slash at its end");
        }
        // What lies there the kernel or the runtime makes.
        if (Pattern.matches("(?s)/((proc|sys|dev)|run/workerkit[^/]*)(/.*)?", target)) {
            throw new SpecException(
                    "mounts",
                    target + " is the runtime's",
                    "choose a place outside /proc, /sys, /dev and what begins with /run/workerkit");
        }
    }
}
