/** What a container engine is asked for; the only package that knows its client library. */
@NullMarked
package dev.workerkit.container.engine;

import org.jspecify.annotations.NullMarked;
