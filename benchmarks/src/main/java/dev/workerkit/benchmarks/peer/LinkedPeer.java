package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;

/** A peer that is two ends that meet in a folder, and of which we start the far process. */
abstract class LinkedPeer implements Peer, OpenedHere {

    private final String name;
    private final String title;

    /** Called so. */
    LinkedPeer(String name, String title) {
        this.name = name;
        this.title = title;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String title() {
        return title;
    }

    /** By default nothing. */
    @Override
    public AutoCloseable serve(Path folder) throws IOException {
        return () -> {};
    }

    /** Prepares the near end. */
    abstract Meeting prepare(Path folder, Waiting waiting, Lifeline lifeline) throws IOException;

    /** Opens the far end of what was prepared. */
    abstract Link join(Path folder, Waiting waiting, Lifeline lifeline) throws IOException;

    @Override
    public NearEnd open(Setting setting) throws IOException {
        Closings closings = new Closings();
        try {
            Lifeline lifeline = new Lifeline();
            closings.add(serve(setting.folder()));
            Meeting meeting = prepare(setting.folder(), setting.waiting(), lifeline);
            closings.add(meeting);
            FarProcess far = FarProcess.start(this, setting, lifeline);
            closings.add(far);
            far.awaitReady();
            return new NearEnd(meeting.link(), closings);
        } catch (IOException | RuntimeException e) {
            closings.closeAfter(e);
            throw e;
        }
    }

    /** Where two ends in one process meet: by default in their own folder. */
    Path meetingPlace(Path served, Path own) {
        return own;
    }

    @Override
    public void openAndClose(Path served, Path own) throws IOException {
        Path folder = meetingPlace(served, own);
        Lifeline lifeline = new Lifeline();
        try (Meeting meeting = prepare(folder, Waiting.DEFAULT, lifeline);
                Link far = join(folder, Waiting.DEFAULT, lifeline);
                Link near = meeting.link()) {
            OneMessage.pass(near, far);
        }
    }
}
