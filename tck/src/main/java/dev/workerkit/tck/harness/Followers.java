package dev.workerkit.tck.harness;

import dev.workerkit.LogLine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Those who follow logs, by numbers. */
final class Followers implements AutoCloseable {

    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Listener<LogLine>> all = new ConcurrentHashMap<>();

    long add(Listener<LogLine> follower) {
        long number = numbers.incrementAndGet();
        all.put(number, follower);
        return number;
    }

    boolean isThere(long number) {
        return all.containsKey(number);
    }

    void remove(long number) {
        @Nullable Listener<LogLine> follower = all.remove(number);
        if (follower != null) {
            follower.finish();
        }
    }

    /** Lines that were on their way when somebody stopped following go nowhere. */
    void take(Told message) {
        @Nullable Listener<LogLine> follower = all.get(message.whole("follow"));
        if (follower != null) {
            follower.add(Replies.line(message.object("line")));
        } else if (message.whole("follow") < 1 || message.whole("follow") > numbers.get()) {
            throw new Told.MalformedException(
                    "nobody follows a log as number " + message.whole("follow"));
        }
    }

    @Override
    public void close() {
        all.values().forEach(Listener::finish);
        all.clear();
    }
}
