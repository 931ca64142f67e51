package dev.workerkit.tck.sabotage;

import dev.workerkit.DuplicateNameException;
import dev.workerkit.Launch;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Of what is refused, and of what reaches a worker. */
final class SpiStartSabotages {

    /** Unsets all variables but those that a worker can't do without, and some more. */
    private static final String SECLUSION =
            """
            for name in $(env | sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p')
            do case $name in
                PATH | WRK_* | WORKERKIT_* %s) ;;
                *) unset $name ;;
            esac; done
            """;

    private SpiStartSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "keeps-the-names-of-the-refused",
                        "WRK-SPI-006",
                        "Takes a name before it looks at the rest of the spec",
                        Deed.toRuntime(HastyNames::new)),
                Sabotage.of(
                        "refuses-without-a-word",
                        "WRK-SPI-006",
                        "Says of a spec only that it is wrong",
                        toRefusal(
                                (runtime, spec, refusal) -> {
                                    throw new SpecException(
                                            refusal.field(), "it is wrong", "mend it");
                                })),
                Sabotage.of(
                        "starts-something-else",
                        "WRK-SPI-006",
                        "Starts a worker from a wrong spec, which then fails",
                        toRefusal(
                                (runtime, spec, refusal) ->
                                        runtime.start(named(spec, WorkerSpec.shell("exit 2"))))),
                Sabotage.of(
                        "gives-a-name-twice",
                        "WRK-SPI-007",
                        "Starts a second worker of a name",
                        Deed.toRuntime(Twins::new)),
                Sabotage.of(
                        "calls-the-nameless-alike",
                        "WRK-SPI-009",
                        "Gives all workers without a name the same",
                        Deed.toRuntime(Nameless::new)),
                Sabotage.of(
                        "lets-a-shell-see-the-arguments",
                        "WRK-SPI-010",
                        "Gives the words of a command to a shell, separated by spaces",
                        Launches.toCommands("eval \"exec $*\"")),
                Sabotage.of(
                        "loses-empty-arguments",
                        "WRK-SPI-010",
                        "Leaves out the arguments of a command that are empty",
                        toWords(words -> words.stream().filter(word -> !word.isEmpty()).toList())),
                Sabotage.of(
                        "trims-arguments",
                        "WRK-SPI-010",
                        "Takes away the spaces around the arguments of a command",
                        toWords(words -> words.stream().map(String::strip).toList())),
                Sabotage.of(
                        "tells-workers-no-id",
                        "WRK-SPI-011",
                        "Gives a worker no WRK_ID",
                        Launches.toCommands("unset WRK_ID; exec \"$@\"")),
                Sabotage.of(
                        "forgets-the-folder",
                        "WRK-SPI-011",
                        "Runs a worker in the folder of its master",
                        Deed.toSpec(
                                spec ->
                                        spec.workingDirectory().isEmpty()
                                                ? spec
                                                : spec.withWorkingDirectory(
                                                        Path.of("").toAbsolutePath()))),
                Sabotage.of(
                        "cuts-variables-at-a-space",
                        "WRK-SPI-011",
                        "Gives a worker its variables up to the first space in their values",
                        Deed.toSpec(SpiStartSabotages::cut)),
                Sabotage.of(
                        "ignores-what-it-does-not-have",
                        "WRK-SPI-013",
                        "Starts a worker without the walls that its spec asks for",
                        Deed.toRuntime(
                                runtime ->
                                        new ForwardingRuntime(runtime) {
                                            @Override
                                            public Worker start(WorkerSpec spec) {
                                                try {
                                                    return super.start(spec);
                                                } catch (UnsupportedException e) {
                                                    return super.start(plain(spec));
                                                }
                                            }
                                        })),
                Sabotage.of(
                        "refuses-without-the-field",
                        "WRK-SPI-013",
                        "Refuses what it does not have without telling what that is",
                        Deed.toRuntime(
                                runtime ->
                                        new ForwardingRuntime(runtime) {
                                            @Override
                                            public Worker start(WorkerSpec spec) {
                                                try {
                                                    return super.start(spec);
                                                } catch (UnsupportedException e) {
                                                    throw new UnsupportedException("No");
                                                }
                                            }
                                        })),
                Sabotage.of(
                        "hides-the-masters-variables",
                        "WRK-SPI-015",
                        "Starts workers with an environment of their own",
                        Deed.toSpec(SpiStartSabotages::secluded)),
                Sabotage.of(
                        "prefers-the-masters-variables",
                        "WRK-SPI-015",
                        "Lets the master's variables have precedence over those of the spec",
                        Deed.toSpec(SpiStartSabotages::overridden)));
    }

    private static WorkerSpec named(WorkerSpec like, WorkerSpec spec) {
        return like.name().map(spec::withName).orElse(spec);
    }

    /** The same launch and variables, and nothing else. */
    private static WorkerSpec plain(WorkerSpec spec) {
        WorkerSpec plain = named(spec, WorkerSpec.of(spec.launch()));
        for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
            plain = plain.withEnvironment(variable.getKey(), variable.getValue());
        }
        return plain;
    }

    private static WorkerSpec secluded(WorkerSpec spec) {
        String names =
                spec.environment().keySet().stream()
                        .map(name -> "| " + name)
                        .collect(Collectors.joining(" "));
        String seclusion = SECLUSION.formatted(names);
        return spec.launch() instanceof Launch.ShellLine shell
                ? spec.withLaunch(new Launch.ShellLine(seclusion + shell.line()))
                : Launches.by(seclusion + "exec \"$@\"", spec);
    }

    private static WorkerSpec cut(WorkerSpec spec) {
        WorkerSpec cut = spec;
        for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
            cut = cut.withEnvironment(variable.getKey(), variable.getValue().split(" ", 2)[0]);
        }
        return cut;
    }

    private static WorkerSpec overridden(WorkerSpec spec) {
        WorkerSpec overridden = spec;
        for (String name : spec.environment().keySet()) {
            String masters = System.getenv(name);
            if (masters != null) {
                overridden = overridden.withEnvironment(name, masters);
            }
        }
        return overridden;
    }

    private static Deed toWords(UnaryOperator<List<String>> change) {
        return Deed.toSpec(
                spec ->
                        spec.launch() instanceof Launch.Command command
                                ? spec.withLaunch(new Launch.Command(change.apply(command.words())))
                                : spec);
    }

    /** What is done in the place of a refusal. */
    private interface Instead {
        Worker of(WorkerRuntime runtime, WorkerSpec spec, SpecException refusal);
    }

    private static Deed toRefusal(Instead instead) {
        return Deed.toRuntime(
                runtime ->
                        new ForwardingRuntime(runtime) {
                            @Override
                            public Worker start(WorkerSpec spec) {
                                try {
                                    return super.start(spec);
                                } catch (SpecException e) {
                                    return wrapped(instead.of(delegate(), spec, e));
                                }
                            }
                        });
    }

    /** Has given a name away before it refuses. */
    private static final class HastyNames extends ForwardingRuntime {

        private final Set<String> refused = ConcurrentHashMap.newKeySet();

        HastyNames(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            if (spec.name().filter(refused::contains).isPresent()) {
                throw new DuplicateNameException("worker", spec.name().orElseThrow());
            }
            try {
                return super.start(spec);
            } catch (SpecException e) {
                spec.name().ifPresent(refused::add);
                throw e;
            }
        }
    }

    /** Does not mind names. */
    private static final class Twins extends ForwardingRuntime {

        private final Map<String, String> shown = new ConcurrentHashMap<>();

        Twins(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            try {
                return super.start(spec);
            } catch (DuplicateNameException e) {
                String name = spec.name().orElseThrow();
                String hidden = name + "-twin-" + shown.size();
                shown.put(hidden, name);
                return super.start(spec.withName(hidden));
            }
        }

        @Override
        protected Worker wrapWorker(Worker worker) {
            return new ForwardingWorker(worker) {
                @Override
                public String name() {
                    return shown.getOrDefault(super.name(), super.name());
                }
            };
        }
    }

    /** Has one name for those without. */
    private static final class Nameless extends ForwardingRuntime {

        private final Set<String> made = ConcurrentHashMap.newKeySet();

        Nameless(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            Worker worker = super.start(spec);
            if (spec.name().isEmpty()) {
                made.add(worker.id().value());
            }
            return worker;
        }

        @Override
        protected Worker wrapWorker(Worker worker) {
            return new ForwardingWorker(worker) {
                @Override
                public String name() {
                    return made.contains(id().value()) ? "worker" : super.name();
                }

                @Override
                public WorkerSnapshot snapshot() {
                    return Changed.name(super.snapshot(), name());
                }
            };
        }
    }
}
