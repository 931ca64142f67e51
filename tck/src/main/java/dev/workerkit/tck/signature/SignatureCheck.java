package dev.workerkit.tck.signature;

import dev.workerkit.tck.signature.Difference.Kind;
import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.exception.JApiCmpException;
import japicmp.model.AccessModifier;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiChangeStatus;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiCompatibilityChange;
import japicmp.model.JApiField;
import japicmp.model.JApiHasAccessModifier;
import japicmp.model.JApiHasChangeStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public and protected types and members of two jars side by side. */
public final class SignatureCheck {

    private SignatureCheck() {}

    /**
     * What the vendor's jar has otherwise than the released one.
     *
     * @throws SignatureException if one of them can't be read as a jar of classes
     */
    public static List<Difference> of(Path released, Path vendor) {
        JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
        options.setAccessModifier(AccessModifier.PROTECTED);
        options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
        try {
            return new JarArchiveComparator(options)
                    .compare(archive(released), archive(vendor)).stream()
                            .flatMap(SignatureCheck::differences)
                            .sorted(
                                    Comparator.comparing(Difference::kind)
                                            .thenComparing(Difference::element))
                            .toList();
        } catch (JApiCmpException e) {
            throw new SignatureException(
                    released + " and " + vendor + " can't be compared: " + e.getMessage(), e);
        }
    }

    private static JApiCmpArchive archive(Path jar) {
        return new JApiCmpArchive(jar.toFile(), jar.getFileName().toString());
    }

    private static Stream<Difference> differences(JApiClass type) {
        if (!isExposed(type)) {
            return Stream.empty();
        }
        Optional<Difference> whole =
                difference(
                        type, type, type.getFullyQualifiedName(), type.getCompatibilityChanges());
        if (type.getChangeStatus() == JApiChangeStatus.REMOVED
                || type.getChangeStatus() == JApiChangeStatus.NEW) {
            // What there is not has no members worth a line each.
            return whole.stream();
        }
        List<Difference> all = new ArrayList<>(members(type).toList());
        // A type counts as changed if a member is; that is told already.
        whole.filter(difference -> !difference.changes().isEmpty()).ifPresent(all::add);
        return all.stream();
    }

    private static Stream<Difference> members(JApiClass type) {
        String name = type.getFullyQualifiedName();
        return Stream.of(
                        Stream.concat(type.getMethods().stream(), type.getConstructors().stream())
                                .filter(SignatureCheck::isExposed)
                                .flatMap(
                                        each ->
                                                difference(
                                                        each,
                                                        each,
                                                        name + "." + signature(each),
                                                        each.getCompatibilityChanges())
                                                        .stream()),
                        type.getFields().stream()
                                .filter(SignatureCheck::isExposed)
                                .flatMap(each -> field(name, each).stream()))
                .flatMap(each -> each);
    }

    private static Optional<Difference> field(String type, JApiField field) {
        return difference(
                field, field, type + "." + field.getName(), field.getCompatibilityChanges());
    }

    private static Optional<Difference> difference(
            JApiHasChangeStatus status,
            JApiCompatibility compatibility,
            String element,
            List<JApiCompatibilityChange> changes) {
        return kind(status.getChangeStatus())
                .map(
                        kind ->
                                new Difference(
                                        kind,
                                        element,
                                        compatibility.isBinaryCompatible(),
                                        compatibility.isSourceCompatible(),
                                        changes.stream()
                                                .map(change -> change.getType().name())
                                                .sorted()
                                                .toList()));
    }

    private static Optional<Kind> kind(JApiChangeStatus status) {
        return switch (status) {
            case REMOVED -> Optional.of(Kind.MISSING);
            case NEW -> Optional.of(Kind.ADDITIONAL);
            case MODIFIED -> Optional.of(Kind.CHANGED);
            case UNCHANGED -> Optional.empty();
        };
    }

    private static String signature(JApiBehavior behavior) {
        return behavior.getName()
                + behavior.getParameters().stream()
                        .map(parameter -> parameter.getType())
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Whether it is, or was, for others than its own package. */
    private static boolean isExposed(JApiHasAccessModifier element) {
        return Stream.of(
                        element.getAccessModifier().getOldModifier(),
                        element.getAccessModifier().getNewModifier())
                .flatMap(Optional::stream)
                .anyMatch(
                        modifier ->
                                modifier == AccessModifier.PUBLIC
                                        || modifier == AccessModifier.PROTECTED);
    }
}
