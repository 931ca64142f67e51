package dev.workerkit.tck.sabotage;

import dev.workerkit.tck.wire.Line;
import dev.workerkit.tck.wire.Meddler;
import dev.workerkit.tck.wire.WireFrame;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All masters of a worker lose their connection when one of them ends in a certain way. */
final class OneForAll implements Supplier<Meddler> {

    /** The end of one that goes without a word. */
    private static final String LOST = "lost";

    private final String end;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();

    private OneForAll(String end) {
        this.end = end;
    }

    /** When the worker sends one away for this reason. */
    static Deed whenOneIsSentAwayFor(String reason) {
        return Interposed.meddlingAsAsked(spec -> new OneForAll(reason));
    }

    /** When one has gone without a word. */
    static Deed whenOneIsLost() {
        return Interposed.meddlingAsAsked(spec -> new OneForAll(LOST));
    }

    @Override
    public Meddler get() {
        return new Meddler() {
            private volatile boolean orderly;

            @Override
            public void fromMaster(WireFrame frame, Line line) {
                lines.add(line);
                orderly |= frame.type() == WireFrame.BYE;
                line.tellWorker(frame);
            }

            @Override
            public void fromWorker(WireFrame frame, Line line) {
                line.tellMaster(frame);
                if (frame.type() == WireFrame.BYE) {
                    orderly = true;
                    ended(line, frame.json().path("reason").asText());
                }
            }

            @Override
            public void masterEnded(Line line) {
                line.endToWorker();
                ended(line, orderly ? "" : LOST);
            }
        };
    }

    private void ended(Line line, String how) {
        lines.remove(line);
        if (how.equals(end)) {
            lines.forEach(Line::hangUp);
            lines.clear();
        }
    }
}
