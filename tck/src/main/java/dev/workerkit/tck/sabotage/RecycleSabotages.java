package dev.workerkit.tck.sabotage;

import static dev.workerkit.WorkerState.PAUSED;

import dev.workerkit.Recycle;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import dev.workerkit.tck.sabotage.worker.ControlTap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** Of when healthy workers are replaced, and how. */
final class RecycleSabotages {

    private static final String ENDING_AFTER =
            "\"$@\" & child=$!; sleep %s; kill $child; wait $child; exit 1";

    private RecycleSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "recycles-a-unit-late",
                        "WRK-RECYCLE-001",
                        "Replaces a worker after one unit more than it should",
                        toRecycle(RecycleSabotages::oneUnitLater)),
                Sabotage.of(
                        "never-gets-old",
                        "WRK-RECYCLE-002",
                        "Does not replace a worker that has run for its age",
                        toRecycle(recycle -> withAge(Optional.empty(), recycle))),
                Sabotage.of(
                        "gets-old-too-early",
                        "WRK-RECYCLE-002",
                        "Replaces a worker at half its age",
                        toRecycle(
                                recycle ->
                                        withAge(
                                                recycle.age().map(age -> age.dividedBy(2)),
                                                recycle))),
                Sabotage.of(
                        "kills-what-is-old",
                        "WRK-RECYCLE-002",
                        "Replaces a worker in the middle of what it has in hand",
                        Deed.toSpec(
                                spec ->
                                        spec.recycle().age().isPresent()
                                                ? spec.withStop(StopPolicy.withGrace(Duration.ZERO))
                                                : spec)),
                Sabotage.of(
                        "weighs-nothing",
                        "WRK-RECYCLE-003",
                        "Does not see what the children of a worker hold of memory",
                        toWeight(limit -> limit * 1000)),
                Sabotage.of(
                        "weighs-too-much",
                        "WRK-RECYCLE-003",
                        "Counts the memory again for each process that shares it",
                        toWeight(limit -> limit / 10)),
                Sabotage.of(
                        "sees-no-file-appear",
                        "WRK-RECYCLE-004",
                        "Watches those files alone that there are when a worker starts",
                        toWatched((spec, file) -> exists(spec, file) ? List.of(file) : List.of())),
                Sabotage.of(
                        "looks-for-files-in-its-own-folder",
                        "WRK-RECYCLE-004",
                        "Takes the names of files that a worker watches from the master's folder",
                        toWatched((spec, file) -> List.of(file.toAbsolutePath()))),
                Sabotage.of(
                        "takes-a-recycling-for-a-crash",
                        "WRK-RECYCLE-005",
                        "Ends an old worker and lets the policy say what becomes of it",
                        Deed.toSpec(RecycleSabotages::crashingAtItsAge)),
                Sabotage.of(
                        "recycles-what-is-paused",
                        "WRK-RECYCLE-006",
                        "Replaces a worker that gets too old while it is paused",
                        Deed.toWorker(RecycleSabotages::replacedWhilePaused)),
                Sabotage.of(
                        "recycles-all-at-once",
                        "WRK-RECYCLE-007",
                        "Gives all workers the same age",
                        toRecycle(recycle -> recycle.withVariance(0))),
                Sabotage.of(
                        "ignores-who-asks-to-be-recycled",
                        "WRK-RECYCLE-008",
                        "Lets a worker go on that asks to be replaced",
                        Deed.toSpec(CtrlSabotages.tapped(ControlTap.Fault.DEAF_TO_RECYCLE))));
    }

    private static Deed toRecycle(UnaryOperator<Recycle> change) {
        return Deed.toSpec(spec -> spec.withRecycle(change.apply(spec.recycle())));
    }

    private static Recycle oneUnitLater(Recycle recycle) {
        return recycle.units().isPresent()
                ? recycle.afterUnits(recycle.units().getAsLong() + 1)
                : recycle;
    }

    private static Recycle withAge(Optional<Duration> age, Recycle recycle) {
        return new Recycle(
                recycle.units(),
                age,
                recycle.residentBytes(),
                recycle.watched(),
                recycle.variance());
    }

    private static Deed toWeight(LongUnaryOperator change) {
        return toRecycle(
                recycle ->
                        recycle.residentBytes().isPresent()
                                ? recycle.aboveResidentBytes(
                                        change.applyAsLong(recycle.residentBytes().getAsLong()))
                                : recycle);
    }

    private static Deed toWatched(BiFunction<WorkerSpec, Path, List<Path>> change) {
        return Deed.toSpec(
                spec ->
                        spec.withRecycle(
                                spec.recycle()
                                        .whenChanged(
                                                spec.recycle().watched().stream()
                                                        .map(file -> change.apply(spec, file))
                                                        .flatMap(List::stream)
                                                        .toArray(Path[]::new))));
    }

    private static boolean exists(WorkerSpec spec, Path file) {
        return Files.exists(
                spec.workingDirectory().map(folder -> folder.resolve(file)).orElse(file));
    }

    private static WorkerSpec crashingAtItsAge(WorkerSpec spec) {
        return spec.recycle()
                .age()
                .map(age -> Launches.by(ENDING_AFTER.formatted(age.toMillis() / 1000.0), spec))
                .map(ending -> ending.withRecycle(Recycle.never()))
                .orElse(spec);
    }

    private static Worker replacedWhilePaused(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public CompletableFuture<WorkerSnapshot> pause() {
                spec().recycle().age().ifPresent(age -> Background.after(age, this::replace));
                return super.pause();
            }

            private void replace() {
                if (state() == PAUSED) {
                    restart();
                }
            }
        };
    }
}
