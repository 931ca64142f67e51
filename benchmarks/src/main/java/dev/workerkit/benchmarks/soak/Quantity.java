package dev.workerkit.benchmarks.soak;

import dev.workerkit.benchmarks.report.Figures;

/** What a series counts, and how much more of it at the end is not growth. */
enum Quantity {
    /** Memory of a process with all that is mapped. */
    RESIDENT("resident memory", 1 << 20, "MiB", 0.05, 8 << 20),
    /** What is left of a heap after a collection. */
    HEAP("heap after collection", 1 << 20, "MiB", 0.05, 1 << 20),
    /** What files use. */
    FILES("files", 1 << 20, "MiB", 0.1, 4 << 20),
    /** Open file descriptors. */
    DESCRIPTORS("open descriptors", 1, "", 0.05, 2),
    /** Threads, some of which come and go with the work. */
    THREADS("threads", 1, "", 0.1, 5),
    /** The median of latencies, in nanoseconds. */
    MEDIAN_LATENCY("p50", 1e6, "ms", 0.25, 100_000),
    /** A high percentile of latencies, in nanoseconds. */
    HIGH_LATENCY("p99", 1e6, "ms", 0.5, 5_000_000);

    private final String title;
    private final double scale;
    private final String symbol;
    private final double share;
    private final double least;

    Quantity(String title, double scale, String symbol, double share, double least) {
        this.title = title;
        this.scale = scale;
        this.symbol = symbol;
        this.share = share;
        this.least = least;
    }

    /** How much more at the end of the judged part is not growth yet. */
    double bound(double level) {
        return Math.max(share * Math.abs(level), least);
    }

    /** For people. */
    String text(double value) {
        String sign = value < 0 ? "-" : "";
        String digits = sign + Figures.digits(Math.abs(value) / scale);
        return symbol.isEmpty() ? digits : digits + " " + symbol;
    }

    /** In the unit that people read. */
    double scaled(double value) {
        return value / scale;
    }

    String title() {
        return title;
    }

    String symbol() {
        return symbol;
    }
}
