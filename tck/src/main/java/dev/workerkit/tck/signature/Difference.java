package dev.workerkit.tck.signature;

import java.util.List;

/**
 * What a vendor's API has otherwise than the released one.
 *
 * @param kind in which way
 * @param element the type or member, as source would name it
 * @param binaryCompatible whether programs that were compiled before still run
 * @param sourceCompatible whether programs still compile
 * @param changes what exactly, in the words of japicmp, for example {@code METHOD_REMOVED}
 */
public record Difference(
        Kind kind,
        String element,
        boolean binaryCompatible,
        boolean sourceCompatible,
        List<String> changes) {

    /** Keeps a copy of the changes. */
    public Difference {
        changes = List.copyOf(changes);
    }

    /** In which way. */
    public enum Kind {
        /** The released API has it, the vendor's has not. */
        MISSING,
        /** Both have it, but not alike. */
        CHANGED,
        /** The vendor's API alone has it. */
        ADDITIONAL
    }

    /** Whether a program that uses the released API would notice. */
    public boolean breaksPrograms() {
        return !binaryCompatible || !sourceCompatible;
    }

    /** For people. */
    public String words() {
        return "%-10s %s%s%s"
                .formatted(
                        kind,
                        element,
                        changes.isEmpty() ? "" : " (" + String.join(", ", changes) + ")",
                        broken());
    }

    private String broken() {
        if (!binaryCompatible) {
            return ": programs that use it no longer run";
        }
        return sourceCompatible ? "" : ": programs that use it no longer compile";
    }
}
