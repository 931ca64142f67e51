package dev.workerkit.tck.command;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.campaign.Campaign;
import java.time.Duration;

/** How far a campaign is: a line drawn again and again for people, one now and then for logs. */
final class CampaignProgress implements Campaign.Progress {

    private static final Duration FOR_PEOPLE = Duration.ofMillis(200);
    private static final Duration FOR_LOGS = Duration.ofSeconds(10);
    private static final String START_OF_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final int kills;
    private final long start = System.nanoTime();
    private long last = start;

    CampaignProgress(Terminal terminal, int kills) {
        this.terminal = terminal;
        this.kills = kills;
    }

    @Override
    public void reached(int killed, int sent, int acknowledged) {
        long now = System.nanoTime();
        if (now - last < (terminal.interactive() ? FOR_PEOPLE : FOR_LOGS).toNanos()) {
            return;
        }
        last = now;
        String line =
                "%,d of %,d kills, %,d messages sent, %,d acknowledged, %s"
                        .formatted(
                                killed,
                                kills,
                                sent,
                                acknowledged,
                                Durations.text(Duration.ofSeconds((now - start) / 1_000_000_000)));
        if (terminal.interactive()) {
            terminal.out().print(START_OF_LINE + line);
            terminal.out().flush();
        } else {
            terminal.out().println(line);
        }
    }

    /** The line is drawn no more. */
    void ends() {
        if (terminal.interactive()) {
            terminal.out().print(START_OF_LINE);
            terminal.out().flush();
        }
    }
}
