package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.PoolMessage;
import dev.workerkit.PoolSpec;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.Job;
import dev.workerkit.tck.fixture.Laborer;
import dev.workerkit.tck.fixture.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A pool of laborers, who tell of each job that they begin. */
record Gang(WorkerPool pool) {

    /** Laborers, whose number is still to be given, and who may die as often as they like. */
    static PoolSpec spec() {
        return PoolSpec.of(
                WorkerSpec.of(Laborer.class)
                        .withRestart(
                                RestartPolicy.byExitCode()
                                        .withIntensity(RestartIntensity.unlimited())));
    }

    /** Starts them and waits until they are ready. */
    static Gang ready(WorkerRuntime runtime, PoolSpec spec) {
        WorkerPool pool = runtime.startPool(spec);
        Stage.await("the pool is ready", pool.ready());
        return new Gang(pool);
    }

    CompletableFuture<Report> submit(Job job) {
        return pool.submit(job, Report.class);
    }

    List<CompletableFuture<Report>> submitAll(List<Job> jobs) {
        return jobs.stream().map(this::submit).toList();
    }

    /** What comes of tasks that must all succeed. */
    static List<Report> reports(List<CompletableFuture<Report>> answers) {
        List<Report> reports = new ArrayList<>();
        for (CompletableFuture<Report> answer : answers) {
            reports.add(Stage.await("a task is done", answer));
        }
        return reports;
    }

    /** The next message, which must come. */
    PoolMessage next() {
        Duration patience = Stage.session().patience(Duration.ofSeconds(10));
        @Nullable PoolMessage message = pool.receive(patience, Report.class);
        assertThat(message).as("a message of the pool's").isNotNull();
        return message;
    }

    /** What the next message says. */
    Report nextReport() {
        return (Report) next().message();
    }

    /** Waits until somebody has begun this job. */
    Report begun(int number) {
        Report report = nextReport();
        while (report.number() != number) {
            report = nextReport();
        }
        return report;
    }

    /** All that was begun and is not told yet, once nothing more can come. */
    List<Report> allBegun() {
        List<Report> all = new ArrayList<>();
        @Nullable PoolMessage message = pool.receive(Duration.ofMillis(50), Report.class);
        while (message != null) {
            all.add((Report) message.message());
            message = pool.receive(Duration.ofMillis(50), Report.class);
        }
        return all;
    }

    Worker member(String id) {
        return pool.members().stream()
                .filter(member -> member.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The pool has no member " + id));
    }
}
