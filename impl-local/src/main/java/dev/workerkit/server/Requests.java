package dev.workerkit.server;

import dev.workerkit.Disconnect;
import dev.workerkit.WorkerStatus;
import dev.workerkit.wire.Answer;
import dev.workerkit.wire.FrameType;
import dev.workerkit.wire.Proof;
import dev.workerkit.wire.Request;
import dev.workerkit.wire.Violation;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What one master asks of the worker itself. On the event loop. */
final class Requests {

    private static final int MOST_REFUSALS = 5;

    private final SharedServer server;
    private final Connection connection;
    private final EventLoop loop;
    private final Intake intake;
    private @Nullable Proof proof;
    private long last;
    private int refusals;

    Requests(SharedServer server, Connection connection, EventLoop loop, Intake intake) {
        this.server = server;
        this.connection = connection;
        this.loop = loop;
        this.intake = intake;
    }

    /** From now on the master can prove a cookie. */
    void provenWith(Proof newProof) {
        proof = newProof;
    }

    void handle(Request request) {
        if (request.id() <= last) {
            throw new Violation("the id " + request.id() + " is not greater than " + last);
        }
        last = request.id();
        Disconnect refusal = server.admin().refusal(request, proof);
        if (refusal != null) {
            refuse(request.id(), refusal);
        } else if (request.type() == FrameType.STOP) {
            server.stop(connection, request.id());
        } else {
            query(request);
        }
    }

    private void query(Request request) {
        boolean privileged = request.proof().isPresent();
        WorkerStatus own = server.callbacks().query(privileged);
        connection.answer(
                new Answer.Status(
                        request.id(),
                        server.figures().status(own),
                        privileged
                                ? Optional.of(proof(FrameType.STATUS, request.id()))
                                : Optional.empty()));
    }

    /** Proves the cookie to the master, which has proven it. */
    String proof(FrameType type, long id) {
        if (proof == null) {
            throw new IllegalStateException("A request without a nonce is not granted");
        }
        return server.admin().proof(type, id, proof);
    }

    /** Later, so that guessing takes long. */
    private void refuse(long id, Disconnect why) {
        server.figures().refused();
        refusals++;
        intake.hold();
        loop.schedule(() -> tell(new Answer.Refused(id, why)), 1, TimeUnit.SECONDS);
    }

    private void tell(Answer.Refused refused) {
        connection.answer(refused);
        if (refusals == MOST_REFUSALS) {
            connection.sendAway(
                    new Disconnect(
                            Disconnect.Reason.COOKIE, MOST_REFUSALS + " requests were refused"));
        } else {
            intake.release();
        }
    }
}
