package dev.workerkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a worker runs. */
public sealed interface Launch {

    /** What the log's first line shows as the command. */
    String describe();

    /** What the log's first line shows as the parameters; may be empty. */
    String parameters();

    /**
     * A program and its arguments, run as they are: no shell sees them.
     *
     * @param words the program, looked up on {@code PATH} if it has no slash, and its arguments
     */
    record Command(List<String> words) implements Launch {

        /** Checks that there is a program. */
        public Command {
            words = List.copyOf(words);
            if (words.isEmpty() || words.get(0).isBlank()) {
                throw new SpecException(
                        "launch.command", "it is empty", "give a program and its arguments");
            }
            for (String word : words) {
                SpecException.requireNoNul("launch.command", word);
            }
        }

        @Override
        public String describe() {
            return words.get(0);
        }

        @Override
        public String parameters() {
            return String.join(" ", words.subList(1, words.size()));
        }
    }

    /**
     * A line for {@code /bin/sh -c}.
     *
     * @param line the line as the shell reads it
     */
    record ShellLine(String line) implements Launch {

        /** Checks that there is a line. */
        public ShellLine {
            if (line.isBlank()) {
                throw new SpecException("launch.shell", "it is empty", "give a line for /bin/sh");
            }
            SpecException.requireNoNul("launch.shell", line);
        }

        @Override
        public String describe() {
            return line;
        }

        @Override
        public String parameters() {
            return "";
        }
    }

    /**
     * A Java class, run in a JVM of its own. It implements exactly one of {@link
     * dev.workerkit.worker.RawWorker}, {@link dev.workerkit.worker.EventedWorker}, {@link
     * dev.workerkit.worker.LoopWorker} and {@link dev.workerkit.worker.TaskWorker}.
     *
     * @param className the class's binary name
     * @param arguments of its constructor: strings, numbers, booleans, and lists of them
     * @param loopTime how often a loop worker loops, start to start; absent for the default of a
     *     second, and for other workers
     */
    record JavaWorker(String className, List<Object> arguments, Optional<Duration> loopTime)
            implements Launch {

        /** Checks the values. */
        public JavaWorker {
            if (className.isBlank()) {
                throw new SpecException("launch.className", "it is empty", "name a class");
            }
            arguments.forEach(JavaWorker::requirePlain);
            arguments = List.copyOf(arguments);
            loopTime.ifPresent(time -> SpecException.requireNotNegative("launch.loopTime", time));
        }

        private static void requirePlain(@Nullable Object argument) {
            if (argument == null) {
                throw new SpecException(
                        "launch.arguments",
                        "null can't be given to another process",
                        "use strings, numbers, booleans and lists of them");
            }
            if (argument instanceof List<?> list) {
                list.forEach(JavaWorker::requirePlain);
            } else if (!(argument instanceof String
                    || argument instanceof Number
                    || argument instanceof Boolean)) {
                throw new SpecException(
                        "launch.arguments",
                        "a " + argument.getClass().getName() + " can't be given to another process",
                        "use strings, numbers, booleans and lists of them");
            }
        }

        @Override
        public String describe() {
            return className;
        }

        @Override
        public String parameters() {
            StringBuilder text = new StringBuilder();
            for (Object argument : arguments) {
                text.append(text.length() == 0 ? "" : " ").append(argument);
            }
            return text.toString();
        }
    }
}
