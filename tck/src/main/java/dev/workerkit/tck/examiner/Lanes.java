package dev.workerkit.tck.examiner;

/**
 * How many verifications run side by side, and how patient to be with them.
 *
 * @param count how many at a time, at least 1
 * @param timeScale by which deadlines are multiplied while they do
 * @param timeScaleAlone by which they are multiplied for a verification that runs alone
 */
public record Lanes(int count, double timeScale, double timeScaleAlone) {

    /** How many there can be. */
    public static final int MOST = 64;

    /** Container engines and disks serve no more than so many well. */
    private static final int USUAL_MOST = 16;

    /** Starting workers takes processors, waiting for them to do something or nothing does not. */
    public static final int DEFAULT_COUNT =
            Math.min(USUAL_MOST, 2 * Runtime.getRuntime().availableProcessors());

    /** Refuses a number that can't be meant. */
    public Lanes {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(
                    count + " verifications side by side; it must be 1 to " + MOST);
        }
    }

    /** With one time scale for all, as somebody wants it. */
    public static Lanes of(int count, double timeScale) {
        return new Lanes(count, timeScale, timeScale);
    }
}
