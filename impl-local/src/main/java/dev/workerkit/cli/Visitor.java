package dev.workerkit.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.workerkit.MessageCodec;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerSpec;
import dev.workerkit.shared.Starter;
import dev.workerkit.sharing.SharedPlace;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A master that starts nothing and says nothing, so any worker's codec will do. */
final class Visitor implements Starter {

    private static final long END_SECONDS = 10;

    private static final MessageCodec NO_MESSAGES =
            new MessageCodec() {
                @Override
                public ByteBuffer encode(Object message) {
                    throw new UnsupportedException("The command line sends no messages");
                }

                @Override
                public <T> T decode(ByteBuffer bytes, Class<T> type) {
                    throw new UnsupportedException("The command line receives no messages");
                }
            };

    @Override
    public boolean isLocal(WorkerAddress address) {
        if (address instanceof WorkerAddress.Unix) {
            return true;
        }
        String host =
                address instanceof WorkerAddress.Tcp tcp
                        ? tcp.host()
                        : ((WorkerAddress.Tls) address).host();
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // It is told of by the connection, which looks it up again.
            return false;
        }
    }

    @Override
    public void check(WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker) {
        throw startsNothing();
    }

    @Override
    public MessageCodec codec(String name) {
        return NO_MESSAGES;
    }

    @Override
    public boolean takesCodec(String name) {
        return true;
    }

    @Override
    public String log(WorkerAddress address, SharedWorkerSpec spec) {
        throw new IllegalStateException("Nothing is started here, and nothing written");
    }

    @Override
    public Optional<Start> tryStart(
            WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker) {
        throw startsNothing();
    }

    @Override
    public void awaitEnd(WorkerAddress address, long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().completeOnTimeout(process.get(), END_SECONDS, SECONDS).join();
        }
        SharedPlace.awaitVacant(address);
    }

    private static UnsupportedException startsNothing() {
        return new UnsupportedException("The command line starts no shared workers");
    }
}
