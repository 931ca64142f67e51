package dev.workerkit.cli;

import dev.workerkit.Range;
import java.util.Optional;

/**
 * A counter that is to be judged.
 *
 * @param counter its name
 * @param warning worth no warning; absent for what the worker says
 * @param critical not critical; absent for what the worker says
 */
record Measure(String counter, Optional<Range> warning, Optional<Range> critical) {

    static Measure of(String counter) {
        return new Measure(counter, Optional.empty(), Optional.empty());
    }
}
