package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.wire.WireFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The masters of a shared echo beside their model: whom each is connected to, and what it sent and
 * has not heard back.
 */
final class Gathering implements AutoCloseable {

    /** How a master connects. */
    enum Kind {
        BY_HAND,
        BY_API,
        BY_PROCESS
    }

    private record Seat(Guest guest, Queue<String> underWay) {}

    private final SharedStage stage;
    private final RemoteMasters processes;
    private final WorkerAddress address;
    private final List<Seat> seats = new ArrayList<>();
    private final Set<String> formerWorkers = new HashSet<>();
    private @Nullable String worker;
    private int messages;

    /** At an address where nobody is. */
    Gathering(SharedStage stage, RemoteMasters processes) {
        this.stage = stage;
        this.processes = processes;
        this.address = processes.address();
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }

    /** One more connects, and starts the worker if there is none. */
    void admit(Kind kind) {
        Guest guest =
                switch (worker == null && kind == Kind.BY_HAND ? Kind.BY_API : kind) {
                    case BY_HAND -> Guest.ByHand.to(address);
                    case BY_API -> Guest.ByApi.to(stage, address);
                    case BY_PROCESS -> Guest.ByProcess.to(processes.next());
                };
        seats.add(new Seat(guest, new ArrayDeque<>()));
        if (worker == null) {
            worker = guest.worker();
            assertThat(formerWorkers).as("the ids of former workers").doesNotContain(worker);
        }
        assertThat(guest.worker()).as("the worker that a master is connected to").isEqualTo(worker);
    }

    /** One sends some messages. */
    void send(int who, int count) {
        Seat seat = seat(who);
        for (int i = 0; i < count; i++) {
            String message = "m" + messages++;
            seat.underWay.add(message);
            seat.guest.say(message);
        }
    }

    /** One hears all that it has to hear, and nothing else. */
    void hear(int who) {
        hearAll(seat(who));
    }

    private static void hearAll(Seat seat) {
        while (!seat.underWay.isEmpty()) {
            assertThat(seat.guest.hear()).as("the next answer").isEqualTo(seat.underWay.remove());
        }
    }

    /** Somebody asks the worker how it is: it knows who is there. */
    void query() {
        if (worker != null) {
            try (WireMaster asking = WireMaster.to(address)) {
                Stage.session()
                        .await(
                                "the worker counts its masters",
                                () -> asking.counter("connections"),
                                count -> count == seats.size() + 1);
                asking.bye().expectBye("closed");
            }
        }
    }

    /** One says goodbye. */
    void leave(int who) {
        Seat seat = seat(who);
        seats.remove(seat);
        seat.guest.leave();
    }

    /** One dies, whatever is under way. */
    void die(int who) {
        Seat seat = seat(who);
        seats.remove(seat);
        seat.guest.die();
    }

    /** Somebody stops the worker, and all are told. */
    void stop() {
        if (worker == null) {
            return;
        }
        try (WireMaster stopping = WireMaster.to(address)) {
            int id = stopping.request(WireFrame.STOP, SharedStage.SECRET);
            stopping.provenAnswer(WireFrame.STOPPED, id, SharedStage.SECRET);
            stopping.end().awaitEnd();
            SharedStage.awaitGone(stopping.pid());
        }
        for (Seat seat : seats) {
            List<String> heard = new ArrayList<>();
            seat.guest.awaitStopped(heard);
            assertThat(seat.underWay.stream().limit(heard.size()))
                    .as("the last answers of a worker that stops")
                    .containsExactlyElementsOf(heard);
        }
        seats.clear();
        formerWorkers.add(worker);
        worker = null;
    }

    private Seat seat(int who) {
        return seats.get(who % seats.size());
    }

    /** Whoever is left is answered, exactly. */
    void assertAnswered() {
        seats.forEach(Gathering::hearAll);
        query();
    }

    /** Ends all connections, and the worker. */
    @Override
    public void close() {
        seats.forEach(seat -> seat.guest.close());
        seats.clear();
        stop();
    }

    /** For the report of a failure. */
    @Override
    public String toString() {
        return seats.size() + " masters of " + (worker == null ? "nobody" : worker);
    }
}
