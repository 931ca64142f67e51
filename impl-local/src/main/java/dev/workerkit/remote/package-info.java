/**
 * Workers whose master is on another machine. The master has a door, a listening TLS socket; the
 * worker's container runs a relay, which knocks there with a pass, and the worker as its child. The
 * relay is to the worker what its master would be on the same machine: a control socket, a launch
 * file and a channel in files. What goes through them is carried over the one connection, with the
 * output, the signals and the exit.
 */
@NullMarked
package dev.workerkit.remote;

import org.jspecify.annotations.NullMarked;
