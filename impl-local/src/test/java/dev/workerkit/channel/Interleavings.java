package dev.workerkit.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a few threads over modelled memory in every order that there is: each read, each fence, each
 * ring and each moment at which a write leaves its processor is a step that anything of the others
 * may precede. A state in which the search has been before is not followed again.
 */
final class Interleavings {

    private final Function<ModelledMachine, Runnable> scenario;

    /** States from which all was or is being tried. */
    private final Set<Object> known = new HashSet<>();

    /** Which of its steps was taken in each state on the way, and how many there were. */
    private final Deque<Choice> way = new ArrayDeque<>();

    private int ends;

    private record Choice(int taken, int of) {}

    private Interleavings(Function<ModelledMachine, Runnable> scenario) {
        this.scenario = scenario;
    }

    /**
     * Tries them all.
     *
     * @param scenario gives threads to a machine, and returns what must hold when they are done
     * @return in how many ways it ended
     * @throws AssertionError if something did not hold, or somebody waits for ever; its message
     *     tells the steps that led there
     */
    static int explore(Function<ModelledMachine, Runnable> scenario) {
        Interleavings interleavings = new Interleavings(scenario);
        do {
            interleavings.runOnce();
        } while (interleavings.turn());
        return interleavings.ends;
    }

    private void runOnce() {
        try (ModelledMachine machine = new ModelledMachine()) {
            Runnable check = scenario.apply(machine);
            List<Choice> given = new ArrayList<>(way);
            machine.begin();
            int depth = 0;
            List<ModelledMachine.Step> steps = machine.steps();
            while (!steps.isEmpty()) {
                if (depth == given.size()) {
                    if (!known.add(machine.state())) {
                        return;
                    }
                    given.add(new Choice(0, steps.size()));
                    way.addLast(given.get(depth));
                }
                machine.take(steps.get(given.get(depth).taken()));
                depth++;
                steps = machine.steps();
            }
            end(machine, check);
        }
    }

    private void end(ModelledMachine machine, Runnable check) {
        ends++;
        String stuck = machine.stuck();
        if (stuck != null) {
            throw new AssertionError(stuck + " for ever, after " + machine.taken());
        }
        try {
            check.run();
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ", after " + machine.taken(), e);
        }
    }

    /** Goes back to the last state with a step that was not taken; whether there is one. */
    private boolean turn() {
        @Nullable Choice last = way.pollLast();
        while (last != null && last.taken() + 1 == last.of()) {
            last = way.pollLast();
        }
        if (last != null) {
            way.addLast(new Choice(last.taken() + 1, last.of()));
        }
        return last != null;
    }
}
