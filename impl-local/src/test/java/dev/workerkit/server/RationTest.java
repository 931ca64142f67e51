package dev.workerkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RationTest {

    private final Ration ration = new Ration(100);
    private final List<String> losers = new ArrayList<>();

    private Ration.Share share(String name) {
        return ration.share(() -> losers.add(name));
    }

    @Test
    void letsOneHaveAllAsLongAsItIsEnough() {
        share("one").holds(100);
        assertThat(losers).isEmpty();
    }

    @Test
    void takesItFromHimWhoHoldsMoreThanAnEqualPart() {
        Ration.Share greedy = share("greedy");
        Ration.Share modest = share("modest");
        greedy.holds(90);
        modest.holds(20);
        assertThat(losers).containsExactly("greedy");
        modest.holds(100);
        assertThat(losers).containsExactly("greedy");
    }

    @Test
    void takesItFromTheSlowestOfThem() throws InterruptedException {
        Ration.Share slow = share("slow");
        slow.holds(45);
        Thread.sleep(20);
        share("quick").holds(50);
        share("modest").holds(10);
        assertThat(losers).containsExactly("slow");
    }

    @Test
    void takesWhatIsLeftOfSomethingFinishedForYoung() throws InterruptedException {
        Ration.Share busy = share("busy");
        busy.holds(60);
        Ration.Share idle = share("idle");
        idle.holds(40);
        Thread.sleep(20);
        busy.holds(45);
        share("modest").holds(20);
        assertThat(losers).containsExactly("idle");
    }

    @Test
    void neverHoldsMoreThanThereIs() {
        Random random = new Random(7);
        long[] held = new long[50];
        Ration.Share[] shares = new Ration.Share[held.length];
        for (int i = 0; i < 100_000; i++) {
            int number = random.nextInt(held.length);
            if (shares[number] == null) {
                shares[number] = losing(number, held, shares);
            }
            int now = random.nextInt(30);
            held[number] = now;
            shares[number].holds(now);
            assertThat(LongStream.of(held).sum()).isLessThanOrEqualTo(100);
        }
    }

    private Ration.Share losing(int number, long[] held, Ration.Share[] shares) {
        return ration.share(
                () -> {
                    held[number] = 0;
                    shares[number] = null;
                });
    }
}
