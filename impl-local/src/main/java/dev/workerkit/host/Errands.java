package dev.workerkit.host;

import java.time.Duration;

/** What a worker's thread has to do between messages. Called by that thread. */
interface Errands {

    /** However long it takes, in effect. */
    Duration LONG = Duration.ofDays(1);

    /** There is nothing but messages. */
    Errands NONE =
            new Errands() {
                @Override
                public void answer(UnitsDone done) {}

                @Override
                public void run(UnitsDone done) {}

                @Override
                public Duration patience() {
                    return LONG;
                }
            };

    /** Sees to what even a paused worker does. */
    void answer(UnitsDone done) throws Exception;

    /** Sees to what else is due. */
    void run(UnitsDone done) throws Exception;

    /** How long it may wait for a message; it is woken if more comes. */
    Duration patience();
}
