package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The messages that come out of a channel, waited for with patience. */
final class Inbox {

    private static final Duration USUAL = Duration.ofSeconds(10);

    private final Channel channel;

    private Inbox(Channel channel) {
        this.channel = channel;
    }

    static Inbox of(Channel channel) {
        return new Inbox(channel);
    }

    /** The next message, which must come. */
    Object next() {
        return next(Object.class);
    }

    /** The next message as a value of the type, which must come. */
    <T> T next(Class<T> type) {
        @Nullable T message = channel.receive(patience(), type);
        if (message == null) {
            throw new AssertionError("No message within " + patience());
        }
        return message;
    }

    /** So many next messages, which must come. */
    List<Object> next(int count) {
        List<Object> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(next());
        }
        return messages;
    }

    /** So many next messages, which must come and be numbers. */
    List<Integer> nextNumbers(int count) {
        return next(count).stream().map(message -> ((Number) message).intValue()).toList();
    }

    /** The channel has ended: there is no other message, and there will be none. */
    void assertEnd() {
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> channel.receive(patience()))
                    .isInstanceOf(ChannelClosedException.class);
        }
    }

    /** The numbers from 1 to this, as they were sent. */
    static List<Integer> numbersTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static Duration patience() {
        return Stage.session().patience(USUAL);
    }
}
