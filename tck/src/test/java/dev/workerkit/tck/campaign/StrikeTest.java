package dev.workerkit.tck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StrikeTest {

    @Test
    void theSameSeedGivesTheSameSchedule() {
        List<Strike> schedule = Strike.schedule(42, 1000, 3);

        assertThat(Strike.schedule(42, 1000, 3)).isEqualTo(schedule);
        assertThat(Strike.schedule(42, 10, 3)).isEqualTo(schedule.subList(0, 10));
        assertThat(Strike.schedule(43, 1000, 3)).isNotEqualTo(schedule);
    }

    @Test
    void mostVictimsAreWorkersAndAllKindsOccur() {
        List<Strike> schedule = Strike.schedule(1, 1000, 3);

        assertThat(schedule)
                .filteredOn(each -> each.victim() == Victim.WORKER)
                .hasSizeBetween(800, 900);
        assertThat(schedule).extracting(Strike::victim).contains(Victim.values());
        assertThat(schedule).extracting(Strike::lane).containsOnly(0, 1, 2);
        assertThat(schedule).extracting(Strike::atWork).contains(true, false);
    }
}
