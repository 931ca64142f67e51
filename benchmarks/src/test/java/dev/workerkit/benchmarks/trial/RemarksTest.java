package dev.workerkit.benchmarks.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.benchmarks.machine.Machine;
import dev.workerkit.benchmarks.machine.Room;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a machine before anything is measured. */
class RemarksTest {

    @TempDir private Path folder;

    private static Machine machine(int processors, boolean hypervisor, double load) {
        return new Machine(
                "a processor",
                processors,
                "Linux",
                "amd64",
                1024,
                512,
                "?",
                hypervisor,
                load,
                "17");
    }

    @Test
    void aSingleProcessorIsSaid() {
        assertThat(Remarks.of(machine(1, false, 0)))
                .singleElement()
                .asString()
                .contains("one processor");
    }

    @Test
    void aBusyMachineIsSaid() {
        assertThat(Remarks.of(machine(2, false, 3)))
                .singleElement()
                .asString()
                .contains("load 3.0 on 2 processors");
    }

    @Test
    void aVirtualMachineIsSaid() {
        assertThat(Remarks.of(machine(2, true, 0))).singleElement().asString().contains("virtual");
    }

    @Test
    void aGoodMachineIsNotWorthAWord() {
        assertThat(Remarks.of(machine(8, false, 0.1))).isEmpty();
    }

    @Test
    void wantOfRoomIsSaidWithTheWayOut() throws Exception {
        long tooMuch = Long.MAX_VALUE >> 20;

        assertThat(Room.lacking(0, folder, 0)).isEmpty();
        assertThat(Room.lacking(tooMuch, folder, tooMuch))
                .hasSize(2)
                .anyMatch(line -> line.contains("mount -o remount"))
                .anyMatch(line -> line.contains("--report"));
    }
}
