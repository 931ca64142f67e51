package dev.workerkit.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of itself when it connects.
 *
 * @param protocol the version that it speaks; 1 is the only one so far
 * @param pid its process id as it sees it, or 0 if it does not say
 * @param queries whether it answers queries
 * @param pauses whether it heeds {@code pause} and {@code resume}
 * @param commands the commands it knows from the start; others may come
 */
public record ControlHello(
        int protocol, long pid, boolean queries, boolean pauses, List<String> commands) {

    /** Makes the list immutable. */
    public ControlHello {
        commands = List.copyOf(commands);
    }

    static ControlHello read(Message message) throws ProtocolException {
        long protocol = message.count("protocol");
        return new ControlHello(
                (int) Math.min(protocol, Integer.MAX_VALUE),
                message.has("pid") ? message.count("pid") : 0,
                !Boolean.FALSE.equals(message.value("queries")),
                message.flag("pauses"),
                names(message.value("commands")));
    }

    private static List<String> names(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return List.of();
        }
        return list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }
}
