package dev.workerkit.tck.sabotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import java.util.List;
import org.junit.jupiter.api.Test;

class SabotagesTest {

    private static final List<String> REQUIREMENTS =
            Registry.load().requirements().stream().map(RegisteredRequirement::id).toList();

    @Test
    void eachHasAnIdOfItsOwn() {
        assertThat(Sabotages.all()).extracting(Sabotage::id).doesNotHaveDuplicates();
    }

    @Test
    void eachBreaksWhatTheSpecificationRequires() {
        for (Sabotage sabotage : Sabotages.all()) {
            assertThat(REQUIREMENTS).as(sabotage.id()).contains(sabotage.requirement());
            assertThat(REQUIREMENTS).as(sabotage.id()).containsAll(sabotage.alsoBreaks());
            assertThat(sabotage.alsoBreaks())
                    .as(sabotage.id())
                    .doesNotContain(sabotage.requirement());
        }
    }

    @Test
    void eachSaysWhatItDoesInASentence() {
        assertThat(Sabotages.all())
                .allSatisfy(each -> assertThat(each.wrong()).matches("[A-Z/].*[^.]"));
    }

    @Test
    void theIdIsALowerCaseName() {
        assertThatThrownBy(() -> Sabotage.of("Bad Id", "WRK-LIFE-001", "Errs", same -> same))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Bad Id");
    }

    @Test
    void anUnknownOneIsRefusedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> Sabotages.of("no-such"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such");
    }
}
