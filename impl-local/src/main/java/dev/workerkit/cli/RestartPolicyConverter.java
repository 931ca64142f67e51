package dev.workerkit.cli;

import dev.workerkit.RestartPolicy;
import java.util.ArrayList;

/** Restart policies on a command line are known by their names. */
final class RestartPolicyConverter extends SpecConverter<RestartPolicy> {

    @Override
    RestartPolicy read(String name) {
        return RestartPolicy.named(name);
    }

    /** What help and completion show. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(RestartPolicy.names());
        }
    }
}
