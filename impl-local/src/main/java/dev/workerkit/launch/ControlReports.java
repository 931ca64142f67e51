package dev.workerkit.launch;

import dev.workerkit.control.ControlListener;
import dev.workerkit.engine.Reports;
import dev.workerkit.host.Oversight;
import dev.workerkit.log.LogFile;

/** Hands on to the engine what an incarnation says over its control connection. */
record ControlReports(
        int number,
        boolean ofJava,
        Oversight oversight,
        Reports reports,
        LogFile log,
        Runnable whenReady)
        implements ControlListener {

    @Override
    public void onReady() {
        reports.ready(number);
        whenReady.run();
    }

    @Override
    public void onStatus(String text) {
        reports.status(number, text);
    }

    @Override
    public void onProgress(long units, boolean idle) {
        reports.progress(number, units);
        if (idle) {
            reports.idle(number);
        }
        // A Java worker counts for itself, and takes no other unit when it is due.
        if (!ofJava && units >= oversight.units().orElse(Long.MAX_VALUE)) {
            reports.recycle(number, "it has done " + units + " units");
        }
    }

    @Override
    public void onRecycle(String reason) {
        reports.recycle(number, reason);
    }

    @Override
    public void onPaused() {
        reports.paused(number);
    }

    @Override
    public void onResumed() {
        reports.resumed(number);
    }

    @Override
    public void onDropped(String reason) {
        log.note(number, "Control connection dropped: " + reason);
    }
}
