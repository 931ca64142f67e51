package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The end in the process that measures. Closing it ends the far process, too. */
public final class NearEnd implements Link {

    private final Link link;
    private final AutoCloseable farProcess;
    private final ByteBuffer question = Message.allocate(Message.SMALLEST);
    private final ByteBuffer answer = Message.allocate(Message.LARGEST);

    NearEnd(Link link, AutoCloseable farProcess) {
        this.link = link;
        this.farProcess = farProcess;
    }

    @Override
    public void send(ByteBuffer message) throws IOException {
        link.send(message);
    }

    @Override
    public boolean receive(ByteBuffer into) throws IOException {
        return link.receive(into);
    }

    /** The same, where a message must come. */
    public void await(ByteBuffer into) throws IOException {
        if (!link.receive(into)) {
            throw new IOException("The far end has gone, and did not answer");
        }
    }

    /** Waits until the far end has received all that was sent; nothing else may be under way. */
    public void flush() throws IOException {
        ask(Message.FLUSH);
    }

    /** Asks the far end how it is; nothing else may be under way. */
    public FarReport report() throws IOException {
        return Message.report(ask(Message.REPORT));
    }

    /** Sends what makes the far end send the same back, which another thread waits for. */
    public void wake() throws IOException {
        Message.mark(question, Message.FLUSH);
        link.send(question);
    }

    private ByteBuffer ask(long what) throws IOException {
        Message.mark(question, what);
        link.send(question);
        await(answer);
        return answer;
    }

    @Override
    public void close() throws IOException {
        try (farProcess;
                link) {
            Message.mark(question, Message.STOP);
            link.send(question);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The far end could not be closed", e);
        }
    }
}
