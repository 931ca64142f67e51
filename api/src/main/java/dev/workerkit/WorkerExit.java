package dev.workerkit;

/** How one incarnation of a worker ended. */
public sealed interface WorkerExit {

    /** A short description for people, for example {@code exit code 2} or {@code SIGKILL}. */
    String describe();

    /**
     * It ended by itself with an exit code.
     *
     * @param code 0 to 255
     */
    record Code(int code) implements WorkerExit {
        @Override
        public String describe() {
            return "exit code " + code;
        }
    }

    /**
     * A signal ended it.
     *
     * @param number the signal's number, 1 to 64
     */
    record Signal(int number) implements WorkerExit {

        @Override
        public String describe() {
            return SignalNames.of(number);
        }
    }

    /**
     * It, or the machine, ran out of memory. A Java worker whose heap is full, or that throws an
     * {@link OutOfMemoryError}, ends with this (WRK-EXIT-013); one that chooses to exit with the
     * code that its JVM uses for it ends with that {@link Code}.
     */
    record OutOfMemory() implements WorkerExit {
        @Override
        public String describe() {
            return "out of memory";
        }
    }

    /**
     * It could not be started at all.
     *
     * @param reason what was tried and what was found
     */
    record StartFailure(String reason) implements WorkerExit {
        @Override
        public String describe() {
            return "not started: " + reason;
        }
    }

    /**
     * It was killed because it was not ready in time.
     *
     * @param reason what was missed
     */
    record Timeout(String reason) implements WorkerExit {
        @Override
        public String describe() {
            return reason;
        }
    }

    /**
     * It was killed because it made no progress.
     *
     * @param reason what was missed
     */
    record Watchdog(String reason) implements WorkerExit {
        @Override
        public String describe() {
            return "watchdog: " + reason;
        }
    }

    /**
     * It is gone, and nobody saw how.
     *
     * @param reason what is known
     */
    record Lost(String reason) implements WorkerExit {
        @Override
        public String describe() {
            return "lost: " + reason;
        }
    }
}
