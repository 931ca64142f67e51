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

    /** Find out what this incarnation hangs in; its kill follows. */
    record Diagnose(int incarnation) implements Effect {}

    /** Ask this incarnation to pause. */
    record AskToPause(int incarnation) implements Effect {}

    /** Ask this incarnation to go on. */
    record AskToResume(int incarnation) implements Effect {}

    /** Sets a timer, in place of one for the same trigger. */
    record SetTimer(Trigger trigger, int incarnation, Duration delay) implements Effect {}

    /** Clears the timer for this trigger. */
    record ClearTimer(Trigger trigger) implements Effect {}

    /** Clears all timers of the worker. */
    record ClearTimers() implements Effect {}

    /** It is to be started, and may not be for this reason: that is left in its log. */
    record HeldUp(String reason) implements Effect {}

    /** Something that was put off happens now. */
    record Tell(Input input) implements Effect {}

    /** The worker ended for good. */
    record Retire() implements Effect {}

    /** The runtime is to shut down, for this reason. */
    record ShutDown(String reason) implements Effect {}

    /** The worker is removed. */
    record Forget() implements Effect {}
}
