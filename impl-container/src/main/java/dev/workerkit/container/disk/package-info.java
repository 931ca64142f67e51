/** Disks of workers: file systems with a limit, in a file of the machine. */
@NullMarked
package dev.workerkit.container.disk;

import org.jspecify.annotations.NullMarked;
