package dev.workerkit;

import java.util.List;

/**
 * What is known of a pool at one moment.
 *
 * @param name the pool
 * @param members its members, by number
 * @param queued tasks and messages that wait in the pool and not at a member
 * @param done tasks that were answered, by a result or a failure, since it was started
 * @param redelivered how often work was given to a member after another had died over it
 * @param deadLetters how many messages were given up
 */
public record PoolSnapshot(
        String name,
        List<Member> members,
        int queued,
        long done,
        long redelivered,
        long deadLetters) {

    /** Copies the list. */
    public PoolSnapshot {
        members = List.copyOf(members);
    }

    /** How many members have work in hand or waiting for them. */
    public long busy() {
        return members.stream().filter(Member::isBusy).count();
    }

    /**
     * One of the members.
     *
     * @param worker what the master knows of it
     * @param unfinished tasks and messages that it was given and has not finished
     * @param done tasks that it has answered
     */
    public record Member(WorkerSnapshot worker, long unfinished, long done) {

        /** Whether it has work in hand or waiting for it. */
        public boolean isBusy() {
            return unfinished > 0;
        }
    }
}
