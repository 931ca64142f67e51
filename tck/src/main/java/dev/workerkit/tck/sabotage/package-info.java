/**
 * Sabotages: each breaks one requirement of a runtime, whichever it is, in a way in which a vendor
 * could break it by mistake. {@code tck selftest} runs the verifications of that requirement on the
 * broken runtime; if they pass, they are too weak.
 *
 * <p>A sabotage stands in the list of the class of its area:
 *
 * <pre>{@code
 * Sabotage.of(
 *         "tells-exit-2-as-exit-1",
 *         "WRK-EXIT-003",
 *         "Tells exit code 2 as exit code 1",
 *         Deed.toExit(exit -> exit.equals(new WorkerExit.Code(2)) ? new WorkerExit.Code(1) : exit))
 * }</pre>
 *
 * <ul>
 *   <li>It breaks the requirement for good reason only: a mistake that somebody could make, seen
 *       through the API or by a worker, and as rarely as it would be seen. What fails every
 *       verification proves nothing.
 *   <li>The factories of {@link dev.workerkit.tck.sabotage.Deed} reach what a runtime takes and
 *       hands out: the spec before a start, snapshots, events, exits, deaths, channels, logs, pools,
 *       groups and so on. For more, extend a class of {@link dev.workerkit.tck.forwarding}. Several
 *       deeds are joined with {@code and}. State that is kept in such an object is that of one
 *       runtime, worker or channel; static state would be shared by all that run side by side.
 *   <li>{@code Changed} makes a value like another but for one thing; {@code Background} does things
 *       later. What lives longer than the runtime must end when that is closed: a sabotage leaves
 *       nothing behind.
 *   <li>It knows the API alone, and works on any runtime that has the capabilities of its
 *       requirement. In the JVMs that verifications start it is at work too, and there alone if it
 *       asks for that.
 *   <li>What a worker does itself is broken by starting another: another command line, or another
 *       class, which is to be public, in the place of that in the spec's launch; {@link
 *       dev.workerkit.tck.sabotage.worker.Accomplice} puts one around it.
 *   <li>{@code alsoBreaking} names requirements that can't stay whole, so that nobody wonders.
 * </ul>
 */
@NullMarked
package dev.workerkit.tck.sabotage;

import org.jspecify.annotations.NullMarked;
