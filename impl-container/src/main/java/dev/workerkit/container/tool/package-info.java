/** Programs of the machine, like mount(8), that do what only root can do. */
@NullMarked
package dev.workerkit.container.tool;

import org.jspecify.annotations.NullMarked;
