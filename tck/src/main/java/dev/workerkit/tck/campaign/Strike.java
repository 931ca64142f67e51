package dev.workerkit.tck.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One kill.
 *
 * @param victim who
 * @param lane whose worker, or which worker dies together with its master
 * @param atWork whether to wait until the lane works again after the last kill; otherwise it is
 *     killed wherever it is, its start included
 * @param pause then to wait for this long
 */
record Strike(Victim victim, int lane, boolean atWork, Duration pause) {

    private static final int WORKERS_OF_HUNDRED = 85;
    private static final int MASTERS_OF_HUNDRED = 10;
    private static final int LONGEST_PAUSE_MILLIS = 120;

    /** All kills of a campaign; the same for the same seed. */
    static List<Strike> schedule(long seed, int kills, int lanes) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Strike> schedule = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            schedule.add(any(random, lanes));
        }
        return schedule;
    }

    private static Strike any(SplittableRandom random, int lanes) {
        int kind = random.nextInt(100);
        Victim victim =
                kind < WORKERS_OF_HUNDRED
                        ? Victim.WORKER
                        : kind < WORKERS_OF_HUNDRED + MASTERS_OF_HUNDRED
                                ? Victim.MASTER
                                : Victim.BOTH;
        return new Strike(
                victim,
                random.nextInt(lanes),
                random.nextInt(3) > 0,
                Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
    }
}
