package dev.workerkit.engine;

import java.time.Duration;

/** What the engine does after a transition. */
sealed interface Effect {

    /** Spawn this incarnation. */
    record Spawn(int incarnation) implements Effect {}

    /** Ask this incarnation to end. */
    record AskToStop(int incarnation, Duration grace) implements Effect {}

    /** Kill this incarnation's process tree. */
    record Kill(int incarnation) implements Effect {}

    /** Ask this incarnation to pause. */
    record AskToPause(int incarnation) implements Effect {}

    /** Ask this incarnation to go on. */
    record AskToResume(int incarnation) implements Effect {}

    /** The one timer of the worker, in place of the one before. */
    record SetTimer(Trigger trigger, int incarnation, Duration delay) implements Effect {}

    /** No timer. */
    record ClearTimer() implements Effect {}

    /** The worker ended for good. */
    record Retire() implements Effect {}

    /** The worker is removed. */
    record Forget() implements Effect {}
}
