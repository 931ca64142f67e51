package dev.workerkit.tck.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a campaign.
 *
 * @param kills so many of each kind
 * @param findings what the journals tell
 * @param leftOver what outlived the end of everything
 * @param recoveries from a kill to messages both ways again, the shortest first
 * @param troubles what kept the campaign from going on as it should
 * @param interrupted whether it was ended early
 * @param kept the folder of the journals, if something is wrong
 */
public record CampaignResult(
        Map<Victim, Integer> kills,
        Findings findings,
        LeftOver leftOver,
        List<Duration> recoveries,
        List<String> troubles,
        boolean interrupted,
        Optional<Path> kept) {

    /** Copies the collections. */
    public CampaignResult {
        kills = Map.copyOf(kills);
        recoveries = List.copyOf(recoveries);
        troubles = List.copyOf(troubles);
    }

    CampaignResult withoutFolder() {
        return new CampaignResult(
                kills, findings, leftOver, recoveries, troubles, interrupted, Optional.empty());
    }

    /** Whether nothing is wrong, as far as it went. */
    public boolean isFine() {
        return findings.isFine() && leftOver.isNothing() && troubles.isEmpty();
    }

    /** All that is wrong, for people. */
    public List<String> wrongs() {
        List<String> all = new ArrayList<>(troubles);
        all.addAll(findings.violations());
        all.addAll(leftOver.wrongs());
        return all;
    }

    /** How many were killed. */
    public int killed() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The figures, a line for each, without what is wrong with them. */
    public List<String> figures() {
        return List.of(
                "Kills: %,d workers, %,d masters, %,d of both at once"
                        .formatted(of(Victim.WORKER), of(Victim.MASTER), of(Victim.BOTH)),
                "Messages: %,d sent, %,d acknowledged, %,d redelivered"
                        .formatted(
                                findings.sent(), findings.acknowledged(), findings.redelivered()),
                "Lost: %,d".formatted(findings.lost()),
                "Duplicated after acknowledgement: %,d".formatted(findings.duplicated()),
                "Out of order: %,d, redelivered without a flag: %,d, sent by nobody: %,d"
                        .formatted(findings.disordered(), findings.unflagged(), findings.strange()),
                "Left over: " + leftOver.figures(),
                recoveries.isEmpty()
                        ? "Recovery: none was seen"
                        : "Recovery: %,d ms at most, %,d ms usually"
                                .formatted(
                                        recoveries.get(recoveries.size() - 1).toMillis(),
                                        recoveries.get(recoveries.size() / 2).toMillis()));
    }

    private int of(Victim victim) {
        return kills.getOrDefault(victim, 0);
    }
}
