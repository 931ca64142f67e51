/**
 * The command line: {@link dev.workerkit.tck.command.Tck}, a class for each command, the options that
 * several have, and the words and bars by which they tell what goes on.
 */
@NullMarked
package dev.workerkit.tck.command;

import org.jspecify.annotations.NullMarked;
