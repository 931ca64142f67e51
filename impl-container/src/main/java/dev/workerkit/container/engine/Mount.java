package dev.workerkit.container.engine;

import java.nio.file.Path;
import java.util.OptionalInt;

/** What a container sees at a place of its own. */
public sealed interface Mount {

    /** Where it is seen in the container; absolute. */
    String target();

    /**
     * A file or folder of the engine's machine.
     *
     * @param source absolute; must exist
     * @param readOnly whether it can't be changed through it
     * @param withMounts whether what else is mounted in it is seen there, too
     */
    record Bind(Path source, String target, boolean readOnly, boolean withMounts) implements Mount {

        /** One with all that is mounted in it. */
        public Bind(Path source, String target, boolean readOnly) {
            this(source, target, readOnly, true);
        }
    }

    /**
     * A volume of the engine's.
     *
     * @param name of the volume, which is made if it does not exist
     * @param readOnly whether it can't be changed through it
     */
    record Volume(String name, String target, boolean readOnly) implements Mount {}

    /** An empty folder that nobody can write to, in the place of what the engine has there. */
    record Closed(String target) implements Mount {

        String options() {
            return "ro,nosuid,nodev,noexec,size=4k,mode=555";
        }
    }

    /**
     * An empty folder in memory, charged to the container.
     *
     * @param bytes the most that it holds
     * @param programs whether programs in it can be run
     * @param mode its permissions, {@code 01777}
     * @param user whose it is; root's if absent
     * @param group the group whose it is; root's if absent
     */
    record Tmpfs(
            String target,
            long bytes,
            boolean programs,
            int mode,
            OptionalInt user,
            OptionalInt group)
            implements Mount {

        /** For everybody, without programs: what {@code /tmp} is. */
        public static Tmpfs scratch(String target, long bytes) {
            return new Tmpfs(target, bytes, false, 01777, OptionalInt.empty(), OptionalInt.empty());
        }

        String options() {
            StringBuilder all = new StringBuilder("rw,nosuid,nodev");
            all.append(programs ? ",exec" : ",noexec");
            all.append(",size=").append(bytes);
            all.append(",mode=").append(Integer.toOctalString(mode));
            user.ifPresent(id -> all.append(",uid=").append(id));
            group.ifPresent(id -> all.append(",gid=").append(id));
            return all.toString();
        }
    }
}
