package dev.workerkit.tck.campaign;

import java.util.ArrayList;
import java.util.List;

/**
 * What the journals tell.
 *
 * @param sent messages whose send returned, or that came although it did not
 * @param acknowledged messages whose acknowledgement returned
 * @param redelivered deliveries of messages that had been delivered before; no fault
 * @param lost messages that were sent, and never came, or not again although they had to
 * @param duplicated deliveries of messages that had been acknowledged
 * @param disordered deliveries after a later message, to one process
 * @param unflagged deliveries that were not the first and did not say so
 * @param strange deliveries of what nobody sent
 * @param violations what is wrong, message by message; the first of each kind
 */
public record Findings(
        int sent,
        int acknowledged,
        int redelivered,
        int lost,
        int duplicated,
        int disordered,
        int unflagged,
        int strange,
        List<String> violations) {

    static final Findings NOTHING = new Findings(0, 0, 0, 0, 0, 0, 0, 0, List.of());

    /** Copies the list. */
    public Findings {
        violations = List.copyOf(violations);
    }

    Findings plus(Findings other) {
        List<String> all = new ArrayList<>(violations);
        all.addAll(other.violations);
        return new Findings(
                sent + other.sent,
                acknowledged + other.acknowledged,
                redelivered + other.redelivered,
                lost + other.lost,
                duplicated + other.duplicated,
                disordered + other.disordered,
                unflagged + other.unflagged,
                strange + other.strange,
                all);
    }

    /** Nothing but so many losses, and what is to be said of them. */
    static Findings lost(int count, List<String> violations) {
        return new Findings(0, 0, 0, count, 0, 0, 0, 0, violations);
    }

    /** Whether nothing is wrong. */
    public boolean isFine() {
        return lost + duplicated + disordered + unflagged + strange == 0;
    }
}
