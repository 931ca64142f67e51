/**
 * A third runtime, written against the documentation alone: its workers are threads. It claims Java
 * workers and channels. What it can't do, as it has neither groups nor dependencies, recycling nor
 * watchdogs, is told in {@code ThreadsTest}.
 */
@NullMarked
package dev.workerkit.tck.threads;

import org.jspecify.annotations.NullMarked;
