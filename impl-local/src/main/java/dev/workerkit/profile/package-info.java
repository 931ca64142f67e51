/** Bootstrap profiles as JSON files. */
@NullMarked
package dev.workerkit.profile;

import org.jspecify.annotations.NullMarked;
