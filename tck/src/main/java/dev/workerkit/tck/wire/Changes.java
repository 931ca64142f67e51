package dev.workerkit.tck.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The simplest ways to meddle. */
public final class Changes {

    private Changes() {}

    /** Of what masters begin with. */
    public static Supplier<Meddler> ofPrefaces(UnaryOperator<byte[]> change) {
        return () ->
                new Meddler() {
                    @Override
                    public byte[] preface(byte[] preface) {
                        return change.apply(preface);
                    }
                };
    }

    /** Of the frames of one type that masters send; without one, it is dropped. */
    public static Supplier<Meddler> ofMasters(
            int type, Function<WireFrame, Optional<WireFrame>> change) {
        return () ->
                new Meddler() {
                    @Override
                    public void fromMaster(WireFrame frame, Line line) {
                        passed(type, frame, change).ifPresent(line::tellWorker);
                    }
                };
    }

    /** Of the frames of one type that the worker sends; without one, it is dropped. */
    public static Supplier<Meddler> ofWorkers(
            int type, Function<WireFrame, Optional<WireFrame>> change) {
        return () ->
                new Meddler() {
                    @Override
                    public void fromWorker(WireFrame frame, Line line) {
                        passed(type, frame, change).ifPresent(line::tellMaster);
                    }
                };
    }

    /** Of the fields of the frames of one type that masters send. */
    public static Supplier<Meddler> ofMastersFields(int type, Consumer<ObjectNode> change) {
        return ofMasters(type, frame -> Optional.of(frame.changed(change)));
    }

    /** Of the fields of the frames of one type that the worker sends. */
    public static Supplier<Meddler> ofWorkersFields(int type, Consumer<ObjectNode> change) {
        return ofWorkers(type, frame -> Optional.of(frame.changed(change)));
    }

    private static Optional<WireFrame> passed(
            int type, WireFrame frame, Function<WireFrame, Optional<WireFrame>> change) {
        return frame.type() == type ? change.apply(frame) : Optional.of(frame);
    }
}
