package dev.workerkit.tck.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RegistryTest {

    private final Registry registry = Registry.load();

    @Test
    void everyAreaHasATitle() {
        assertThat(registry.areas()).allMatch(area -> !area.title().equals(area.code()));
    }

    @Test
    void everyCapabilityIsOneThatARuntimeCanDeclare() {
        List<String> known = Stream.of(Capability.values()).map(Capability::id).toList();

        assertThat(registry.requirements())
                .allMatch(requirement -> known.containsAll(requirement.capabilities()));
    }

    @Test
    void refusesAReasonForNothing() {
        assertThatThrownBy(
                        () ->
                                new Registry(
                                        "1",
                                        registry.requirements(),
                                        registry.profiles(),
                                        Map.of("WRK-LIFE-900", "because")))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("WRK-LIFE-900");
    }
}
