/**
 * What a verification needs: the requirements it speaks for, and a session with the runtime under
 * test.
 *
 * <p>A verification is a method of a class in {@code dev.workerkit.tck.verification}, a JUnit
 * {@code @Test} or a jqwik {@code @Property}, that carries {@link dev.workerkit.tck.Requirement}.
 */
@NullMarked
package dev.workerkit.tck;

import org.jspecify.annotations.NullMarked;
