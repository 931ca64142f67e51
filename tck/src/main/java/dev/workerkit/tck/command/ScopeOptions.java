package dev.workerkit.tck.command;

import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.Profile;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.RunOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which part of the specification a command is about; all of it if none is named. */
final class ScopeOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--area",
            paramLabel = "AREA",
            split = ",",
            description = "Only requirements of these areas, for example LIFE,CHAN.")
    private List<String> areas = new ArrayList<>();

    @Option(
            names = "--requirement",
            paramLabel = "ID",
            split = ",",
            description = "Only these requirements, for example WRK-LIFE-001.")
    private List<String> requirements = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            split = ",",
            description = "Only requirements of these profiles, for example core,channel.")
    private List<String> profiles = new ArrayList<>();

    /** The codes of the areas. */
    List<String> areas() {
        return areas.stream().map(ScopeOptions::upperCase).toList();
    }

    /** The ids of the requirements. */
    List<String> requirements() {
        return requirements.stream().map(ScopeOptions::upperCase).toList();
    }

    /** The names of the profiles. */
    List<String> profiles() {
        return profiles.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    }

    /** All three, as a run that finds out nothing would be given them. */
    RunOptions options() {
        return new RunOptions(areas(), requirements(), profiles(), 0, 1, 1, List.of());
    }

    /** Refuses what the specification does not have. */
    void require(Registry registry) {
        require("area", areas(), registry.areas().stream().map(Area::code).toList());
        require("profile", profiles(), registry.profiles().stream().map(Profile::name).toList());
        require(
                "requirement",
                requirements(),
                registry.requirements().stream().map(RegisteredRequirement::id).toList());
    }

    private void require(String kind, List<String> asked, List<String> known) {
        asked.forEach(each -> RuntimeOption.requireKnown(spec, kind, each, known));
    }

    private static String upperCase(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }
}
