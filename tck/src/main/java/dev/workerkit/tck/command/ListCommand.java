package dev.workerkit.tck.command;

import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.sabotage.Sabotages;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Mixin private ScopeOptions scope = new ScopeOptions();

    @Option(
            names = "--sabotages",
            description = "With what breaks each requirement on purpose; see 'tck selftest'.")
    private boolean sabotages;

    @Override
    public Integer call() {
        Tck tck = Objects.requireNonNull(parent);
        Registry registry = Registry.load();
        scope.require(registry);
        List<RegisteredRequirement> requirements =
                registry.requirements().stream().filter(scope.options()::asksFor).toList();
        VerificationCatalog catalog = VerificationCatalog.discover(tck.verifications(), registry);
        PrintStream out = tck.terminal().out();
        for (Area area :
                requirements.stream().map(RegisteredRequirement::area).distinct().toList()) {
            out.println(tck.terminal().bold(area.code() + "  " + area.title()));
            for (RegisteredRequirement requirement : requirements) {
                if (requirement.area().equals(area)) {
                    print(out, requirement, catalog, registry);
                }
            }
            out.println();
        }
        out.printf(
                "%d requirements, %d verifications%n",
                requirements.size(),
                requirements.stream()
                        .flatMap(each -> catalog.of(each.id()).stream())
                        .distinct()
                        .count());
        return 0;
    }

    private void print(
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
        if (sabotages) {
            Sabotages.all().stream()
                    .filter(sabotage -> sabotage.requirement().equals(requirement.id()))
                    .forEach(each -> out.printf("  %16s%s: %s%n", "", each.id(), each.wrong()));
        }
    }
}
