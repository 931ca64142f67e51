package dev.workerkit.tck.fork;

/** What answers in a fork. */
@FunctionalInterface
public interface ForkService {

    /**
     * Answers a question, on a thread of its own.
     *
     * @param what is asked
     * @param text of the question
     */
    String answer(String what, String text) throws Exception;
}
