package dev.workerkit.benchmarks.peer;

/**
 * What the far end tells of itself.
 *
 * @param messages how many came, but for questions like this one
 * @param allocatedBytes by the thread that receives, ever
 * @param processorNanos that its process has used, ever
 */
public record FarReport(long messages, long allocatedBytes, long processorNanos) {}
