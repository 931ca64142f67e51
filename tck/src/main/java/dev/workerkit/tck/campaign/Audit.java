package dev.workerkit.tck.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Judges one direction of a lane by the journals of its two ends. It can be asked again and again
 * while they are written, and reads on where it was. Used by one thread.
 *
 * <p>Why its judgements hold:
 *
 * <ul>
 *   <li>A message is owed once its send has returned. One whose send did not return may come or
 *       not.
 *   <li>Each message that is handed over is noted before it is acknowledged, so what was
 *       acknowledged was noted as received.
 *   <li>A message may not come again once its acknowledgement has returned <em>and</em> that was
 *       noted. A process that died between the two has noted that it was about to acknowledge; of
 *       such a message it is open whether it counts as acknowledged, so it may come again or not.
 *   <li>A message whose last line is that it was received is owed: the process died before it
 *       acknowledged.
 *   <li>The lines of a journal are in the order of what happened, over all processes.
 * </ul>
 */
final class Audit {

    private static final int VIOLATIONS_TOLD = 20;

    /** What is known of a message at its receiver, from its last line there. */
    private static final byte UNKNOWN = 0;

    private static final byte RECEIVED = 1;
    private static final byte IN_DOUBT = 2;
    private static final byte ACKNOWLEDGED = 3;

    private final String direction;
    private final Lane.End sender;
    private final JournalReader sentLines;
    private final JournalReader receivedLines;

    private final BitSet sent = new BitSet();
    private final BitSet accepted = new BitSet();
    private final BitSet certain = new BitSet();
    private byte[] atReceiver = new byte[1024];
    private long lastOfProcess;
    private long workerAtWork;

    private int duplicated;
    private int disordered;
    private int unflagged;
    private int strange;
    private int redelivered;
    private int acknowledged;
    private int owed;
    private final List<String> violations = new ArrayList<>();

    /** Of what this end of the lane sends. */
    Audit(Lane lane, Lane.End sender) {
        this.sender = sender;
        direction = lane.name() + ", " + sender + " to " + sender.other();
        sentLines = new JournalReader(lane.sent(sender));
        receivedLines = new JournalReader(lane.received(sender.other()));
    }

    /** Reads what was written since the last time. */
    void follow() {
        // In this order: what is received was sent before, and so noted.
        List<JournalReader.Line> received = receivedLines.more();
        sentLines.more().forEach(this::judgeSent);
        received.forEach(this::judgeReceived);
    }

    private void judgeSent(JournalReader.Line line) {
        switch (line.entry()) {
            case SEND -> sent.set(index(line));
            case ACCEPTED -> {
                accepted.set(index(line));
                certain.set(index(line));
                owed += isOwed(index(line)) ? 1 : 0;
            }
            case AT_WORK -> noteAtWork(Lane.End.WORKER == sender, line);
            default -> {}
        }
    }

    private void judgeReceived(JournalReader.Line line) {
        switch (line.entry()) {
            case BEGIN -> lastOfProcess = 0;
            case RECEIVED -> judgeDelivery(line);
            case ACKNOWLEDGE -> set(line, IN_DOUBT);
            case ACKNOWLEDGED -> {
                set(line, ACKNOWLEDGED);
                acknowledged++;
            }
            case AT_WORK -> noteAtWork(Lane.End.MASTER == sender, line);
            case CORRUPT -> {
                strange++;
                tell("a message is not what anybody can have sent");
            }
            default -> {}
        }
    }

    private void noteAtWork(boolean byWorker, JournalReader.Line line) {
        if (byWorker) {
            workerAtWork = line.number();
        }
    }

    /** When the last process of the worker did something here for the first time, in µs; or 0. */
    long workerAtWork() {
        return workerAtWork;
    }

    private void judgeDelivery(JournalReader.Line line) {
        long number = line.number();
        byte before = at(index(line));
        if (!sent.get(index(line))) {
            strange++;
            tell(number + " was received and never sent");
        }
        certain.set(index(line));
        if (before == ACKNOWLEDGED) {
            duplicated++;
            tell(number + " came again after it was acknowledged");
        }
        if (before != UNKNOWN) {
            redelivered++;
        }
        if (before != UNKNOWN && line.attempts() == 0) {
            unflagged++;
            tell(number + " came again and says that it is the first time");
        }
        if (number <= lastOfProcess) {
            disordered++;
            tell(number + " came after " + lastOfProcess);
        }
        lastOfProcess = number;
        set(line, RECEIVED);
    }

    private void tell(String violation) {
        if (violations.size() < VIOLATIONS_TOLD) {
            violations.add(direction + ": message " + violation);
        }
    }

    private static int index(JournalReader.Line line) {
        return Math.toIntExact(line.number());
    }

    private byte at(int index) {
        return index < atReceiver.length ? atReceiver[index] : UNKNOWN;
    }

    private void set(JournalReader.Line line, byte state) {
        int index = index(line);
        if (index >= atReceiver.length) {
            atReceiver = Arrays.copyOf(atReceiver, Math.max(index + 1, 2 * atReceiver.length));
        }
        boolean owedBefore = isOwed(index);
        atReceiver[index] = state;
        if (accepted.get(index)) {
            owed += (isOwed(index) ? 1 : 0) - (owedBefore ? 1 : 0);
        }
    }

    /** How many messages were sent for certain: their send has returned, or they came. */
    int sent() {
        return certain.cardinality();
    }

    /** How many acknowledgements have returned. */
    int acknowledged() {
        return acknowledged;
    }

    /** How many messages are accepted, and neither acknowledged nor about to be. */
    int owed() {
        return owed;
    }

    private boolean isOwed(int index) {
        return at(index) == UNKNOWN || at(index) == RECEIVED;
    }

    /** What was found; what is owed now is not lost yet. */
    Findings findings() {
        return new Findings(
                sent(),
                acknowledged,
                redelivered,
                0,
                duplicated,
                disordered,
                unflagged,
                strange,
                violations);
    }

    /** What was found when nothing is on its way any more: what is owed now is lost. */
    Findings finalFindings() {
        List<String> lost =
                accepted.stream()
                        .filter(this::isOwed)
                        .limit(VIOLATIONS_TOLD)
                        .mapToObj(this::loss)
                        .toList();
        return findings().plus(Findings.lost(owed, lost));
    }

    private String loss(int index) {
        return direction
                + ": message "
                + index
                + (at(index) == UNKNOWN
                        ? " never came"
                        : " was not acknowledged and never came again");
    }
}
