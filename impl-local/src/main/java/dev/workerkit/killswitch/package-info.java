/**
 * The kill switch: a file that forbids starts, and the lock by which nobody starts what has just been
 * forbidden ({@code SPEC.md}, "Kill switch file").
 *
 * <p>{@link dev.workerkit.killswitch.KillSwitchFile} is all there is to it for others: users see it as
 * a {@link dev.workerkit.KillSwitch}, the engine as a gate, and who starts shared workers as {@link
 * dev.workerkit.killswitch.StartPermits}.
 */
@NullMarked
package dev.workerkit.killswitch;

import org.jspecify.annotations.NullMarked;
