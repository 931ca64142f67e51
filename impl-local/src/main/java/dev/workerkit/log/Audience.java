package dev.workerkit.log;

import dev.workerkit.LogLine;
import java.util.ArrayList;
import java.util.List;

/** Those who follow one log, or all logs of a runtime. Used under the {@link Timeline}'s lock. */
final class Audience {

    private final List<Follower> followers = new ArrayList<>();
    private boolean closed;

    void join(Follower follower) {
        if (closed) {
            follower.end();
        } else {
            followers.add(follower);
        }
    }

    void leave(Follower follower) {
        followers.remove(follower);
    }

    void tell(LogLine line) {
        followers.forEach(follower -> follower.add(line));
    }

    /** No more lines will come. */
    void close() {
        closed = true;
        followers.forEach(Follower::end);
        followers.clear();
    }
}
