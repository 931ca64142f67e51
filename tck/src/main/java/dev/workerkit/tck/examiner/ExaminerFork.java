package dev.workerkit.tck.examiner;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.examiner.Examination.Question;
import dev.workerkit.tck.fork.Fork;
import dev.workerkit.tck.fork.ForkEndedException;
import dev.workerkit.tck.fork.ForkPlan;
import dev.workerkit.tck.report.ReportJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JVM in which a runtime is verified, and what was going on in it if it has ended. All methods
 * may be called from any thread.
 */
final class ExaminerFork {

    private static final Duration PLACING = Duration.ofSeconds(5);

    private final Fork fork;
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

    private @Nullable Inquest inquest;

    private ExaminerFork(Fork fork) {
        this.fork = fork;
    }

    static ExaminerFork start(ForkPlan plan, Consumer<String> output) {
        return new ExaminerFork(Fork.start(plan, output));
    }

    boolean isAlive() {
        return fork.isAlive();
    }

    /**
     * Runs the verification of this id.
     *
     * @throws ForkEndedException if the JVM ended before there was a result
     */
    Examined verify(String id, Examination.Verifying asked, Duration limit) {
        unanswered.add(id);
        Examined examined = ask(Question.VERDICT, asked, Examined.class, limit);
        unanswered.remove(id);
        return examined;
    }

    /** To be called when it has ended: who may have done it. The same for all who ask. */
    synchronized Inquest inquest() {
        Inquest there = inquest;
        if (there == null) {
            there = new Inquest(unanswered);
            inquest = there;
        }
        return there;
    }

    /**
     * Asks, and ends the JVM if there is no answer in time.
     *
     * @throws ForkEndedException if the JVM ended before it had answered
     */
    <A> A ask(Question question, Object about, Class<A> form, Duration limit) {
        CompletableFuture<String> answer = fork.ask(question.name(), ReportJson.text(about));
        try {
            return ReportJson.read(within(limit, answer), form);
        } catch (TimeoutException e) {
            fork.kill("it gave no answer within " + Durations.text(limit) + place(question));
            throw thrown(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void interrupt() {
        fork.ask(Question.INTERRUPTION.name(), "");
    }

    void close() {
        fork.close();
    }

    private String place(Question question) {
        if (question != Question.NAME) {
            return "";
        }
        try {
            CompletableFuture<String> place = fork.ask(Question.PLACE.name(), "");
            return "; it is at " + ReportJson.read(within(PLACING, place), String.class);
        } catch (TimeoutException | IOException | ForkEndedException e) {
            return "";
        }
    }

    private static ForkEndedException thrown(CompletableFuture<String> answer) {
        try {
            throw new IllegalStateException("An answer after all: " + answer.join());
        } catch (CompletionException e) {
            throw unwrapped(e);
        }
    }

    private static String within(Duration limit, CompletableFuture<String> answer)
            throws TimeoutException {
        try {
            return answer.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException late) {
                throw late;
            }
            throw unwrapped(e);
        }
    }

    private static RuntimeException unwrapped(CompletionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : e;
    }
}
