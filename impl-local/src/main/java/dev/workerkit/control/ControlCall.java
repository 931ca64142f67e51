package dev.workerkit.control;

import dev.workerkit.WorkerStatus;
import dev.workerkit.json.StatusForm;
import org.jspecify.annotations.Nullable;

/** A question of the master's, which the worker answers once. Any thread may answer. */
public final class ControlCall {

    private final ControlClient client;
    private final @Nullable Object id;

    ControlCall(ControlClient client, @Nullable Object id) {
        this.client = client;
        this.id = id;
    }

    /** Answers with a value; one that can't be sent is answered with an error that says so. */
    public void answer(@Nullable Object value) {
        byte[] line;
        try {
            line = Message.line("answer", "id", id, "value", value);
        } catch (IllegalArgumentException e) {
            fail("the answer can't be sent: " + e.getMessage());
            return;
        }
        client.send(line);
    }

    /** Answers a query. */
    public void answer(WorkerStatus status) {
        answer(StatusForm.of(status));
    }

    /** Answers that it can't be done. */
    public void fail(String error) {
        client.send(Message.line("answer", "id", id, "error", Outbox.shortened(error)));
    }
}
