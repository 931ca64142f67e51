package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitSetTest {

    @ParameterizedTest
    @ValueSource(strings = {"SIGTERM", "TERM", "term", "15"})
    void aSignalIsNamedInManyWays(String name) {
        assertThat(ExitSet.signals(name)).isEqualTo(new ExitSet(Set.of(), Set.of(15)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGTREM", "SIG", "SIGSIGTERM", "0", "65", "-1", "", " ", "TERM KILL"})
    void anUnknownSignalIsRefused(String name) {
        assertThatThrownBy(() -> ExitSet.signals("HUP", name))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("exits.signals: '" + name + "' is not a signal");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256, Integer.MAX_VALUE})
    void whatIsNoExitCodeIsRefused(int code) {
        assertThatThrownBy(() -> ExitSet.codes(0, code))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("exits.codes: " + code + " is no exit code");
    }

    @Test
    void codesAndSignalsAreToldApart() {
        ExitSet exits = ExitSet.codes(9, 143).andSignals("TERM");

        assertThat(exits.contains(new WorkerExit.Code(9))).isTrue();
        assertThat(exits.contains(new WorkerExit.Signal(9))).isFalse();
        assertThat(exits.contains(new WorkerExit.Signal(15))).isTrue();
        assertThat(exits.contains(new WorkerExit.Code(15))).isFalse();
        assertThat(exits.contains(new WorkerExit.OutOfMemory())).isFalse();
    }

    @Test
    void everySignalThatHasANameIsFoundByIt() {
        for (int number = 1; number <= SignalNames.LAST; number++) {
            String name = new WorkerExit.Signal(number).describe();
            String known = name.startsWith("SIG") ? name : Integer.toString(number);
            assertThat(SignalNames.number("field", known)).isEqualTo(number);
        }
    }
}
