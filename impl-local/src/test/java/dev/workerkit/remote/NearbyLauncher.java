package dev.workerkit.remote;

import dev.workerkit.Capability;
import dev.workerkit.Launch;
import dev.workerkit.LogView;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.engine.Workplace;
import dev.workerkit.launch.ClassPath;
import dev.workerkit.launch.JavaHome;
import dev.workerkit.launch.Premises;
import dev.workerkit.launch.WorkerClasses;
import dev.workerkit.launch.WorkerLauncher;
import dev.workerkit.launch.WorkerPlace;
import dev.workerkit.launch.WorkerPlan;
import dev.workerkit.os.RunDirectory;
import dev.workerkit.os.RunKind;
import dev.workerkit.os.RunPlace;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Launches workers as a swarm's would be: a relay each, which comes to the door of the runtime. */
final class NearbyLauncher implements WorkerLauncher {

    private final RemoteDoor door;
    private final Premises premises;
    private final WorkerClasses classes;
    private final ClassPath classPath;
    private final JavaHome java;
    private final List<String> jvmOptions;

    private NearbyLauncher(RunDirectory directory, RuntimeOptions options) {
        this.classes = WorkerClasses.of(options.bootstrap());
        this.classPath = ClassPath.of(options.bootstrap());
        this.java = JavaHome.of(options.bootstrap());
        this.jvmOptions = options.bootstrap().jvmOptions();
        this.door = RemoteDoor.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.premises = new Premises(directory, options, NearbyRuntimeProvider.NAME);
    }

    static NearbyLauncher open(RuntimeOptions options) {
        RunPlace place = RunPlace.choose(RunKind.PROCESSES, Optional.empty());
        return new NearbyLauncher(RunDirectory.create(place, token -> {}), options);
    }

    @Override
    public WorkerClasses classes() {
        return classes;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(
                Capability.JAVA,
                Capability.JVM,
                Capability.COMMAND,
                Capability.SHELL,
                Capability.CHANNEL,
                Capability.CONTROL,
                Capability.PAUSE,
                Capability.SIGNALS,
                Capability.LOG,
                Capability.HOST_FILES,
                Capability.HOST_ENVIRONMENT);
    }

    @Override
    public void check(WorkerSpec spec) {
        if (spec.launch() instanceof Launch.JavaWorker worker) {
            classes.check(worker, spec);
        }
    }

    @Override
    public Workplace admit(WorkerId id, String name, WorkerSpec spec) {
        WorkerPlan plan = new WorkerPlan(id, name, spec, Optional.empty(), classes.hooks());
        List<String> words = words(name, spec);
        return WorkerPlace.admit(
                plan,
                premises,
                classes,
                birth -> NearbyIncarnation.spawn(relay(words), birth, premises, door));
    }

    private List<String> words(String name, WorkerSpec spec) {
        if (spec.launch() instanceof Launch.Command command) {
            return command.words();
        }
        if (spec.launch() instanceof Launch.JavaWorker worker) {
            List<String> words = jvm(jvmOptions);
            words.addAll(List.of("dev.workerkit.host.WorkerHost", name, worker.className()));
            return words;
        }
        return List.of("/bin/sh", "-c", spec.launch().describe());
    }

    private List<String> relay(List<String> words) {
        List<String> all = jvm(List.of("-Xmx32m", "-Xss512k", "-XX:TieredStopAtLevel=1"));
        all.add(RemoteHost.class.getName());
        all.addAll(words);
        return all;
    }

    private List<String> jvm(List<String> more) {
        List<String> words = new ArrayList<>();
        words.add(java.executable().toString());
        words.addAll(java.options(more));
        words.addAll(more);
        words.add("-cp");
        words.add(String.join(File.pathSeparator, classPath.entries()));
        return words;
    }

    @Override
    public LogView log() {
        return premises.log();
    }

    @Override
    public void close() {
        door.close();
        premises.close();
    }
}
