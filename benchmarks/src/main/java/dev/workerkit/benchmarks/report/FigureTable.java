package dev.workerkit.benchmarks.report;

import dev.workerkit.benchmarks.machine.Machine;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scores of a report as tables of Markdown: subjects downwards, peers to the right. */
public final class FigureTable {

    private static final String OURS = "workerkit";
    private static final String SPAWN = "spawn";
    private static final String SMALL = "32";
    private static final String ROUND_TRIP = "round-trip";

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** What is told where there is little room, whatever else is set. */
    private static final List<Measurement.Subject> BRIEF =
            List.of(
                    subject(ROUND_TRIP, "bytes", SMALL, "waiting", "pinned"),
                    subject(ROUND_TRIP, "bytes", SMALL, "waiting", "default"),
                    subject("throughput", "bytes", SMALL, "waiting", "pinned"),
                    subject("wake-up", "gapMicros", "1000", "waiting", "default"),
                    subject("idle", "waiting", "default"));

    private static final List<String> BRIEF_PEERS =
            List.of(OURS, "agrona-ring", "aeron", "chronicle", "unix-socket");

    private final BenchmarkReport report;

    private FigureTable(BenchmarkReport report) {
        this.report = report;
    }

    private static Measurement.Subject subject(String benchmark, String... parameters) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(parameters[i], parameters[i + 1]);
        }
        return new Measurement.Subject(benchmark, values);
    }

    private static boolean isBrief(Contest contest) {
        Measurement.Subject subject = contest.subject();
        return BRIEF.stream()
                .filter(one -> one.benchmark().equals(subject.benchmark()))
                .anyMatch(
                        one ->
                                subject.parameters()
                                        .entrySet()
                                        .containsAll(one.parameters().entrySet()));
    }

    /** All of a report. */
    public static String full(BenchmarkReport report) {
        FigureTable table = new FigureTable(report);
        Map<Boolean, List<Contest>> halves =
                Contest.all(report).stream()
                        .collect(Collectors.partitioningBy(FigureTable::isOfProcesses));
        return table.origin()
                + halves.values().stream()
                        .map(half -> table.table(half, table.peers(half)))
                        .collect(Collectors.joining());
    }

    /** What matters most. */
    public static String brief(BenchmarkReport report) {
        FigureTable table = new FigureTable(report);
        List<Contest> chosen = Contest.all(report).stream().filter(FigureTable::isBrief).toList();
        List<String> peers = new ArrayList<>(BRIEF_PEERS);
        peers.retainAll(table.peers(chosen));
        return table.origin() + table.table(chosen, peers) + table.spawning();
    }

    /** Those of whole processes have other peers, or none. */
    private static boolean isOfProcesses(Contest contest) {
        return List.of(SPAWN, "replacement", "pool", "shared")
                .contains(contest.subject().benchmark());
    }

    private String origin() {
        Machine machine = report.machine();
        return "%s, %d processors%s, %s, Java %s; %s run of %s.\n"
                .formatted(
                        machine.processor(),
                        machine.processors(),
                        machine.hypervisor() ? " of a virtual machine" : "",
                        machine.kernel().replaceAll("-.*", ""),
                        machine.java().replaceAll(",.*", ""),
                        report.mode(),
                        DAY.format(report.started()));
    }

    /** In the order of the report. */
    private List<String> peers(List<Contest> contests) {
        List<String> there =
                contests.stream()
                        .flatMap(contest -> contest.entries().stream())
                        .map(entry -> entry.measurement().peer())
                        .toList();
        return report.peers().stream()
                .map(BenchmarkReport.Described::name)
                .filter(there::contains)
                .toList();
    }

    private String table(List<Contest> contests, List<String> peers) {
        if (contests.isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder("\n|");
        peers.forEach(peer -> table.append(" | ").append(report.titleOf(peer)));
        table.append(" |\n|---").append("|---:".repeat(peers.size())).append("|\n");
        for (Contest contest : contests) {
            table.append(row(contest, "", peers, FigureTable::score));
            if (isTailTold(contest)) {
                table.append(row(contest, ", p99.9", peers, FigureTable::tail));
            }
        }
        return table.toString();
    }

    private static boolean isTailTold(Contest contest) {
        return contest.subject().benchmark().equals(ROUND_TRIP)
                && SMALL.equals(contest.subject().parameters().get("bytes"));
    }

    private String row(
            Contest contest,
            String what,
            List<String> peers,
            Function<Contest.Entry, String> figure) {
        Map<String, String> figures = new LinkedHashMap<>();
        contest.entries()
                .forEach(entry -> figures.put(entry.measurement().peer(), figure.apply(entry)));
        StringBuilder row = new StringBuilder("| " + name(contest.subject()) + what + " | ");
        row.append(
                peers.stream()
                        .map(peer -> figures.getOrDefault(peer, ""))
                        .collect(Collectors.joining(" | ")));
        return row.append(" |\n").toString();
    }

    private static String score(Contest.Entry entry) {
        String figure = Figures.of(entry.score().value(), entry.measurement().unit());
        return entry.measurement().peer().equals(OURS) ? "**" + figure + "**" : figure;
    }

    private static String tail(Contest.Entry entry) {
        Distribution distribution = entry.measurement().distribution();
        return distribution == null || !distribution.knows(Distribution.P999)
                ? ""
                : Figures.of(distribution.p999(), entry.measurement().unit());
    }

    private String name(Measurement.Subject subject) {
        String title =
                report.benchmarks().stream()
                        .filter(one -> one.name().equals(subject.benchmark()))
                        .map(BenchmarkReport.Described::title)
                        .findFirst()
                        .orElse(subject.benchmark());
        return title
                + subject.parameters().entrySet().stream()
                        .map(entry -> parameter(entry.getKey(), entry.getValue()))
                        .filter(text -> !text.isEmpty())
                        .map(text -> ", " + text)
                        .collect(Collectors.joining());
    }

    /** Those that say how long was measured are of no interest here. */
    private static String parameter(String name, String value) {
        return switch (name) {
            case "bytes" -> bytes(Integer.parseInt(value));
            case "gapMicros" -> "every " + Integer.parseInt(value) / 1000 + " ms";
            case "size" -> value + " messages";
            case "workers", "masters" ->
                    value + " " + (value.equals("1") ? name.substring(0, name.length() - 1) : name);
            case "waiting" -> value;
            default -> "";
        };
    }

    private static String bytes(int count) {
        return count < 1024 ? count + " B" : count / 1024 + " KiB";
    }

    private String spawning() {
        List<Contest.Entry> entries =
                Contest.all(report).stream()
                        .filter(contest -> contest.subject().benchmark().equals(SPAWN))
                        .flatMap(contest -> contest.entries().stream())
                        .toList();
        return entries.isEmpty()
                ? ""
                : entries.stream()
                        .map(entry -> entry.title() + " " + score(entry))
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        "\nFrom the start of a process to its first answer: ",
                                        ".\n"));
    }
}
