package dev.workerkit.tck.examiner;

import dev.workerkit.tck.leak.Leak;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Opens a runtime and verifies it, in this JVM or in another one. All methods but the last may be
 * called from any thread.
 */
public interface Examiner extends AutoCloseable {

    /** Why there is no result of a verification that was given up. */
    String INTERRUPTED = "The run was interrupted";

    /** Verifies in this JVM, which the runtime may spoil or even end. */
    static Examiner here(Candidate candidate) {
        return DirectExaminer.auditing(candidate, Optional.empty());
    }

    /** Verifies in this JVM, for who does not ask what is left over. */
    static Examiner passing(Candidate candidate) {
        return DirectExaminer.passing(candidate);
    }

    /**
     * Verifies in a JVM beside this one, and goes on in another if the runtime ends it.
     *
     * @param classPath where the runtime is, besides this JVM's class path
     * @param runtime the name of its provider
     * @param packageName that of the verifications
     * @param output hears each line that the JVM prints
     * @throws RuntimeSearchException if there is no one provider of the runtime
     */
    static Examiner beside(
            List<Path> classPath,
            String runtime,
            double timeScale,
            String packageName,
            Consumer<String> output) {
        return new ForkedExaminer(
                classPath, new CandidateSource(runtime), timeScale, packageName, output);
    }

    /** What is known of the runtime. */
    Declaration declaration();

    /** Measures how patient to be with it, for so many verifications side by side. */
    Lanes calibrate(int lanes);

    /** Runs a verification and waits for its result. */
    Examined verify(Verification verification, Pace pace);

    /**
     * What is left of the runtimes where they were verified. To be called when nothing runs any more.
     */
    List<Leak> leftOver();

    /** Gives up the verifications that are running, and all that come. */
    void interrupt();

    /** Nothing is to be verified any more. */
    @Override
    void close();
}
