package dev.workerkit.tck.sabotage;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All sabotages, in the order of the areas and of their lists. */
public final class Sabotages {

    private static final List<Sabotage> ALL =
            Stream.of(
                            LifeSabotages.all(),
                            ExitSabotages.all(),
                            RestartSabotages.all(),
                            LimitSabotages.all(),
                            ReadySabotages.all(),
                            StopSabotages.all(),
                            RecycleSabotages.all(),
                            PauseSabotages.all(),
                            WatchSabotages.all(),
                            ChanSabotages.all(),
                            DurableSabotages.all(),
                            LogSabotages.all(),
                            CtrlSabotages.all(),
                            SpiSabotages.all(),
                            PoolSabotages.all(),
                            SpareSabotages.all(),
                            EventSabotages.all(),
                            SharedSabotages.all(),
                            AdminSabotages.all(),
                            WireSabotages.all(),
                            KillSabotages.all(),
                            BootSabotages.all(),
                            IsoSabotages.all(),
                            ImageSabotages.all(),
                            ResSabotages.all(),
                            MountSabotages.all(),
                            RelSabotages.all(),
                            ExecSabotages.all())
                    .flatMap(List::stream)
                    .toList();

    private static final Map<String, Sabotage> BY_ID =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Sabotage::id, Function.identity()));

    private Sabotages() {}

    /** All of them. */
    public static List<Sabotage> all() {
        return ALL;
    }

    /** The one of this id. */
    static Sabotage of(String id) {
        Sabotage found = BY_ID.get(id);
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no sabotage '"
                            + id
                            + "'; known: "
                            + BY_ID.keySet().stream().sorted().toList());
        }
        return found;
    }
}
