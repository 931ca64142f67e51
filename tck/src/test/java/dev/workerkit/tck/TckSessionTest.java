package dev.workerkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.forwarding.ForwardingProvider;
import dev.workerkit.tck.sample.FakeProvider;
import dev.workerkit.tck.sample.FakeRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TckSessionTest {

    private final List<FakeRuntime> opened = new ArrayList<>();

    @Test
    void isThatOfTheThreadAndOfTheThreadsItStarts() {
        try (TckSession session = begin()) {
            CompletableFuture<TckSession> seen = new CompletableFuture<>();
            new Thread(() -> seen.complete(TckSession.current())).start();

            assertThat(TckSession.current()).isSameAs(session);
            assertThat(session.await("the thread answers", seen)).isSameAs(session);
        }
        assertThatThrownBy(TckSession::current).hasMessageContaining("./workerkit tck run");
    }

    @Test
    void closesWhatWasLeftOpenAndNothingElse() {
        try (TckSession session = begin()) {
            session.open().close();
            session.open();
        }

        assertThat(opened).extracting(FakeRuntime::closings).containsExactly(1, 1);
    }

    @Test
    void closesTheOthersWhenClosingOneFails() {
        TckSession session = begin();
        session.open();
        session.open();
        opened.get(1).failOnClose();

        assertThatThrownBy(session::close).isInstanceOf(WorkerException.class);
        assertThat(opened).extracting(FakeRuntime::closings).containsExactly(1, 1);
    }

    @Test
    void opensNothingAfterItsEnd() {
        TckSession session = begin();
        session.close();

        assertThatThrownBy(session::open).hasMessageContaining("over");
        assertThat(opened).isEmpty();
    }

    @Test
    void awaitReturnsWhatSatisfies() {
        AtomicInteger counter = new AtomicInteger();
        try (TckSession session = begin()) {
            int value = session.await("it counts", counter::incrementAndGet, count -> count >= 3);

            assertThat(value).isEqualTo(3);
        }
    }

    @Test
    void awaitTellsWhatItSawInstead() {
        Iterator<String> states = List.of("NEW", "STARTING").iterator();
        try (TckSession session = begin()) {
            assertThatThrownBy(
                            () ->
                                    session.await(
                                            "the worker is RUNNING",
                                            Duration.ofMillis(20),
                                            () -> states.hasNext() ? states.next() : "BACKOFF",
                                            "RUNNING"::equals))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage(
                            "the worker is RUNNING: not within 40 ms; observed last: BACKOFF,"
                                    + " before that: NEW, STARTING");
        }
    }

    @Test
    void awaitThrowsWhatAFutureEndedWith() {
        WorkerException failure = new WorkerException("no");
        try (TckSession session = begin()) {
            assertThatThrownBy(
                            () -> session.await("ready", CompletableFuture.failedFuture(failure)))
                    .isSameAs(failure);
            assertThatThrownBy(
                            () ->
                                    session.await(
                                            "ready",
                                            Duration.ofMillis(10),
                                            new CompletableFuture<>()))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("ready: no answer within 20 ms");
        }
    }

    @Test
    void throughoutFailsAsSoonAsItIsNotSo() {
        AtomicInteger counter = new AtomicInteger();
        try (TckSession session = begin()) {
            session.throughout("it holds", Duration.ofMillis(20), () -> 1, value -> value == 1);

            assertThatThrownBy(
                            () ->
                                    session.throughout(
                                            "it stays small",
                                            Duration.ofSeconds(10),
                                            counter::incrementAndGet,
                                            count -> count < 3))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("it stays small: no longer so after")
                    .hasMessageContaining("observed last: 3");
        }
    }

    private TckSession begin() {
        return TckSession.begin(
                new RuntimeUnderTest(
                        "fake", Set.of(Capability.JAVA), this::provider, List.of(), true),
                2);
    }

    private WorkerRuntimeProvider provider() {
        return new ForwardingProvider(new FakeProvider()) {
            @Override
            protected WorkerRuntime wrapRuntime(WorkerRuntime runtime) {
                opened.add((FakeRuntime) runtime);
                return runtime;
            }
        };
    }
}
