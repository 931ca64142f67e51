package dev.workerkit.container.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the engine's API: {@code 1.41}. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

    /** What is spoken here needs this (containers with an init, waits for the next exit). */
    static final ApiVersion OLDEST = new ApiVersion(1, 40);

    /** Spoken if the engine lets us; all that is asked for is in it. */
    static final ApiVersion PREFERRED = new ApiVersion(1, 41);

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    static ApiVersion of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no version of an API");
        }
        return new ApiVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /**
     * The version to speak with an engine that understands these.
     *
     * @param oldest the oldest that it understands
     * @param newest the newest that it understands; not older than {@link #OLDEST}
     */
    static ApiVersion negotiate(ApiVersion oldest, ApiVersion newest) {
        ApiVersion wished = newest.compareTo(PREFERRED) < 0 ? newest : PREFERRED;
        return wished.compareTo(oldest) < 0 ? oldest : wished;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major == other.major
                ? Integer.compare(minor, other.minor)
                : Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
