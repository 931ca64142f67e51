package dev.workerkit.cli;

import dev.workerkit.RestartPolicy;
import dev.workerkit.SpecException;
import java.util.ArrayList;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Restart policies on a command line are known by their names. */
final class RestartPolicyConverter implements ITypeConverter<RestartPolicy> {

    @Override
    public RestartPolicy convert(String name) {
        try {
            return RestartPolicy.named(name);
        } catch (SpecException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** What help and completion show. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(RestartPolicy.names());
        }
    }
}
