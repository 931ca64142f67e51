package dev.workerkit.tck.sabotage;

import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Starts something like the worker that the runtime refuses, instead of saying so. */
final class Refusals extends ForwardingRuntime {

    private final Predicate<WorkerSpec> which;
    private final UnaryOperator<WorkerSpec> like;

    private Refusals(
            WorkerRuntime runtime, Predicate<WorkerSpec> which, UnaryOperator<WorkerSpec> like) {
        super(runtime);
        this.which = which;
        this.like = like;
    }

    static Deed silenced(Predicate<WorkerSpec> which, UnaryOperator<WorkerSpec> like) {
        return Deed.toRuntime(runtime -> new Refusals(runtime, which, like));
    }

    @Override
    public Worker start(WorkerSpec spec) {
        try {
            return super.start(spec);
        } catch (SpecException e) {
            if (!which.test(spec)) {
                throw e;
            }
            return super.start(like.apply(spec));
        }
    }
}
