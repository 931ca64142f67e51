package dev.workerkit.tck.sample.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerkit.Capability;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.MissingCapabilityException;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.TckSession;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** One of each kind. */
class MixedVerification {

    @Test
    @Requirement({"WRK-LIFE-001", "WRK-LIFE-002"})
    void passes() {
        assertThat(TckSession.current().open().name()).isEqualTo("fake");
    }

    @Test
    @Requirement("WRK-LIFE-002")
    void failsWithMarkup() {
        assertThat("<script>alert('&')</script>").isEqualTo("harmless");
    }

    @Test
    @Requirement("WRK-LIFE-003")
    void isItselfFaulty() {
        Optional.empty().orElseThrow();
    }

    @Test
    @Requirement("WRK-LIFE-005")
    void meetsAnErrorOfTheRuntime() {
        TckSession.current().open().start(WorkerSpec.command("true"));
    }

    @Test
    @Requirement("WRK-LIFE-007")
    void needsWhatIsNotDeclared() {
        throw new WorkerException("must not be run");
    }

    @Test
    @Requirement("WRK-LIFE-010")
    void canNotTell() {
        assumeTrue(false, "no /proc here");
    }

    @Test
    @Requirement("WRK-LIFE-013")
    void takesACapabilityThatIsNotDeclared() {
        throw new MissingCapabilityException(Capability.LOG, Capability.MOUNTS);
    }

    @Test
    @Disabled("not now")
    @Requirement("WRK-LIFE-012")
    void isDisabled() {}

    @Property
    @Requirement("WRK-LIFE-011")
    void isFalsified(@ForAll @Size(max = 20) List<@IntRange(min = 0, max = 100) Integer> numbers) {
        assertThat(numbers).allMatch(number -> number < 50);
    }
}
