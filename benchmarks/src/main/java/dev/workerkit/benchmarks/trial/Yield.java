package dev.workerkit.benchmarks.trial;

import dev.workerkit.benchmarks.report.Distribution;
import dev.workerkit.benchmarks.report.Measurement;
import dev.workerkit.benchmarks.report.Score;
import dev.workerkit.benchmarks.report.Unit;
import dev.workerkit.benchmarks.suite.Recorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** What has come of a case so far, over its rounds. */
final class Yield {

    private static final double MEDIAN = 50;

    /** Of recorded figures those that are told beside the score. */
    private static final List<String> FIGURES =
            List.of(
                    Recorder.NEAR_ALLOCATION,
                    Recorder.FAR_ALLOCATION,
                    Recorder.NEAR_LOAD,
                    Recorder.FAR_LOAD);

    private final Case measured;
    private final List<Double> iterations = new ArrayList<>();
    private final Histogram samples = Recorder.histogram();
    private final Map<String, List<Double>> figures = new HashMap<>();

    Yield(Case measured) {
        this.measured = measured;
    }

    /** Adds what one JVM has measured. */
    void add(RunResult result, Records records) throws IOException {
        List<IterationResult> jmh = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            jmh.addAll(fork.getIterationResults());
        }
        switch (measured.definition().harvest()) {
            case SAMPLES -> jmh.forEach(this::addSamples);
            case SHOTS -> jmh.forEach(this::addShot);
            case RATE -> addRates(jmh, records.figures(Recorder.MESSAGES));
            case HISTOGRAM -> addHistograms(records.histograms(Recorder.LATENCY));
            case LOAD -> iterations.addAll(records.figures(Recorder.LOAD));
        }
        for (String name : FIGURES) {
            figures.computeIfAbsent(name, key -> new ArrayList<>()).addAll(records.figures(name));
        }
        for (IterationResult iteration : jmh) {
            addJmhAllocation(iteration);
        }
    }

    private void addSamples(IterationResult iteration) {
        Statistics statistics = iteration.getPrimaryResult().getStatistics();
        iterations.add(unit().ofNanos(statistics.getPercentile(MEDIAN)));
        Iterator<Map.Entry<Double, Long>> raw = statistics.getRawData();
        while (raw.hasNext()) {
            Map.Entry<Double, Long> sample = raw.next();
            samples.recordValueWithCount(Math.round(sample.getKey()), sample.getValue());
        }
    }

    private void addShot(IterationResult iteration) {
        double nanos = nanos(iteration);
        iterations.add(unit().ofNanos(nanos));
        samples.recordValue(Math.round(nanos));
    }

    private void addRates(List<IterationResult> jmh, List<Double> messages) {
        for (int i = 0; i < jmh.size(); i++) {
            double seconds = nanos(jmh.get(i)) / TimeUnit.SECONDS.toNanos(1);
            iterations.add(messages.get(i) / seconds);
        }
    }

    private void addHistograms(List<Histogram> histograms) {
        for (Histogram histogram : histograms) {
            iterations.add(unit().ofNanos(histogram.getValueAtPercentile(MEDIAN)));
            samples.add(histogram);
        }
    }

    private static double nanos(IterationResult iteration) {
        return iteration.getPrimaryResult().getScore();
    }

    /** As JMH's own profiler sees it, over all threads of the JVM that measures. */
    private void addJmhAllocation(IterationResult iteration) {
        Result<?> norm = iteration.getSecondaryResults().get(JmhRun.ALLOCATION);
        if (norm != null) {
            figures.computeIfAbsent(JmhRun.ALLOCATION, key -> new ArrayList<>())
                    .add(norm.getScore());
        }
    }

    private Unit unit() {
        return measured.definition().unit();
    }

    /** All samples, in nanoseconds; empty where there are none. */
    Histogram samples() {
        return samples;
    }

    Measurement measurement() {
        if (iterations.isEmpty()) {
            return failed("no iteration has told anything");
        }
        Map<String, Double> medians = new HashMap<>();
        figures.forEach(
                (name, values) -> {
                    if (!values.isEmpty()) {
                        medians.put(name, Score.of(values).value());
                    }
                });
        return new Measurement(
                measured.definition().name(),
                measured.peer(),
                measured.parameters(),
                unit(),
                Score.of(iterations),
                samples.getTotalCount() == 0 ? null : Distribution.of(samples, unit()),
                medians,
                null,
                null);
    }

    Measurement failed(String why) {
        return Measurement.failed(
                measured.definition().name(), measured.peer(), measured.parameters(), unit(), why);
    }
}
