/** Programs of the machine that do what Java can't, like mount(8) and jlink. */
@NullMarked
package dev.workerkit.container.tool;

import org.jspecify.annotations.NullMarked;
