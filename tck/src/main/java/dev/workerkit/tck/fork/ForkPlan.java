package dev.workerkit.tck.fork;

import dev.workerkit.tck.leak.MarkedProcesses;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a fork is to be.
 *
 * @param main gives its argument to {@link ForkServer#serve}
 * @param classPath what it finds besides the classes of this JVM, and after them
 */
public record ForkPlan(Class<?> main, List<Path> classPath) {

    /** Keeps a copy of the class path. */
    public ForkPlan {
        classPath = List.copyOf(classPath);
    }

    /**
     * Its output comes with its errors; to nobody's input it listens.
     *
     * @param temporary where its temporary files go
     */
    ProcessBuilder process(Path socket, Path crashFile, Path temporary) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(ForkPlan::isPassedOn)
                .forEach(words::add);
        // What is left of a JVM without memory can answer nothing.
        words.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:ErrorFile=" + crashFile));
        words.add("-Djava.io.tmpdir=" + temporary);
        words.addAll(List.of("-cp", wholeClassPath(), main.getName(), socket.toString()));
        ProcessBuilder jvm = new ProcessBuilder(words).redirectErrorStream(true);
        MarkedProcesses.markAnew(jvm.environment());
        return jvm;
    }

    private String wholeClassPath() {
        return Stream.concat(
                        Stream.of("java.class.path", "jdk.module.path")
                                .map(name -> System.getProperty(name, ""))
                                .filter(own -> !own.isEmpty()),
                        classPath.stream().map(entry -> entry.toAbsolutePath().toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A debugger or profiler of this JVM is not for another one. */
    private static boolean isPassedOn(String setting) {
        return Stream.of("-agent", "-javaagent", "-Xrunjdwp", "-Xdebug")
                .noneMatch(setting::startsWith);
    }
}
