package dev.workerkit.tck.leak;

import dev.workerkit.tck.leak.EngineCommand.Sight;
import dev.workerkit.tck.leak.Holding.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What is new in the engines of containers. Others use them too, so what does not say that it is of
 * a worker that is known counts only if nobody is in it.
 */
final class EngineStock {

    private final List<EngineCommand> engines;
    private final Map<EngineCommand, Map<Kind, Set<String>>> before = new HashMap<>();

    /** What is there now does not count. */
    EngineStock(List<EngineCommand> engines) {
        this.engines = engines;
        for (EngineCommand engine : engines) {
            Map<Kind, Set<String>> there = new HashMap<>();
            EngineCommand.KINDS.forEach(kind -> there.put(kind, engine.all(kind)));
            before.put(engine, there);
        }
    }

    /**
     * What has come since then and is not in use by strangers.
     *
     * @param isKnown whether this is the id of a worker that is over
     */
    List<Holding> left(Predicate<String> isKnown) {
        List<Holding> left = new ArrayList<>();
        for (EngineCommand engine : engines) {
            for (Kind kind : EngineCommand.KINDS) {
                Set<String> news = new TreeSet<>(engine.all(kind));
                news.removeAll(before.getOrDefault(engine, Map.of()).getOrDefault(kind, Set.of()));
                engine.look(kind, news).stream()
                        .filter(
                                each ->
                                        !each.used()
                                                || each.holding()
                                                        .worker()
                                                        .filter(isKnown)
                                                        .isPresent())
                        .map(Sight::holding)
                        .forEach(left::add);
            }
        }
        return left;
    }
}
