package dev.workerkit.tck.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.tck.Durations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The conversation with one process of a harness. One thread reads what it says, in order: answers
 * are read, and given to those who asked, on that thread, and all else goes to {@link Pushed}.
 * Whatever the harness does wrong ends the conversation, kills the process, and is told to everybody
 * who waits for it.
 */
final class Link implements AutoCloseable {

    /** The longest line in either direction, without its end. */
    static final int LONGEST_LINE = 16 << 20;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String BROKEN = "broke the protocol: ";
    private static final Duration DYING = Duration.ofSeconds(1);

    /** Takes what comes without having been asked for. */
    interface Pushed {

        /** Takes a message; false if there is no such. Called by the thread that reads. */
        boolean take(Told message);

        /** The conversation is over; nothing comes any more. */
        void over(HarnessException why);
    }

    private record Question(
            String request, Consumer<Told> answer, Consumer<RuntimeException> error) {}

    private final String culprit;
    private final Duration patience;
    private final Consumer<String> faults;
    private final HarnessProcess process;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Question> questions = new ConcurrentHashMap<>();
    private final CompletableFuture<Told> hello = new CompletableFuture<>();
    private final CompletableFuture<Pushed> pushed = new CompletableFuture<>();
    private final AtomicBoolean finished = new AtomicBoolean();
    private final CompletableFuture<HarnessException> over = new CompletableFuture<>();
    private volatile boolean closing;

    /**
     * Starts a process.
     *
     * @param harness what is run
     * @param patience how long an answer may take
     * @param faults is told what the harness did wrong, once
     */
    Link(Harness harness, Duration patience, Consumer<String> faults) {
        this.culprit = "The harness '" + Excerpt.of(harness.line()) + "'";
        this.patience = patience;
        this.faults = faults;
        try {
            process = new HarnessProcess(harness);
        } catch (IOException e) {
            throw new HarnessException(culprit + " can't be started: " + e.getMessage());
        }
        process.inBackground("is heard", () -> read(new Lines(process.output(), LONGEST_LINE)));
        process.afterEnd(DYING, this::ended);
    }

    /** What it says first. */
    <T> T introduced(Function<Told, T> read) {
        Told told = await("its 'hello'", hello, patience);
        try {
            return read.apply(told);
        } catch (Told.MalformedException e) {
            throw blame(BROKEN + e.getMessage()).again();
        }
    }

    /** From now on what is pushed goes there. */
    void pushTo(Pushed receiver) {
        pushed.complete(receiver);
        over.thenAccept(receiver::over);
    }

    /** The process of the harness itself. */
    long pid() {
        return process.pid();
    }

    Duration patience() {
        return patience;
    }

    /** Asks and waits for the answer, for as long as any request may take. */
    <T> T ask(String request, Map<String, ?> fields, Function<Told, T> read) {
        return ask(request, fields, read, patience);
    }

    /** Asks and waits for the answer for as long as this. */
    <T> T ask(String request, Map<String, ?> fields, Function<Told, T> read, Duration limit) {
        return await("the answer to '" + request + "'", asked(request, fields, read), limit);
    }

    /** Asks; the answer is read, and what depends on it run, by the thread that reads. */
    <T> CompletableFuture<T> asked(String request, Map<String, ?> fields, Function<Told, T> read) {
        CompletableFuture<T> answered = new CompletableFuture<>();
        long id = ids.incrementAndGet();
        questions.put(
                id,
                new Question(
                        request,
                        told -> answered.complete(read.apply(told)),
                        answered::completeExceptionally));
        if (over.isDone()) {
            abandon(over.join());
        }
        process.outbox().add(line(id, request, fields));
        return answered;
    }

    private static byte[] line(long id, String request, Map<String, ?> fields) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("request", request);
        message.putAll(fields);
        try {
            return (JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Can't be written as JSON: " + message, e);
        }
    }

    /** Waits for what the thread that reads completes. */
    <T> T await(String what, CompletableFuture<T> future, Duration limit) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw blame("did not give " + what + " within " + Durations.text(limit)).again();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessException("Interrupted while waiting for " + what);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HarnessException known) {
                throw known.again();
            }
            if (e.getCause() instanceof RuntimeException refusal) {
                // With the stack of who asked: the refusal was made by the thread that reads.
                refusal.setStackTrace(new Throwable().getStackTrace());
                throw refusal;
            }
            throw new CompletionException(e.getCause());
        }
    }

    // The thread that reads

    private void read(Lines lines) {
        try {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (over.isDone()) {
                    return;
                }
                take(line);
            }
            ended();
        } catch (Lines.TooLongException e) {
            blame("wrote " + e.getMessage());
        } catch (IOException e) {
            ended();
        } catch (Told.MalformedException e) {
            blame(BROKEN + e.getMessage());
        } catch (RuntimeException | Error e) {
            blame("said what could not be dealt with: " + e);
        }
    }

    private void take(String line) {
        Told message;
        try {
            message = new Told("a line", JSON.readTree(line));
        } catch (JsonProcessingException e) {
            throw new Told.MalformedException("a line is no JSON: " + Excerpt.of(line));
        }
        if (!hello.isDone()) {
            hello.complete(message.object("hello"));
        } else if (message.has("id")) {
            answer(message);
        } else if (!pushed.isDone() || !pushed.join().take(message)) {
            throw new Told.MalformedException(
                    "a line is no answer, and nothing else that is known: " + Excerpt.of(line));
        }
    }

    private void answer(Told message) {
        Question question = questions.remove(message.whole("id"));
        if (question == null) {
            throw new Told.MalformedException(
                    "nobody waits for an answer with this 'id': "
                            + Excerpt.of(message.fields().toString()));
        }
        String what = "the answer to '" + question.request() + "'";
        Optional<Told> error = message.optionalObject("error");
        try {
            if (error.isPresent()) {
                question.error().accept(Refusals.exception(error.orElseThrow()));
            } else {
                question.answer().accept(new Told(what, message.object("result").fields()));
            }
        } catch (Told.MalformedException e) {
            // Whoever asked is told with all others.
            questions.put(message.whole("id"), question);
            throw e;
        }
    }

    /** When its output has ended; and when it has, though somebody else may hold its output. */
    private void ended() {
        if (closing) {
            closed();
            return;
        }
        OptionalInt code = process.exitCode(DYING);
        blame(
                code.isPresent()
                        ? "ended with exit code " + code.getAsInt()
                        : "closed its output, and lives on");
    }

    private HarnessException blame(String what) {
        List<String> lastWords = process.lastWords();
        String message =
                culprit
                        + " "
                        + what
                        + (lastWords.isEmpty()
                                ? ""
                                : "; it said last: " + String.join(" | ", lastWords));
        finish(new HarnessException(message), () -> faults.accept(message));
        return over.join();
    }

    private void closed() {
        finish(new HarnessException(culprit + " is closed"), () -> {});
    }

    /** Once. The fault is told before those who wait go on, and may judge what they have seen. */
    private void finish(HarnessException why, Runnable telling) {
        if (!finished.getAndSet(true)) {
            telling.run();
            over.complete(why);
        }
        process.kill();
        hello.completeExceptionally(over.join());
        abandon(over.join());
    }

    private void abandon(HarnessException why) {
        questions.values().forEach(question -> question.error().accept(why));
        questions.clear();
    }

    /** Ends its input, which ends the process; one that does not end is at fault. */
    @Override
    public void close() {
        closing = true;
        process.outbox().end();
        if (process.exitCode(patience).isEmpty()) {
            blame("did not end within " + Durations.text(patience) + " after its input had ended");
        }
        closed();
    }
}
