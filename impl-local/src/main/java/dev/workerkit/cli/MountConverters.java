package dev.workerkit.cli;

import dev.workerkit.Disk;
import dev.workerkit.Mount;
import dev.workerkit.SpecException;
import java.nio.file.Path;

/** Read what is mounted where. Relative sources are of the folder that the command is called in. */
final class MountConverters {

    private static final String WRITABLE = ":rw";
    private static final String READ_ONLY = ":ro";

    private MountConverters() {}

    /** Reads {@code SOURCE:TARGET}, or the same with {@code :rw} or {@code :ro}. */
    static final class OfHost extends SpecConverter<Mount> {
        @Override
        Mount read(String text) {
            boolean writable = text.endsWith(WRITABLE);
            boolean suffixed = writable || text.endsWith(READ_ONLY);
            String places = suffixed ? text.substring(0, text.length() - WRITABLE.length()) : text;
            Pair pair = Pair.of("mounts", places, ':', "data:/var/data");
            return new Mount.Host(
                    Path.of(pair.first).toAbsolutePath().normalize(), pair.second, writable);
        }
    }

    /** Reads {@code FILE}, or {@code FILE:TARGET}. */
    static final class OfProgram extends SpecConverter<Mount> {
        @Override
        Mount read(String text) {
            if (text.indexOf(':') < 0) {
                return Mount.program(Path.of(text).toAbsolutePath());
            }
            Pair pair = Pair.of("mounts", text, ':', "bin/served:/usr/bin/served");
            return new Mount.Program(Path.of(pair.first).toAbsolutePath(), pair.second);
        }
    }

    /** Reads {@code SOURCE:TARGET}. */
    static final class OfOwn extends SpecConverter<Mount> {
        @Override
        Mount read(String text) {
            Pair pair = Pair.of("mounts", text, ':', "uploads:/var/uploads");
            return Mount.own(pair.first, pair.second);
        }
    }

    /** Reads {@code TARGET=BYTES}. */
    static final class OfMemory extends SpecConverter<Mount.Temporary> {
        @Override
        Mount.Temporary read(String text) {
            Pair pair = Pair.of("mounts", text, '=', "/var/cache=64M");
            return Mount.temporary(pair.first, ByteCounts.parse(pair.second));
        }
    }

    /** Reads {@code BYTES} or {@code BYTES:FOLDER}. */
    static final class OfDisk extends SpecConverter<Disk> {
        @Override
        Disk read(String text) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                return Disk.of(ByteCounts.parse(text));
            }
            Path folder = Path.of(text.substring(colon + 1)).toAbsolutePath().normalize();
            return Disk.of(ByteCounts.parse(text.substring(0, colon))).keptIn(folder);
        }
    }

    /** What stands before and behind the last separator. */
    private record Pair(String first, String second) {

        static Pair of(String field, String text, char separator, String example) {
            int at = text.lastIndexOf(separator);
            if (at <= 0 || at == text.length() - 1) {
                throw new SpecException(
                        field,
                        "'" + text + "' is not two things with '" + separator + "' between them",
                        "write it like " + example);
            }
            return new Pair(text.substring(0, at), text.substring(at + 1));
        }
    }
}
