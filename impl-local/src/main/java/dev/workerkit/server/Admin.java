package dev.workerkit.server;

import dev.workerkit.AdminCookie;
import dev.workerkit.Disconnect;
import dev.workerkit.wire.FrameType;
import dev.workerkit.wire.Proof;
import dev.workerkit.wire.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the masters that have the cookie from those that have not. Immutable. */
final class Admin {

    private final byte @Nullable [] cookie;

    /** Nobody has one that there is not (WRK-ADMIN-010). */
    Admin(Optional<AdminCookie> cookie) {
        this.cookie = cookie.map(AdminCookie::secret).orElse(null);
    }

    /**
     * Whether a request may be obeyed.
     *
     * @param proof of the connection, or null if the master has given no nonce
     * @return why not, or null if it may
     */
    @Nullable Disconnect refusal(Request request, @Nullable Proof proof) {
        if (request.proof().isEmpty()) {
            return request.type() == FrameType.QUERY ? null : refused("a stop needs a proof");
        }
        if (cookie == null) {
            return refused("the worker has no cookie");
        }
        boolean proven =
                proof != null
                        && proof.matches(
                                request.proof().get(),
                                cookie,
                                Proof.Side.MASTER,
                                request.type(),
                                request.id());
        return proven ? null : refused("the proof is wrong");
    }

    /** Proves the cookie, to a master that has proven it. */
    String proof(FrameType type, long id, Proof proof) {
        if (cookie == null) {
            throw new IllegalStateException("Without a cookie no request is granted");
        }
        return proof.of(cookie, Proof.Side.WORKER, type, id);
    }

    private static Disconnect refused(String text) {
        return new Disconnect(Disconnect.Reason.COOKIE, text);
    }
}
