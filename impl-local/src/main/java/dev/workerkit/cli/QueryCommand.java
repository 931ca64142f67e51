package dev.workerkit.cli;

import dev.workerkit.SharedWorker;
import dev.workerkit.WorkerStatus;
import dev.workerkit.json.PlainJson;
import dev.workerkit.json.StatusForm;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code workerkit query}. */
@Command(
        name = "query",
        description = {
            "Asks a shared worker how it is. With its cookie it may tell more.",
            "It is not started if nobody listens."
        },
        footer = {
            "",
            "Ends with 0 if it answered, 1 if there is no connection to a worker,"
                    + " 2 if it refused the cookie or did not answer in time."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class QueryCommand implements Callable<Integer> {

    @CommandLine.Spec private CommandSpec command = CommandSpec.create();

    @Mixin private TargetOptions target = new TargetOptions();

    @Option(names = "--json", description = "Show the answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        SharedWorker worker;
        WorkerStatus status;
        try (Visit visit = target.visit()) {
            worker = visit.worker();
            status = visit.query();
        }
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(
                    new String(PlainJson.toBytes(form(worker, status)), StandardCharsets.UTF_8));
        } else {
            out.println(head(worker));
            StatusTable.show(status, out);
        }
        out.flush();
        return ExitStatus.FINE;
    }

    private static String head(SharedWorker worker) {
        String pid = worker.pid().isPresent() ? ", pid " + worker.pid().getAsLong() : "";
        return Printable.of(
                worker.name() + " (" + worker.id() + ")" + pid + ", " + worker.address());
    }

    private static Map<String, Object> form(SharedWorker worker, WorkerStatus status) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", worker.name());
        form.put("id", worker.id().toString());
        worker.pid().ifPresent(pid -> form.put("pid", pid));
        form.put("address", worker.address().toString());
        form.putAll(StatusForm.of(status));
        return form;
    }
}
