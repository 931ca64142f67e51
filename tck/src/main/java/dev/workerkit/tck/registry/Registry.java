package dev.workerkit.tck.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.WorkerRuntimes;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All requirements, in the order of {@code SPEC.md}.
 *
 * @param version of the specification
 * @param requirements in the order of the specification
 * @param profiles in the order of the specification
 * @param untested why requirements without a verification have none, by id
 */
public record Registry(
        String version,
        List<RegisteredRequirement> requirements,
        List<Profile> profiles,
        Map<String, String> untested) {

    /** Checks that the reasons are for requirements that exist. */
    public Registry {
        requirements = List.copyOf(requirements);
        profiles = List.copyOf(profiles);
        untested = Map.copyOf(untested);
        List<String> ids = requirements.stream().map(RegisteredRequirement::id).toList();
        for (String id : untested.keySet()) {
            if (!ids.contains(id)) {
                throw new RegistryException(
                        "untested.json gives a reason for "
                                + id
                                + ", which the specification doesn't have");
            }
        }
    }

    /** The requirements and profiles in the API's jar and the reasons in the TCK's. */
    public static Registry load() {
        ObjectMapper json = new ObjectMapper();
        Specification specification =
                read(
                        json,
                        WorkerRuntimes.class,
                        "/META-INF/workerkit/requirements.json",
                        json.constructType(Specification.class));
        ProfileTable profiles =
                read(
                        json,
                        WorkerRuntimes.class,
                        "/META-INF/workerkit/profiles.json",
                        json.constructType(ProfileTable.class));
        Map<String, String> untested =
                read(
                        json,
                        Registry.class,
                        "/dev/workerkit/tck/untested.json",
                        json.constructType(
                                new TypeReference<LinkedHashMap<String, String>>() {}.getType()));
        return of(specification, profiles.resolved(), untested);
    }

    /** What the next version of the specification is drafted to require, besides. */
    public static Registry drafts() {
        ObjectMapper json = new ObjectMapper();
        Specification drafts =
                read(
                        json,
                        WorkerRuntimes.class,
                        "/META-INF/workerkit/drafts.json",
                        json.constructType(Specification.class));
        return of(drafts, List.of(), Map.of());
    }

    private static Registry of(
            Specification specification, List<Profile> profiles, Map<String, String> untested) {
        return new Registry(
                specification.version(),
                specification.requirements().stream().map(each -> each.in(profiles)).toList(),
                profiles,
                untested);
    }

    /** The requirement of this id, if there is one. */
    public Optional<RegisteredRequirement> find(String id) {
        return requirements.stream().filter(requirement -> requirement.id().equals(id)).findFirst();
    }

    /** Why this requirement has no verification, if that is on purpose. */
    public Optional<String> reasonUntested(String id) {
        return Optional.ofNullable(untested.get(id));
    }

    /** The chapters, in order. */
    public List<Area> areas() {
        return requirements.stream().map(RegisteredRequirement::area).distinct().toList();
    }

    private static <T> T read(ObjectMapper json, Class<?> owner, String name, JavaType type) {
        try (@Nullable InputStream resource = owner.getResourceAsStream(name)) {
            if (resource == null) {
                throw new RegistryException(
                        name + " is not on the class path; the jar of the TCK or API is damaged");
            }
            return json.readValue(resource, type);
        } catch (IOException e) {
            throw new RegistryException(name + " can't be read: " + e.getMessage(), e);
        }
    }

    private record Specification(String version, List<RegisteredRequirement> requirements) {}
}
