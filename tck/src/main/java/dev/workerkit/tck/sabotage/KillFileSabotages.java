package dev.workerkit.tck.sabotage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.workerkit.KillSwitch;
import dev.workerkit.KillSwitchException;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Kill switches whose file is misread, miswritten or mistreated. */
final class KillFileSabotages {

    private KillFileSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "kill-file-drops-notes",
                        "WRK-KILL-003",
                        "Keeps nothing in the file but what it knows",
                        after(KillFileSabotages::dropNotes)),
                Sabotage.of(
                        "kill-file-made-by-reading",
                        "WRK-KILL-003",
                        "Makes a file that is missing when it is to be read",
                        Deed.toKillSwitch(MakingTheFile::new)),
                Sabotage.of(
                        "kill-file-fails-open",
                        "WRK-KILL-004",
                        "Starts what it can't tell to be forbidden",
                        Deed.toRuntime(FailingOpen::new)),
                Sabotage.of(
                        "kill-file-not-to-be-mended",
                        "WRK-KILL-004",
                        "Refuses to enable all while the file is not understood",
                        Deed.toKillSwitch(NeverMending::new)),
                Sabotage.of(
                        "kill-file-written-later",
                        "WRK-KILL-005",
                        "Returns from disable before it is done",
                        Deed.toKillSwitch(WritingLater::new)),
                Sabotage.of(
                        "kill-file-loses-changes",
                        "WRK-KILL-005",
                        "Writes back what it has read, whoever has changed the file meanwhile",
                        Deed.toKillSwitch(LosingChanges::new)),
                Sabotage.of(
                        "kill-file-written-in-place",
                        "WRK-KILL-005",
                        "Writes over the file while others read it",
                        after(KillFileSabotages::writeInPlace)),
                Sabotage.of(
                        "kill-file-compares-texts",
                        "WRK-KILL-007",
                        "Enables an address only if it is spelled as in the file",
                        Deed.toKillSwitch(ComparingTexts::new)),
                Sabotage.of(
                        "kill-file-skips-what-is-no-address",
                        "WRK-KILL-007",
                        "Passes over what is no address without a word",
                        Deed.toKillSwitch(SkippingNonsense::new)),
                Sabotage.of(
                        "kill-file-open-to-all",
                        "WRK-KILL-008",
                        "Gives the file that it writes the usual mode",
                        after(KillFileSabotages::resetTheMode)),
                Sabotage.of(
                        "kill-file-replaces-a-link",
                        "WRK-KILL-008",
                        "Puts a file in the place of a link to it",
                        after(KillFileSabotages::replaceTheLink)),
                Sabotage.of(
                        "kill-file-leaves-a-backup",
                        "WRK-KILL-008",
                        "Leaves a copy of the file beside it",
                        after(KillFileSabotages::leaveABackup)));
    }

    /** What is done to a file. */
    @FunctionalInterface
    private interface ToFile {
        void apply(Path file) throws IOException;
    }

    /** Does it to the file after each change. */
    private static Deed after(ToFile change) {
        return Deed.toKillSwitch(
                killSwitch ->
                        new TamperedSwitch(killSwitch) {
                            @Override
                            void change(Runnable proper) {
                                super.change(proper);
                                try {
                                    change.apply(file());
                                } catch (IOException e) {
                                    throw new UncheckedIOException("Can't break " + file(), e);
                                }
                            }
                        });
    }

    private static void dropNotes(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode known = (ObjectNode) json.readTree(file.toFile());
        Files.write(file, json.writeValueAsBytes(known.retain("global", "addresses")));
    }

    private static void writeInPlace(Path file) throws IOException {
        Files.write(file, Files.readAllBytes(file));
    }

    private static void resetTheMode(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static void replaceTheLink(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            Files.write(file, content);
        }
    }

    private static void leaveABackup(Path file) throws IOException {
        Path backup = file.resolveSibling(file.getFileName() + "~");
        Files.copy(file, backup, StandardCopyOption.REPLACE_EXISTING);
    }

    private static final class MakingTheFile extends TamperedSwitch {

        MakingTheFile(KillSwitch killSwitch) {
            super(killSwitch);
        }

        @Override
        public State state() {
            try {
                if (Files.notExists(file())) {
                    Files.writeString(file(), "{}");
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Can't make " + file(), e);
            }
            return super.state();
        }
    }

    private static final class FailingOpen extends ForwardingRuntime {

        FailingOpen(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            try {
                return super.start(spec);
            } catch (KillSwitchException e) {
                Path file = delegate().killSwitch().file();
                if (isUnderstood() || !Files.isRegularFile(file)) {
                    throw e;
                }
                Path aside = file.resolveSibling(file.getFileName() + ".aside");
                move(file, aside);
                try {
                    return super.start(spec);
                } finally {
                    move(aside, file);
                }
            }
        }

        private boolean isUnderstood() {
            try {
                delegate().killSwitch().state();
                return true;
            } catch (KillSwitchException e) {
                return false;
            }
        }

        private static void move(Path from, Path to) {
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException("Can't move " + from, e);
            }
        }
    }

    private static final class NeverMending extends TamperedSwitch {

        NeverMending(KillSwitch killSwitch) {
            super(killSwitch);
        }

        @Override
        public void enableAll() {
            state();
            super.enableAll();
        }
    }

    private static final class WritingLater extends TamperedSwitch {

        private static final Duration LATER = Duration.ofMillis(100);

        WritingLater(KillSwitch killSwitch) {
            super(killSwitch);
        }

        @Override
        public void disable(Collection<String> addresses) {
            addresses.forEach(KillSwitch::normalized);
            Background.after(LATER, () -> super.disable(addresses));
        }

        @Override
        public void disableAll(boolean forbidden) {
            Background.after(LATER, () -> super.disableAll(forbidden));
        }
    }

    private static final class LosingChanges extends TamperedSwitch {

        LosingChanges(KillSwitch killSwitch) {
            super(killSwitch);
        }

        @Override
        public void disable(Collection<String> addresses) {
            Set<String> all = new TreeSet<>(state().addresses());
            all.addAll(addresses);
            super.enableAll();
            super.disable(all);
        }
    }

    private static final class ComparingTexts extends TamperedSwitch {

        ComparingTexts(KillSwitch killSwitch) {
            super(killSwitch);
        }

        @Override
        public void enable(Collection<String> addresses) {
            addresses.forEach(KillSwitch::normalized);
            Set<String> known = state().addresses();
            super.enable(addresses.stream().filter(known::contains).toList());
        }
    }

    private static final class SkippingNonsense extends TamperedSwitch {

        SkippingNonsense(KillSwitch killSwitch) {
            super(killSwitch);
        }

        @Override
        public void disable(Collection<String> addresses) {
            super.disable(addresses.stream().filter(SkippingNonsense::isAddress).toList());
        }

        private static boolean isAddress(String text) {
            try {
                return !KillSwitch.normalized(text).isEmpty();
            } catch (SpecException e) {
                return false;
            }
        }
    }
}
