/** Plain values as JSON, without data binding. */
@NullMarked
package dev.workerkit.json;

import org.jspecify.annotations.NullMarked;
