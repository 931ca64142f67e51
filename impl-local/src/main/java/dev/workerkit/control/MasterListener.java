package dev.workerkit.control;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hears what the master tells the worker. All methods are called by the thread that reads from the
 * master: the next message is read when they return.
 */
public interface MasterListener {

    /** Take no new work. */
    void onPause();

    /** Take work again. */
    void onResume();

    /** Stop; what is not done in time will be lost. */
    void onStop(Duration grace);

    /** How are you? */
    void onQuery(ControlCall call);

    /** Do what the application has named so. */
    void onCommand(ControlCall call, String name, @Nullable Object argument);

    /**
     * The master can't be heard any more; as a rule it died. Called once, as the last call of all.
     *
     * @param reason for people
     */
    void onMasterGone(String reason);
}
