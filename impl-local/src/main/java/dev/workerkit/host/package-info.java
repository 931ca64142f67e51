/**
 * What runs in the process of a worker that is a Java class. Its start-up time is the worker's: on
 * the way to {@code ready} it keeps off lambdas, streams, regular expressions, string templates and
 * data binding, each of which takes milliseconds to come up.
 */
@NullMarked
package dev.workerkit.host;

import org.jspecify.annotations.NullMarked;
