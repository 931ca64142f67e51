package dev.workerkit.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.VerificationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CourseTest {

    @Test
    void oneLaneTakesThemInTheOrderOfTheRequirements() throws InterruptedException {
        assertThat(order(1))
                .containsExactly(
                        "BesideVerification.isMetByTheOther",
                        "BesideVerification.meetsTheOther",
                        "BesideVerification.runsAlone",
                        "BesideVerification.runsWithoutTheFirstProperty",
                        "BesideVerification.runsWithoutTheOtherProperty");
    }

    @Test
    void severalLanesBeginWithTheHeavyOnesAndEndWithThoseThatMustBeAlone()
            throws InterruptedException {
        assertThat(order(2))
                .containsExactly(
                        "BesideVerification.runsWithoutTheFirstProperty",
                        "BesideVerification.runsWithoutTheOtherProperty",
                        "BesideVerification.isMetByTheOther",
                        "BesideVerification.meetsTheOther",
                        "BesideVerification.runsAlone");
    }

    @Test
    void aFaultOfTheTckIsToldToWhoeverWaits() {
        List<Verification> verifications = verifications("beside");
        Course course =
                new Course(
                        verifications,
                        2,
                        new Judge() {
                            @Override
                            public VerificationResult verify(Verification verification) {
                                throw new IllegalStateException("broken");
                            }

                            @Override
                            public VerificationResult verifyAlone(Verification verification) {
                                return verify(verification);
                            }

                            @Override
                            public void settled(
                                    Verification verification, VerificationResult result) {
                                throw new AssertionError("There is no result");
                            }
                        });
        course.begin();

        for (Verification verification : verifications) {
            assertThatThrownBy(() -> course.result(verification)).hasMessage("broken");
        }
        assertThat(course.isOver()).isTrue();
    }

    private static List<String> order(int lanes) throws InterruptedException {
        Schedule schedule = new Schedule(verifications("beside"), lanes);
        List<String> order = new ArrayList<>();
        Optional<Verification> next = schedule.next();
        while (next.isPresent()) {
            order.add(next.orElseThrow().id());
            schedule.done(next.orElseThrow());
            next = schedule.next();
        }
        return order;
    }

    private static List<Verification> verifications(String samples) {
        return VerificationCatalog.discover("dev.workerkit.tck.sample." + samples, Registry.load())
                .verifications();
    }
}
