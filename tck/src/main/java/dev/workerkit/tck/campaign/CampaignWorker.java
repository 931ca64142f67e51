package dev.workerkit.tck.campaign;

import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.WorkerContext;
import java.nio.file.Path;

/** The worker's end of a lane. */
public final class CampaignWorker implements RawWorker {

    private final Lane lane;

    /** Takes the campaign's folder and the number of the lane. */
    public CampaignWorker(String folder, int lane) {
        this.lane = new Lane(Path.of(folder), lane);
    }

    @Override
    public void run(WorkerContext context) throws InterruptedException {
        Correspondent correspondent = new Correspondent(context.channel(), lane, Lane.End.WORKER);
        Thread sending = new Thread(correspondent::send, "sending");
        sending.setDaemon(true);
        sending.start();
        correspondent.receive(context::stopRequested);
        sending.join();
    }
}
