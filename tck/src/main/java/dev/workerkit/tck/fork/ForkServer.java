package dev.workerkit.tck.fork;

import dev.workerkit.tck.FolderDeletion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The inside of a fork. It ends with who made it, and when that says so; if it is made to end
 * otherwise, it tells by whom.
 */
public final class ForkServer {

    /** For how long a fork outlives a signal, so that what it is asked is still answered. */
    private static final long LAST_ANSWERS_SECONDS = 35;

    private final Path folder;
    private final ForkService service;
    private final Writer writer;
    private final CountDownLatch over = new CountDownLatch(1);

    private boolean toldToEnd;

    private ForkServer(Path folder, ForkService service, Writer writer) {
        this.folder = folder;
        this.service = service;
        this.writer = writer;
    }

    /**
     * Answers until it is told to end, and then ends this JVM. To be called by a main method.
     *
     * @param socket the argument that the main method was given
     */
    public static void serve(String socket, ForkService service) throws IOException {
        Path file = Path.of(socket);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            ForkServer server =
                    new ForkServer(
                            file.getParent(),
                            service,
                            Channels.newWriter(channel, StandardCharsets.UTF_8));
            Runtime.getRuntime().addShutdownHook(new Thread(server::shutsDown, "fork shutdown"));
            server.read(new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)));
        }
        System.exit(0);
    }

    private void read(BufferedReader reader) {
        try {
            String line = reader.readLine();
            while (line != null) {
                Frame frame = Frame.parse(line);
                if (frame.kind() == Frame.Kind.END) {
                    toldToEnd = true;
                    break;
                }
                answerLater(frame);
                line = reader.readLine();
            }
        } catch (IOException e) {
            // Who made it is gone.
        } finally {
            if (!toldToEnd) {
                // Who made it can't tidy up any more.
                FolderDeletion.of(folder);
            }
            over.countDown();
        }
    }

    private void answerLater(Frame question) {
        Thread thread = new Thread(() -> answer(question), "fork answers " + question.what());
        thread.setDaemon(true);
        thread.start();
    }

    private void answer(Frame question) {
        Frame reply;
        try {
            String what = String.valueOf(question.what());
            String text = String.valueOf(question.text());
            reply = Frame.answer(question.number(), service.answer(what, text));
        } catch (Exception | Error e) {
            reply = Frame.fault(question.number(), stackTrace(e));
        }
        send(reply);
    }

    private void send(Frame frame) {
        try {
            frame.writeTo(writer);
        } catch (IOException e) {
            // Who made it is gone; the reader sees that too.
        }
    }

    private void shutsDown() {
        if (over.getCount() == 0) {
            return;
        }
        ExitCall.current().map(Frame::exit).ifPresentOrElse(this::send, this::lastAnswers);
    }

    /** A signal from a terminal is for who made it, too: that decides what is still to be done. */
    private void lastAnswers() {
        try {
            over.await(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
