package dev.workerkit.tck.examiner;

import dev.workerkit.tck.Alone;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.registry.Registry;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * All verifications of a package, sorted by their ids.
 *
 * @param plan as the engines see them
 * @param verifications all
 */
public record VerificationCatalog(TestPlan plan, List<Verification> verifications) {

    /** Where those are by which runtimes are certified. */
    public static final String CERTIFYING = "dev.workerkit.tck.verification";

    /** Copies the verifications. */
    public VerificationCatalog {
        verifications = List.copyOf(verifications);
    }

    /**
     * Discovers the verifications of a package and those below it.
     *
     * @throws CatalogException if one names no requirement or an unknown one, or two have one id
     */
    public static VerificationCatalog discover(String packageName, Registry registry) {
        TestPlan plan = Engines.discover(packageName);
        List<String> faults = new ArrayList<>();
        List<Verification> found =
                plan.getRoots().stream()
                        .flatMap(root -> plan.getDescendants(root).stream())
                        .flatMap(test -> verification(packageName, test, faults).stream())
                        .sorted(Comparator.comparing(Verification::id))
                        .toList();
        check(found, registry, faults);
        if (!faults.isEmpty()) {
            throw new CatalogException(faults);
        }
        return new VerificationCatalog(plan, found);
    }

    /** The one that its engine knows by this id; no other is looked for, which would take a while. */
    static Verification find(String packageName, String uniqueId) {
        TestIdentifier test =
                Engines.discoverOne(uniqueId).getTestIdentifier(UniqueId.parse(uniqueId));
        return verification(packageName, test, new ArrayList<>()).orElseThrow();
    }

    /** Those that speak for this requirement. */
    public List<Verification> of(String requirement) {
        return verifications.stream()
                .filter(verification -> verification.requirements().contains(requirement))
                .toList();
    }

    private static Optional<Verification> verification(
            String packageName, TestIdentifier test, List<String> faults) {
        if (!(test.getSource().orElse(null) instanceof MethodSource source)) {
            return Optional.empty();
        }
        Method method = source.getJavaMethod();
        String id =
                method.getDeclaringClass()
                                .getName()
                                .substring(packageName.length() + 1)
                                .replace('$', '.')
                        + "."
                        + method.getName();
        Requirement requirement = method.getAnnotation(Requirement.class);
        if (requirement == null || requirement.value().length == 0) {
            faults.add(id + " names no requirement");
            return Optional.empty();
        }
        boolean alone =
                method.isAnnotationPresent(Alone.class)
                        || method.getDeclaringClass().isAnnotationPresent(Alone.class);
        return Optional.of(new Verification(id, List.of(requirement.value()), alone, test));
    }

    private static void check(List<Verification> found, Registry registry, List<String> faults) {
        for (int i = 0; i < found.size(); i++) {
            Verification verification = found.get(i);
            if (i > 0 && found.get(i - 1).id().equals(verification.id())) {
                faults.add(verification.id() + " is there twice");
            }
            for (String requirement : verification.requirements()) {
                if (registry.find(requirement).isEmpty()) {
                    faults.add(
                            verification.id()
                                    + " speaks for "
                                    + requirement
                                    + ", which the specification doesn't have");
                }
            }
        }
    }
}
