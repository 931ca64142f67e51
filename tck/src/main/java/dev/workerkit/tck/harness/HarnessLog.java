package dev.workerkit.tck.harness;

import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerRuntime.Subscription;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The log of a worker, or of all, behind a harness. */
final class HarnessLog implements WorkerLog {

    private final HarnessRuntime runtime;
    private final Map<String, Object> whose;

    HarnessLog(HarnessRuntime runtime, Map<String, Object> whose) {
        this.runtime = runtime;
        this.whose = whose;
    }

    @Override
    public Path file() {
        String path = runtime.link().ask("log-file", whose, told -> told.text("path"));
        return Path.of(path);
    }

    @Override
    public List<LogLine> tail(int lines, LogFilter filter) {
        return runtime.link()
                .ask("tail", fields(lines, filter), told -> told.objects("lines", Replies::line));
    }

    @Override
    public Subscription follow(int lines, LogFilter filter, Consumer<LogLine> listener) {
        long number = runtime.followers().add(new Listener<>(listener));
        Map<String, Object> fields = fields(lines, filter);
        fields.put("follow", number);
        runtime.link().ask("follow", fields, told -> told);
        return () -> {
            if (runtime.followers().isThere(number)) {
                runtime.link().ask("unfollow", Map.of("follow", number), told -> told);
                runtime.followers().remove(number);
            }
        };
    }

    private Map<String, Object> fields(int lines, LogFilter filter) {
        Map<String, Object> fields = new HashMap<>(whose);
        fields.put("lines", lines);
        fields.put("filter", PlainJson.of(filter));
        return fields;
    }
}
