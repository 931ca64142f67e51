package dev.workerkit.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it heard, in words. */
public final class RecordingListener implements ControlListener {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    public void expect(String next) throws InterruptedException {
        assertThat(next()).isEqualTo(next);
    }

    public String next() throws InterruptedException {
        String event = heard.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("heard within ten seconds").isNotNull();
        return event;
    }

    public void expectNothingMore() {
        assertThat(heard).isEmpty();
    }

    @Override
    public void onHello(ControlHello hello) {
        heard.add("hello " + hello.protocol() + " " + hello.pid() + " " + hello.queries());
    }

    @Override
    public void onReady() {
        heard.add("ready");
    }

    @Override
    public void onStatus(String text) {
        heard.add("status " + text);
    }

    @Override
    public void onProgress(long units, boolean idle) {
        heard.add("progress " + units + (idle ? " idle" : ""));
    }

    @Override
    public void onRecycle(String reason) {
        heard.add("recycle " + reason);
    }

    @Override
    public void onPaused() {
        heard.add("paused");
    }

    @Override
    public void onResumed() {
        heard.add("resumed");
    }

    @Override
    public void onClosed(String reason) {
        heard.add("closed: " + reason);
    }
}
