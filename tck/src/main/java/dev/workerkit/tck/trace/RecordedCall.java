package dev.workerkit.tck.trace;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call that may have no answer yet. Not thread-safe. */
final class RecordedCall {

    private final long beginningNanos;
    private final long at;
    private final int runtime;
    private final String subject;
    private final String action;
    private @Nullable RecordedCall before;
    private @Nullable Long took;
    private @Nullable String result;
    private @Nullable String error;
    private int times = 1;

    /** One that is made now, right after another one. */
    RecordedCall(
            long beginningNanos,
            long at,
            int runtime,
            String subject,
            String action,
            @Nullable RecordedCall before) {
        this.beginningNanos = beginningNanos;
        this.at = at;
        this.runtime = runtime;
        this.subject = subject;
        this.action = action;
        this.before = before;
    }

    /** It has its answer now. */
    void end(@Nullable String answer, @Nullable String thrown) {
        took = (System.nanoTime() - beginningNanos) / 1000 - at;
        result = answer;
        error = thrown;
    }

    /**
     * To be called once it has its answer.
     *
     * @param mayJoin whether the call before may stand for this one too, if it is the same with the
     *     same answer
     * @return whether it does
     */
    boolean joinsTheOneBefore(boolean mayJoin) {
        RecordedCall previous = before;
        // Else each call would keep all before it.
        before = null;
        if (!mayJoin || previous == null || took == null || !previous.isLike(this)) {
            return false;
        }
        previous.took = at + took - previous.at;
        previous.times++;
        return true;
    }

    private boolean isLike(RecordedCall other) {
        return took != null
                && runtime == other.runtime
                && subject.equals(other.subject)
                && action.equals(other.action)
                && Objects.equals(result, other.result)
                && Objects.equals(error, other.error);
    }

    Call call() {
        return new Call(at, took, runtime, subject, action, result, error, times);
    }
}
