/** The image that workers run in by default, made of a JDK and this machine's own files. */
@NullMarked
package dev.workerkit.container.image;

import org.jspecify.annotations.NullMarked;
