package dev.workerkit.tck.examiner;

import dev.workerkit.tck.examiner.Examination.Question;
import dev.workerkit.tck.fork.ForkEnd;
import dev.workerkit.tck.fork.ForkEndedException;
import dev.workerkit.tck.fork.ForkPlan;
import dev.workerkit.tck.leak.Leak;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies in a JVM beside this one. If the runtime ends that, the verification in which it did has
 * failed, and all that comes runs in another. Where several ran and nobody knows which it was, each
 * of them runs again with nothing beside it.
 */
final class ForkedExaminer implements Examiner {

    /** What a JVM may take to start, and to answer when all else is done. */
    private static final Duration SLACK = Duration.ofSeconds(60);

    private static final Duration CALIBRATING = Duration.ofSeconds(90);

    private final ForkPlan plan;
    private final Consumer<String> output;
    private final CandidateSource source;
    private final String packageName;
    private final ReadWriteLock company = new ReentrantReadWriteLock(true);
    private final Declaration declaration;
    private @Nullable ExaminerFork fork;
    private volatile boolean interrupted;

    /**
     * Asks the runtime what it declares.
     *
     * @param packageName that of the verifications
     * @param output hears each line that the JVM prints
     * @throws RuntimeSearchException if there is no one provider of the runtime
     */
    ForkedExaminer(
            List<Path> classPath,
            CandidateSource source,
            double timeScale,
            String packageName,
            Consumer<String> output) {
        this.plan = new ForkPlan(Examination.class, classPath);
        this.output = output;
        this.source = source;
        this.packageName = packageName;
        try {
            this.declaration = declaration(provider(timeScale), timeScale);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private FoundProvider provider(double timeScale) {
        FoundProvider[] found = ask(Question.PROVIDERS, "", FoundProvider[].class, SLACK);
        RuntimeSearch search =
                RuntimeSearch.of(
                        source.runtime(), List.of(found), provider -> name(provider, timeScale));
        search.objection()
                .ifPresent(
                        why -> {
                            throw new RuntimeSearchException(why);
                        });
        return search.named().get(0);
    }

    private String name(FoundProvider provider, double timeScale) {
        try {
            Examination.Naming naming =
                    ask(
                            Question.NAME,
                            provider,
                            Examination.Naming.class,
                            Candidate.opening(timeScale));
            return Optional.ofNullable(naming.name())
                    .orElseThrow(
                            () -> new UnusableProviderException(String.valueOf(naming.fault())));
        } catch (ForkEndedException e) {
            throw new UnusableProviderException("asked for its name, " + e.end().words());
        }
    }

    private Declaration declaration(FoundProvider provider, double timeScale) {
        try {
            return ask(
                    Question.DECLARATION,
                    new Examination.Opening(source, timeScale),
                    Declaration.class,
                    Candidate.opening(timeScale).plus(SLACK));
        } catch (ForkEndedException e) {
            return Declaration.unopened(source.runtime(), provider.type(), e.end().words());
        }
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Lanes calibrate(int lanes) {
        try {
            return ask(
                    Question.LANES,
                    new Examination.Measuring(source, declaration, lanes),
                    Lanes.class,
                    CALIBRATING);
        } catch (ForkEndedException e) {
            // Its verifications will tell what is wrong with it.
            return Lanes.of(lanes, 1);
        }
    }

    @Override
    public Examined verify(Verification verification, Pace pace) {
        while (true) {
            Try tried = tryBeside(company.readLock(), verification, pace);
            if (tried.examined().isPresent() || interrupted) {
                return tried.examined().orElseGet(() -> Examined.of(interrupted(verification)));
            }
            Ending ending = tried.ending().orElseThrow();
            Set<String> suspects = ending.inquest().suspects();
            if (!suspects.contains(verification.id())) {
                // It came when all was over.
                continue;
            }
            if (suspects.size() == 1 || isBy(verification.id(), ending.how())) {
                return Examined.of(blamed(verification, ending.how()));
            }
            if (suspects.stream().noneMatch(suspect -> isBy(suspect, ending.how()))) {
                return alone(verification, pace, ending);
            }
        }
    }

    /** After a JVM ended in which others ran, too. */
    private Examined alone(Verification verification, Pace pace, Ending before) {
        Optional<Examined> found = Optional.empty();
        Optional<Ending> again = Optional.empty();
        try {
            Try tried = tryBeside(company.writeLock(), verification, pace);
            found = tried.examined();
            again = tried.ending();
        } finally {
            before.inquest().tried(again.isPresent() && !interrupted);
        }
        if (again.isPresent()) {
            return Examined.of(
                    interrupted
                            ? interrupted(verification)
                            : blamed(verification, again.orElseThrow().how()));
        }
        Examined examined = found.orElseThrow();
        return examined.result().verdict() == Verdict.PASSED && !before.inquest().isSolved()
                ? Examined.of(doubtful(verification, before.how(), before.inquest().suspects()))
                : examined;
    }

    private Try tryBeside(Lock lock, Verification verification, Pace pace) {
        lock.lock();
        try {
            ExaminerFork used = fork();
            try {
                return new Try(
                        Optional.of(
                                used.verify(
                                        verification.id(),
                                        new Examination.Verifying(
                                                source,
                                                declaration,
                                                packageName,
                                                verification.uniqueId(),
                                                pace),
                                        Attempt.longest(pace).plus(SLACK))),
                        Optional.empty());
            } catch (ForkEndedException e) {
                return new Try(Optional.empty(), Optional.of(new Ending(e.end(), used.inquest())));
            }
        } finally {
            lock.unlock();
        }
    }

    /** A result, or that the JVM ended before there was one. */
    private record Try(Optional<Examined> examined, Optional<Ending> ending) {}

    private record Ending(ForkEnd how, Inquest inquest) {}

    private static boolean isBy(String verification, ForkEnd end) {
        return end.isBy(verification) || end.isBy(Attempt.threadName(verification));
    }

    private static VerificationResult blamed(Verification verification, ForkEnd end) {
        return new VerificationResult(
                verification.id(),
                verification.requirements(),
                Verdict.FAILED,
                0,
                "While it ran, " + end.words(),
                end.details().orElse(null),
                null,
                List.of(),
                null,
                null);
    }

    private static VerificationResult doubtful(
            Verification verification, ForkEnd end, Set<String> suspects) {
        return new VerificationResult(
                verification.id(),
                verification.requirements(),
                Verdict.CANT_TELL,
                0,
                "It passed alone, but %s while these ran: %s"
                        .formatted(
                                end.words(),
                                suspects.stream().sorted().collect(Collectors.joining(", "))),
                end.details().orElse(null),
                null,
                List.of(),
                null,
                null);
    }

    private static VerificationResult interrupted(Verification verification) {
        return VerificationResult.notRun(
                verification.id(), verification.requirements(), Verdict.UNTESTED, INTERRUPTED);
    }

    private <A> A ask(Question question, Object about, Class<A> form, Duration limit) {
        return fork().ask(question, about, form, limit);
    }

    /** The one in which things run now. */
    private synchronized ExaminerFork fork() {
        ExaminerFork there = fork;
        if (there == null || !there.isAlive()) {
            there = ExaminerFork.start(plan, output);
            fork = there;
        }
        return there;
    }

    /** Of a JVM that has ended nothing is left in it. */
    @Override
    public List<Leak> leftOver() {
        ExaminerFork there = current();
        if (there == null || !there.isAlive()) {
            return List.of();
        }
        try {
            return List.of(there.ask(Question.LEAKS, "", Leak[].class, SLACK));
        } catch (ForkEndedException e) {
            return List.of();
        }
    }

    @Override
    public void interrupt() {
        interrupted = true;
        ExaminerFork there = current();
        if (there != null) {
            there.interrupt();
        }
    }

    @Override
    public void close() {
        ExaminerFork there = current();
        if (there != null) {
            there.close();
        }
    }

    private synchronized @Nullable ExaminerFork current() {
        return fork;
    }
}
