package dev.workerkit.benchmarks.peer;

import dev.workerkit.benchmarks.machine.Processors;
import dev.workerkit.benchmarks.machine.Tether;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The main class of a far end's process. */
public final class FarEnd {

    private FarEnd() {}

    /** Plays a role: the peer's name, the folder, the role and the waiting. */
    public static void main(String[] args) throws IOException {
        LinkedPeer peer = (LinkedPeer) Peers.named(args[0]);
        Waiting waiting = Waiting.of(args[3]);
        if (!(peer instanceof Pipes)) {
            // Nobody else would end a process that looks into memory for a message.
            Tether.tie();
        }
        try (Link link = peer.join(Path.of(args[1]), waiting, new Lifeline())) {
            pin(waiting);
            tellReady();
            Role.valueOf(args[2]).play(link);
        }
        // What a peer has left running is of no use any more.
        System.exit(0);
    }

    /** Pins the calling thread to the far end's processor, if both ends have one. */
    static void pin(Waiting waiting) {
        Processors.Pair pair = Processors.pair();
        if (waiting == Waiting.PINNED && pair.isOfTwo()) {
            Processors.pinThisThread(pair.far());
        }
    }

    private static void tellReady() throws IOException {
        // Not closed: a peer may go on to talk over it.
        @SuppressWarnings("resource")
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        out.write(FarProcess.READY);
    }
}
