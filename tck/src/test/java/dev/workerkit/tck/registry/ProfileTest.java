package dev.workerkit.tck.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProfileTest {

    private final Registry registry = Registry.load();

    @Test
    void thereIsOneForEachThingThatARuntimeMayBe() {
        assertThat(registry.profiles())
                .extracting(Profile::name)
                .containsExactly("core", "channel", "pool", "durable", "shared", "container");
    }

    @Test
    void needsWhatItsBaseNeedsToo() {
        assertThat(profile("core").needs()).isEmpty();
        assertThat(profile("pool").needs()).containsExactly("java", "channel", "pool");
        assertThat(profile("pool").lacking(List.of("java", "pool"))).containsExactly("channel");
    }

    @Test
    void needsCapabilitiesThatThereAre() {
        List<String> known = Stream.of(Capability.values()).map(Capability::id).toList();

        assertThat(registry.profiles()).allMatch(profile -> known.containsAll(profile.needs()));
    }

    @Test
    void aRequirementBelongsToTheFirstThatHasAllItNames() {
        assertThat(profileOf("WRK-LIFE-001")).isEqualTo("core");
        assertThat(profileOf("WRK-CHAN-001")).isEqualTo("channel");
        assertThat(profileOf("WRK-EXIT-011")).isEqualTo("channel");
        assertThat(profileOf("WRK-POOL-002")).isEqualTo("pool");
        assertThat(profileOf("WRK-DURABLE-001")).isEqualTo("channel");
        assertThat(profileOf("WRK-DURABLE-009")).isEqualTo("durable");
        assertThat(profileOf("WRK-SHARED-010")).isEqualTo("shared");
        assertThat(profileOf("WRK-RES-005")).isEqualTo("container");
        assertThat(profileOf("WRK-LOG-001")).isNull();
        assertThat(profileOf("WRK-EXIT-013")).isNull();
    }

    @Test
    void eachHasSomethingToProve() {
        for (Profile profile : registry.profiles()) {
            assertThat(registry.requirements())
                    .filteredOn(each -> profile.name().equals(each.profile()))
                    .as(profile.name())
                    .anyMatch(each -> each.level() == Level.MUST);
        }
    }

    @Test
    void refusesABaseThatIsNotBeforeIt() {
        ProfileTable table =
                new ProfileTable(
                        List.of(new ProfileTable.Row("pool", "channel", List.of(), "Share work.")));

        assertThatThrownBy(table::resolved)
                .isInstanceOf(RegistryException.class)
                .hasMessage("The profile pool builds on channel, which is not before it");
    }

    private Profile profile(String name) {
        return registry.profiles().stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String profileOf(String id) {
        return registry.find(id).orElseThrow().profile();
    }
}
