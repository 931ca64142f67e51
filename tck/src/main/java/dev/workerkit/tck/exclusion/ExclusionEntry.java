package dev.workerkit.tck.exclusion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.tck.registry.Registry;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One exclusion as it stands in a file, and what is wrong with it. */
final class ExclusionEntry {

    private static final List<String> FIELDS =
            List.of("requirement", "reason", "challenge", "expires");

    private final JsonNode entry;
    private final List<String> faults = new ArrayList<>();
    private final Optional<Exclusion> exclusion;

    ExclusionEntry(JsonNode entry, Registry registry, LocalDate today) {
        this.entry = entry;
        entry.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!FIELDS.contains(name)) {
                                faults.add(
                                        "'%s' is unknown; known: %s"
                                                .formatted(name, String.join(", ", FIELDS)));
                            }
                        });
        String requirement = text("requirement", "name one, for example WRK-LIFE-003");
        String reason = text("reason", "say why the requirement is challenged");
        Optional<URI> challenge = link(text("challenge", "give the https link of the challenge"));
        Optional<LocalDate> expires =
                day(text("expires", "give the last day, for example 2027-03-31"));
        requireKnown(requirement, registry);
        expires.ifPresent(day -> requireAhead(day, today));
        this.exclusion =
                faults.isEmpty()
                        ? Optional.of(
                                new Exclusion(
                                        requirement,
                                        reason,
                                        challenge.orElseThrow(),
                                        expires.orElseThrow()))
                        : Optional.empty();
    }

    /** What to call it. */
    String label() {
        return entry.path("requirement").asText("no requirement");
    }

    /** It, if nothing is wrong with it. */
    Optional<Exclusion> exclusion() {
        return exclusion;
    }

    List<String> faults() {
        return faults;
    }

    private String text(String field, String advice) {
        JsonNode value = entry.path(field);
        if (value.isMissingNode()) {
            faults.add("'" + field + "' is missing; " + advice);
        } else if (!value.isTextual() || value.textValue().isBlank()) {
            faults.add("'" + field + "' is " + value + "; " + advice);
        }
        return value.isTextual() ? value.textValue().strip() : "";
    }

    private Optional<URI> link(String given) {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI link = URI.create(given);
            if ("https".equals(link.getScheme()) && link.getHost() != null) {
                return Optional.of(link);
            }
        } catch (IllegalArgumentException e) {
            // Told below, as any other that is no link.
        }
        faults.add("'challenge' is '%s'; give the https link of the challenge".formatted(given));
        return Optional.empty();
    }

    private Optional<LocalDate> day(String given) {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(given));
        } catch (DateTimeParseException e) {
            faults.add("'expires' is '%s'; give a day, for example 2027-03-31".formatted(given));
            return Optional.empty();
        }
    }

    private void requireKnown(String requirement, Registry registry) {
        if (!requirement.isEmpty() && registry.find(requirement).isEmpty()) {
            faults.add(
                    "the specification %s has no such requirement; take the exclusion out"
                            .formatted(registry.version()));
        }
    }

    private void requireAhead(LocalDate expires, LocalDate today) {
        if (expires.isBefore(today)) {
            faults.add(
                    "it expired on %s; take it out, or have the challenge extended"
                            .formatted(expires));
        }
    }
}
