package dev.workerkit.tck.examiner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the specification and the verifications together. */
class VerificationCatalogTest {

    private final Registry registry = Registry.load();
    private final VerificationCatalog catalog =
            VerificationCatalog.discover(VerificationCatalog.CERTIFYING, registry);

    @Test
    void eachRequirementHasEitherAVerificationOrAReasonWhyNot() {
        for (RegisteredRequirement requirement : registry.requirements()) {
            assertThat(catalog.of(requirement.id()).isEmpty())
                    .as(requirement.id())
                    .isEqualTo(registry.reasonUntested(requirement.id()).isPresent());
        }
    }

    /** Else a runtime with few capabilities would be conformant without having been looked at. */
    @Test
    void eachRequirementHasAVerificationThatNeedsNoMoreThanItself() {
        for (RegisteredRequirement requirement : registry.requirements()) {
            if (registry.reasonUntested(requirement.id()).isEmpty()) {
                assertThat(catalog.of(requirement.id()))
                        .as(requirement.id())
                        .anyMatch(
                                verification ->
                                        requirement
                                                .capabilities()
                                                .containsAll(capabilities(verification)));
            }
        }
    }

    private List<String> capabilities(Verification verification) {
        return verification.requirements().stream()
                .flatMap(id -> registry.find(id).orElseThrow().capabilities().stream())
                .toList();
    }
}
