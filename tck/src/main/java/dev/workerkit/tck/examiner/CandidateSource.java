package dev.workerkit.tck.examiner;

import dev.workerkit.WorkerRuntimes;
import dev.workerkit.tck.RuntimeUnderTest;
import java.util.List;

/**
 * Where a runtime comes from, in whichever JVM it is opened.
 *
 * @param runtime the name of its provider
 */
record CandidateSource(String runtime) {

    /** Opens it once, to ask what it declares. */
    Candidate candidate(double timeScale) {
        return Candidate.named(runtime, timeScale);
    }

    /** The runtime that declares this, without opening it. */
    Candidate declaring(Declaration declaration) {
        return new Candidate(
                new RuntimeUnderTest(
                        runtime,
                        declaration.capabilities(),
                        () -> WorkerRuntimes.provider(runtime),
                        List.of(),
                        true),
                declaration);
    }
}
