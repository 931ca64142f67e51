package dev.workerkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void looksOutLongerWhenAnswersComeSoon() {
        Patience patience = new Patience(2);
        assertThat(patience.nanos()).isEqualTo(Patience.USUAL_NANOS);

        patience.cameLater(Patience.USUAL_NANOS, 80_000);
        assertThat(patience.nanos()).isEqualTo(Patience.LONG_NANOS);

        patience.cameInTime();
        assertThat(patience.nanos()).isEqualTo(Patience.LONG_NANOS);
    }

    @Test
    void doesNotLookOutLongForWhatComesLate() {
        Patience patience = new Patience(2);

        patience.cameLater(Patience.USUAL_NANOS, 1_000_000);

        assertThat(patience.nanos()).isEqualTo(Patience.USUAL_NANOS);
    }

    @Test
    void triesEverMoreRarelyWhenItIsInVain() {
        Patience patience = new Patience(2);
        int longWaits = 0;
        for (int i = 0; i < 10_000; i++) {
            long lookedOut = patience.nanos();
            longWaits += lookedOut == Patience.LONG_NANOS ? 1 : 0;
            patience.cameLater(lookedOut, lookedOut + 50_000);
        }
        assertThat(longWaits).isBetween(100, 500);
    }

    @Test
    void neverLooksOutOnASingleProcessor() {
        Patience patience = new Patience(1);

        patience.cameLater(0, 1_000);

        assertThat(patience.nanos()).isZero();
    }
}
