package dev.workerkit.benchmarks.peer;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** The standard input and output of the far process, which is what {@code Process} offers. */
final class Pipes extends LinkedPeer {

    Pipes() {
        super("pipes", "stdio pipes");
    }

    @Override
    public NearEnd open(Setting setting) throws IOException {
        FarProcess far = FarProcess.start(this, setting, new Lifeline());
        far.awaitReady();
        return new NearEnd(new StreamLink(far.fromIt(), far.toIt()), far);
    }

    @Override
    Meeting prepare(Path folder, Waiting waiting, Lifeline lifeline) {
        throw new UnsupportedOperationException("Its ends meet in no folder");
    }

    @Override
    Link join(Path folder, Waiting waiting, Lifeline lifeline) {
        return new StreamLink(
                new BufferedInputStream(new FileInputStream(FileDescriptor.in), Message.LARGEST),
                new FileOutputStream(FileDescriptor.out));
    }
}
