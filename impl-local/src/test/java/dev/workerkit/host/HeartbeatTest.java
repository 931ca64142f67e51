package dev.workerkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private final List<String> told = new ArrayList<>();
    private final UnitsDone units = new UnitsDone(told::add);
    private final Heartbeat heartbeat =
            new Heartbeat(units, 1000, (done, idle) -> told.add(done + (idle ? " idle" : " busy")));

    @Test
    void oneThatWaitsIsIdleAtEachBeat() {
        beats(2, "0 idle", "0 idle");
        units.begin();
        units.end();
        beats(2, "1 idle", "1 idle");
    }

    @Test
    void aUnitThatWasBegunSinceTheLastBeatShowsThatThereWasAPause() {
        beats(1, "0 idle");
        units.begin();
        beats(1, "0 idle");
    }

    @Test
    void ofAUnitInHandAllTheTimeNothingIsTold() {
        units.begin();
        beats(1, "0 idle");
        beats(3);
    }

    @Test
    void theEndOfAUnitThatTookLongIsToldAtOnceAndOnce() {
        units.begin();
        beats(1, "0 idle");
        beats(1);
        units.end();
        assertThat(told).containsExactly("1 idle");
        units.begin();
        units.end();
        assertThat(told).hasSize(1);
    }

    @Test
    void unitAfterUnitIsProgress() {
        units.begin();
        beats(1, "0 idle");
        units.end();
        units.begin();
        beats(1, "1 busy");
        beats(1);
    }

    @Test
    void aPartOfAUnitIsProgress() {
        units.begin();
        beats(1, "0 idle");
        units.step();
        beats(1, "1 busy");
        beats(1);
        units.step();
        assertThat(told).containsExactly("2 busy");
        assertThat(units.done()).isZero();
    }

    @Test
    void aRawWorkerIsBusyUnlessItWaits() {
        Rest rest = new Rest(units);
        beats(1, "0 idle");
        beats(1);
        rest.begin();
        assertThat(told).containsExactly("0 idle");
        beats(2, "0 idle", "0 idle");
        rest.end();
        beats(1, "0 idle");
        beats(1);
        units.add();
        assertThat(told).containsExactly("1 busy");
    }

    @Test
    void onlyTheThreadThatRunsTheWorkerRests() throws InterruptedException {
        Rest rest = new Rest(units);
        beats(1, "0 idle");
        Thread other = new Thread(rest::begin);
        other.start();
        other.join();
        beats(1);
    }

    @Test
    void theLimitIsToldOnceWithTheLastUnit() {
        units.limitTo(2);
        units.countedIn("loops");
        units.add();
        assertThat(told).isEmpty();
        units.add();
        units.add();
        assertThat(told).containsExactly("it has done 2 loops");
    }

    private void beats(int count, String... expected) {
        told.clear();
        for (int i = 0; i < count; i++) {
            heartbeat.beat();
        }
        assertThat(told).containsExactly(expected);
    }
}
