package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A master that keeps a worker running, sends numbers, and takes the answers, until it is killed;
 * or, if it is to finish, until all that was ever sent is answered.
 */
final class CampaignMaster {

    private static final int WINDOW = 300;

    private final Path root;
    private final Path folder;
    private final Journal journal;
    private final Set<String> unanswered = new HashSet<>();
    private long next;
    private int incarnation;

    private CampaignMaster(Path root, Path folder) throws IOException {
        this.root = root;
        this.folder = folder;
        Path file = folder.resolveSibling("master.journal");
        for (Journal.Entry entry : Journal.read(file)) {
            if (entry.is("tries")) {
                next = Long.parseLong(entry.key()) + 1;
            } else if (entry.is("sent")) {
                unanswered.add(entry.key());
            } else if (entry.is("got")) {
                unanswered.remove(entry.key().split("/")[0]);
            }
        }
        this.journal = new Journal(file);
    }

    static ChannelSpec spec(Path folder) {
        return ChannelSpec.strings()
                .withMaxMessageBytes(4000)
                .withCapacityBytes(2 << 20)
                .withDurable(folder);
    }

    public static void main(String[] arguments) throws Exception {
        boolean finish = arguments[2].equals("finish");
        new CampaignMaster(Path.of(arguments[0]), Path.of(arguments[1])).run(finish);
    }

    private void run(boolean finish) throws Exception {
        // What the first channel of any JVM takes is not the recovery's fault.
        warmUp();
        long start = System.nanoTime();
        DurableFolder lock = DurableFolder.open(folder);
        MasterChannel channel = MasterChannel.create(root, spec(folder));
        channel.attach(++incarnation);
        journal.note(
                "recovered", "micros", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
        Process worker = spawn();
        while (!finish || !unanswered.isEmpty()) {
            if (!worker.isAlive()) {
                channel.detach(incarnation);
                channel.attach(++incarnation);
                worker = spawn();
            }
            for (int i = 0; i < 20 && !finish && unanswered.size() < WINDOW; i++) {
                send(channel);
            }
            receive(channel, unanswered.size() < WINDOW ? Duration.ZERO : Duration.ofMillis(50));
        }
        worker.destroyForcibly().waitFor();
        channel.detach(incarnation);
        for (Received late = channel.take(Duration.ZERO);
                late != null;
                late = channel.take(Duration.ZERO)) {
            acknowledge(late);
        }
        channel.end();
        channel.discard();
        lock.close();
    }

    private void warmUp() throws IOException {
        Path unused = Files.createDirectory(root.resolve("w"));
        MasterChannel channel = MasterChannel.create(unused, ChannelSpec.strings());
        channel.attach(1);
        channel.detach(1);
        channel.end();
        channel.discard();
    }

    private void send(MasterChannel channel) {
        String number = String.valueOf(next++);
        journal.note("tries", number, 0);
        channel.send(number + " ".repeat((int) (next * 7919 % 3000)));
        journal.note("sent", number, 0);
        unanswered.add(number);
    }

    private void receive(MasterChannel channel, Duration timeout) {
        Received received = channel.take(timeout);
        while (received != null) {
            acknowledge(received);
            received = channel.take(Duration.ZERO);
        }
    }

    private void acknowledge(Received received) {
        String answer = received.message(String.class);
        journal.note("got", answer, received.attempts());
        unanswered.remove(answer.split("/")[0]);
        LockSupport.parkNanos(50_000);
        received.acknowledge();
        journal.note("acknowledged", answer, 0);
    }

    private Process spawn() throws IOException {
        Process worker =
                ChildJvm.builder(
                                CampaignWorker.class,
                                root.toString(),
                                folder.toString(),
                                String.valueOf(incarnation))
                        .start();
        System.out.println(worker.pid());
        return worker;
    }
}
