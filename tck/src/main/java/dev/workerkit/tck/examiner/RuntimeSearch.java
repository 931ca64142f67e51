package dev.workerkit.tck.examiner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks for the one provider of a runtime.
 *
 * @param asked the name of the runtime
 * @param named the providers of that name
 * @param names all names
 * @param unusable the providers that can't be used
 */
record RuntimeSearch(
        String asked, List<FoundProvider> named, List<String> names, List<FoundProvider> unusable) {

    /**
     * Asks all providers for their names.
     *
     * @param nameOf asks the provider of this class; may throw {@link UnusableProviderException}
     */
    static RuntimeSearch of(
            String asked, List<FoundProvider> found, Function<FoundProvider, String> nameOf) {
        List<FoundProvider> named = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        List<FoundProvider> unusable = new ArrayList<>();
        for (FoundProvider provider : found) {
            if (provider.fault() != null) {
                unusable.add(provider);
                continue;
            }
            try {
                String name = nameOf.apply(provider);
                names.add(name);
                if (name.equals(asked)) {
                    named.add(provider);
                }
            } catch (UnusableProviderException e) {
                unusable.add(provider.with(String.valueOf(e.getMessage())));
            }
        }
        return new RuntimeSearch(asked, named, List.copyOf(names), unusable);
    }

    /** Why the runtime can't be verified, if so. */
    Optional<String> objection() {
        if (!unusable.isEmpty()) {
            return Optional.of(
                    unusable.stream()
                            .map(each -> each + ": " + each.fault())
                            .collect(
                                    Collectors.joining(
                                            "; ",
                                            "A provider can't be loaded; mend it or take it off the"
                                                    + " class path: ",
                                            "")));
        }
        if (named.size() > 1) {
            return Optional.of(
                    "There is more than one runtime '%s' on the class path; leave one there: %s"
                            .formatted(
                                    asked,
                                    named.stream()
                                            .map(FoundProvider::toString)
                                            .collect(Collectors.joining(", "))));
        }
        if (named.isEmpty()) {
            return Optional.of(
                    "There is no runtime '%s'; %s"
                            .formatted(
                                    asked,
                                    names.isEmpty()
                                            ? "none is on the class path"
                                            : "known: " + String.join(", ", names)));
        }
        return Optional.empty();
    }
}
