package dev.workerkit.tck.command;

import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists the requirements. */
@Command(
        name = "list",
        description =
                "Lists the requirements: level, capabilities that they belong to, number of"
                        + " verifications, and why those without one are untested.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class ListCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Tck parent;

    @Override
    public Integer call() {
        Tck tck = Objects.requireNonNull(parent);
        Registry registry = Registry.load();
        VerificationCatalog catalog = VerificationCatalog.discover(tck.verifications(), registry);
        PrintStream out = tck.terminal().out();
        for (Area area : registry.areas()) {
            out.println(tck.terminal().bold(area.code() + "  " + area.title()));
            for (RegisteredRequirement requirement : registry.requirements()) {
                if (requirement.area().equals(area)) {
                    print(out, requirement, catalog, registry);
                }
            }
            out.println();
        }
        out.printf(
                "%d requirements, %d verifications%n",
                registry.requirements().size(), catalog.verifications().size());
        return 0;
    }

    private static void print(
            PrintStream out,
            RegisteredRequirement requirement,
            VerificationCatalog catalog,
            Registry registry) {
        int verifications = catalog.of(requirement.id()).size();
        out.printf(
                "  %-13s %-6s %-24s %2s  %s%n",
                requirement.id(),
                requirement.level(),
                requirement.capabilities().isEmpty()
                        ? "core"
                        : String.join(", ", requirement.capabilities()),
                verifications == 0 ? "-" : Integer.toString(verifications),
                requirement.text());
        if (verifications == 0) {
            out.printf(
                    "  %50suntested: %s%n",
                    "",
                    registry.reasonUntested(requirement.id())
                            .orElse("no verification and no reason yet"));
        }
    }
}
