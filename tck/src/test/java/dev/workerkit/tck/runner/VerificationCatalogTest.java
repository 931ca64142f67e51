package dev.workerkit.tck.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import org.junit.jupiter.api.Test;

/** Holds the specification and the verifications together. */
class VerificationCatalogTest {

    private final Registry registry = Registry.load();
    private final VerificationCatalog catalog =
            VerificationCatalog.discover(Tck.VERIFICATIONS, registry);

    @Test
    void eachRequirementHasEitherAVerificationOrAReasonWhyNot() {
        for (RegisteredRequirement requirement : registry.requirements()) {
            assertThat(catalog.of(requirement.id()).isEmpty())
                    .as(requirement.id())
                    .isEqualTo(registry.reasonUntested(requirement.id()).isPresent());
        }
    }

    @Test
    void verificationsThatSpeakForSeveralRequirementsNeedNoMoreThanEachOfThem() {
        for (Verification verification : catalog.verifications()) {
            assertThat(
                            verification.requirements().stream()
                                    .map(id -> registry.find(id).orElseThrow().capabilities())
                                    .distinct())
                    .as(verification.id() + " would hide a requirement that applies")
                    .hasSize(1);
        }
    }
}
