package dev.workerkit.benchmarks.trial;

import dev.workerkit.benchmarks.machine.Machine;
import java.util.ArrayList;
import java.util.List;

/** What a reader must know before he trusts a figure. */
public final class Remarks {

    private static final double BUSY = 0.5;

    private Remarks() {}

    static List<String> of(Machine machine, RunRequest request) {
        List<String> remarks = new ArrayList<>(of(machine));
        if (request.isShort()) {
            remarks.add(
                    "A short run: it shows that all works and the orders of magnitude; for figures"
                            + " to rely on, run it without --short.");
        }
        return remarks;
    }

    /** Of the machine alone. */
    public static List<String> of(Machine machine) {
        List<String> remarks = new ArrayList<>();
        if (machine.processors() == 1) {
            remarks.add(
                    "There is one processor: both ends take turns on it, nothing is pinned, and no"
                            + " figure says what the peers can do on a machine with two.");
        }
        if (machine.loadBefore() > BUSY * machine.processors()) {
            remarks.add(
                    "The machine was busy before the run (load "
                            + machine.loadBefore()
                            + " on "
                            + machine.processors()
                            + " processors): no figure can be relied on.");
        }
        if (machine.hypervisor()) {
            remarks.add(
                    "It is a virtual machine: what its neighbours do shows above all from p99 on.");
        }
        return remarks;
    }
}
