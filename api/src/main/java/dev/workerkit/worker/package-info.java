/** What runs inside a worker: the classes that an application writes, and what they are given. */
@NullMarked
package dev.workerkit.worker;

import org.jspecify.annotations.NullMarked;
