/**
 * What is measured: classes of JMH. Each runs in a JVM that JMH starts; what it talks to runs in
 * another. Where JMH's own statistics do not fit, as where messages come at a rate, a {@link
 * dev.workerkit.benchmarks.suite.Recorder} tells what was seen.
 */
@NullMarked
package dev.workerkit.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
