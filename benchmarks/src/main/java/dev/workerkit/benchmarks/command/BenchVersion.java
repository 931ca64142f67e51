package dev.workerkit.benchmarks.command;

import dev.workerkit.benchmarks.trial.KitVersion;
import picocli.CommandLine.IVersionProvider;

/** The version of the kit. */
final class BenchVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Workerkit benchmarks " + KitVersion.current()};
    }
}
