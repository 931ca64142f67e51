/**
 * The kernel's part (Linux): files and folders with locks, sockets, pipes, processes and their trees.
 * The only package that makes native calls.
 */
@NullMarked
package dev.workerkit.os;

import org.jspecify.annotations.NullMarked;
