package dev.workerkit.channel;

import static dev.workerkit.channel.ChannelPair.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.BytesChannel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import dev.workerkit.SendResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChannelConcurrencyTest {

    private static final int SENDERS = 4;
    private static final int RECEIVERS = 3;
    private static final int MESSAGES = 20_000;

    /** Small, so that senders and receivers have to wait for each other all the time. */
    private static final ChannelSpec SPEC =
            ChannelSpec.bytes().withMaxMessageBytes(1000).withCapacityBytes(4000);

    @Test
    void eachMessageIsReceivedOnceAndInTheOrderOfItsSender() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ChannelPair pair = ChannelPair.open(SPEC)) {
            List<Future<List<Long>>> receptions = new ArrayList<>();
            for (int i = 0; i < RECEIVERS; i++) {
                receptions.add(threads.submit(() -> receiveAll(pair.worker().bytes())));
            }
            List<Future<Integer>> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                int sender = i;
                senders.add(threads.submit(() -> sendAll(pair.master().bytes(), sender)));
            }
            for (Future<Integer> sender : senders) {
                assertThat(sender.get()).isEqualTo(MESSAGES);
            }
            pair.master().close();

            boolean[][] seen = new boolean[SENDERS][MESSAGES];
            for (Future<List<Long>> reception : receptions) {
                int[] last = {-1, -1, -1, -1};
                for (long message : reception.get()) {
                    int sender = (int) (message >>> 32);
                    int number = (int) message;
                    assertThat(number).isGreaterThan(last[sender]);
                    assertThat(seen[sender][number]).isFalse();
                    last[sender] = number;
                    seen[sender][number] = true;
                }
            }
            for (boolean[] all : seen) {
                assertThat(all).doesNotContain(false);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int sendAll(BytesChannel channel, int sender) {
        ByteBuffer message = ByteBuffer.allocate(1000);
        for (int i = 0; i < MESSAGES; i++) {
            int length = 16 + i % 97;
            message.clear().limit(length);
            message.putLong(0, ((long) sender << 32) + i).putLong(length - 8, ~i);
            assertThat(channel.send(message, LONG)).isEqualTo(SendResult.SENT);
        }
        return MESSAGES;
    }

    private static List<Long> receiveAll(BytesChannel channel) {
        List<Long> received = new ArrayList<>();
        try {
            while (true) {
                channel.receive(
                        message -> {
                            long head = message.getLong(message.position());
                            assertThat(message.getLong(message.limit() - 8)).isEqualTo(~(int) head);
                            received.add(head);
                        },
                        LONG);
            }
        } catch (ChannelClosedException e) {
            return received;
        }
    }

    @RepeatedTest(10)
    void discardingEndsAllWhoUseTheChannel() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ChannelPair pair = ChannelPair.open(SPEC.withCapacityBytes(1 << 20))) {
            List<Callable<Boolean>> users =
                    List.of(
                            () -> sendUntilClosed(pair.master()),
                            () -> sendUntilClosed(pair.master()),
                            () -> receiveUntilClosed(pair.master()),
                            () -> receiveUntilClosed(pair.master()));
            List<Future<Boolean>> running = new ArrayList<>();
            for (Callable<Boolean> user : users) {
                running.add(threads.submit(user));
            }
            Future<Boolean> echo = threads.submit(() -> echoUntilStopped(pair.worker()));
            long deadline = System.nanoTime() + 30_000_000;
            while (System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            // As the files are gone before the worker is, it must be stopped first.
            pair.worker().stopReceiving();
            pair.worker().vanish();
            assertThat(echo.get()).isTrue();

            pair.master().discard();

            for (Future<Boolean> user : running) {
                assertThat(user.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean sendUntilClosed(MasterChannel channel) {
        byte[] message = new byte[500];
        SendResult result = SendResult.SENT;
        while (result != SendResult.CLOSED) {
            result = channel.send(message, ChannelPair.SHORT);
        }
        return true;
    }

    private static boolean receiveUntilClosed(MasterChannel channel) {
        try {
            while (true) {
                Object message = channel.receive(ChannelPair.SHORT);
                assertThat(message == null || ((byte[]) message).length == 500).isTrue();
            }
        } catch (ChannelClosedException e) {
            return true;
        }
    }

    private static boolean echoUntilStopped(WorkerChannel channel) {
        try {
            while (true) {
                channel.offer(channel.receive());
            }
        } catch (ChannelClosedException e) {
            return true;
        }
    }
}
