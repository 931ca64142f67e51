package dev.workerkit.tck.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The profiles as they are written down.
 *
 * @param profiles each after that which it builds on
 */
record ProfileTable(List<Row> profiles) {

    /** As they are to be used. */
    List<Profile> resolved() {
        Map<String, Profile> known = new LinkedHashMap<>();
        for (Row row : profiles) {
            Profile base = known.get(row.buildsOn());
            if (base == null && row.buildsOn() != null) {
                throw new RegistryException(
                        "The profile "
                                + row.name()
                                + " builds on "
                                + row.buildsOn()
                                + ", which is not before it");
            }
            known.put(row.name(), new Profile(row.name(), base, row.capabilities(), row.intent()));
        }
        return List.copyOf(known.values());
    }

    /** One of them. */
    record Row(String name, @Nullable String buildsOn, List<String> capabilities, String intent) {}
}
