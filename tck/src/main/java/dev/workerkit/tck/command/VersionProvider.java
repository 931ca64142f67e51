package dev.workerkit.tck.command;

import dev.workerkit.tck.report.TckVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} tells. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Workerkit TCK " + TckVersion.current()};
    }
}
