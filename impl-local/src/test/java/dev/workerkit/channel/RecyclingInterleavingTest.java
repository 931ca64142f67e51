package dev.workerkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In no order of what two processors do is a document lost that was offered, or claimed twice. */
@Timeout(120)
class RecyclingInterleavingTest {

    private static final int BLOCK = 1 << 20;

    @Test
    void whatWasOfferedIsClaimedOnceAndAsItWasOffered() {
        int ends = Interleavings.explore(machine -> offersAndClaims(machine, 0));

        assertThat(ends).as("different ends").isGreaterThan(2);
    }

    @Test
    void noneIsOfferedInThePlaceOfOneThatIsStillRead() {
        int ends =
                Interleavings.explore(
                        machine -> offersAndClaims(machine, ControlPage.MOST_OFFERS - 1));

        assertThat(ends).as("different ends").isGreaterThan(2);
    }

    /** Two of each, after so many were offered. */
    private static Runnable offersAndClaims(ModelledMachine machine, int there) {
        ControlPage page =
                ControlPage.fill(
                        new ModelledMemory(machine, "page "),
                        BLOCK,
                        true,
                        new Start(ModelledQueue.document(0), 0));
        List<Spent> offered = new ArrayList<>();
        List<Spent> claimed = new ArrayList<>();
        for (int number = 1; number <= there; number++) {
            offer(page, number, offered);
        }
        machine.thread(
                "receiver",
                () -> {
                    offer(page, there + 1, offered);
                    offer(page, there + 2, offered);
                });
        machine.thread(
                "sender",
                () -> {
                    for (int i = 0; i < 2; i++) {
                        @Nullable Spent spent = page.claim();
                        if (spent != null) {
                            claimed.add(spent);
                        }
                    }
                });
        return () -> {
            assertThat(offered).hasSizeGreaterThanOrEqualTo(there + 1);
            claimed.addAll(page.offers());
            assertThat(claimed).isEqualTo(offered);
        };
    }

    private static void offer(ControlPage page, int number, List<Spent> offered) {
        Spent spent = new Spent(ModelledQueue.document(number), 8 * number);
        if (page.offer(spent)) {
            offered.add(spent);
        }
    }
}
