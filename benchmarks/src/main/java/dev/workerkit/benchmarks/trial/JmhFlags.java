package dev.workerkit.benchmarks.trial;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.util.Optional;

/** What the caller has said to JMH. It counts for more than the mode. */
public final class JmhFlags {

    private static final String WAY_OUT = "; see what there is with: ./workerkit bench -- -h";

    private final CommandLineOptions options;

    private JmhFlags(CommandLineOptions options) {
        this.options = options;
    }

    /**
     * Understands these words.
     *
     * @throws IllegalArgumentException if they are no flags of JMH; the message says why
     */
    public static JmhFlags of(List<String> words) {
        try {
            CommandLineOptions options = new CommandLineOptions(words.toArray(String[]::new));
            if (!options.getIncludes().isEmpty()) {
                throw new IllegalArgumentException(
                        options.getIncludes()
                                + " are no flags of JMH; name benchmarks before the --");
            }
            return new JmhFlags(options);
        } catch (CommandLineOptionException e) {
            throw new IllegalArgumentException("JMH says: " + e.getMessage() + WAY_OUT, e);
        }
    }

    /** Whether it is asked what flags there are. */
    public boolean shouldHelp() {
        return options.shouldHelp();
    }

    /** Shows what flags there are, on standard output. */
    public void showHelp() throws IOException {
        options.showHelp();
    }

    /** The names of the parameters that any benchmark has. */
    public static Set<String> parameterNames() {
        return names(Definitions.all());
    }

    CommandLineOptions options() {
        return options;
    }

    /** In how many JVMs a case is to be measured. */
    int rounds(int usual) {
        return options.getForkCount().orElse(usual);
    }

    /** The values that are given for parameters of these names. */
    Map<String, List<String>> parameters(Set<String> names) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (String name : names) {
            Optional<Collection<String>> values = options.getParameter(name);
            if (values.hasValue()) {
                given.put(name, List.copyOf(values.get()));
            }
        }
        return given;
    }

    /** The names of benchmarks' parameters. */
    static Set<String> names(List<Definition> definitions) {
        Set<String> names = new TreeSet<>();
        for (Definition definition : definitions) {
            Arrays.stream(definition.type().getFields())
                    .filter(field -> field.isAnnotationPresent(Param.class))
                    .forEach(field -> names.add(field.getName()));
        }
        return names;
    }
}
