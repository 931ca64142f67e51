package dev.workerkit;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pool is made of: so many workers of one kind, which share the work. Immutable; refuses what
 * can't be meant with a {@link SpecException} (WRK-POOL-011).
 *
 * <p>The channels of Java members are acknowledged ones ({@link ChannelSpec#withAcknowledgement()}):
 * a pool gives what a dead member had not finished to another. They can't be kept in a folder, as
 * its work moves between members; a pool keeps it in memory.
 *
 * @param member what each member is started from; its own name is not used if there are several
 * @param name the pool's name, unique in its runtime, which makes one up where neither this nor the
 *     member has one
 * @param memberNames the names of the members: text with one {@code %d} or {@code %03d}, which
 *     becomes the member's number, from 1; by default the pool's name, a hyphen and {@code %d}
 * @param least how many members it always has, 1 to 1000
 * @param most how many it may have, {@code least} to 1000
 * @param idleTime after which time without work a member leaves that is more than {@code least}
 * @param poisonAfter how many members in a row may die over one message before it goes to the dead
 *     letters, 1 or more. Each such death counts against the {@link RestartIntensity} of the member
 *     that died, too, by default 5 restarts in 10 s: poison that comes fast can fail members for
 *     good. Where that is to be expected, raise or lift the members' intensity; a small {@code
 *     poisonAfter} costs fewer deaths for each message
 */
public record PoolSpec(
        WorkerSpec member,
        Optional<String> name,
        Optional<String> memberNames,
        int least,
        int most,
        Duration idleTime,
        int poisonAfter) {

    /** The most members that a pool may have. */
    public static final int LARGEST_SIZE = 1000;

    /** After which time without work a member of an elastic pool leaves by default. */
    public static final Duration DEFAULT_IDLE_TIME = Duration.ofMinutes(1);

    /** How many members in a row may die over one message by default. */
    public static final int DEFAULT_POISON_AFTER = 3;

    private static final Pattern NUMBER = Pattern.compile("%(?:0?[1-9])?d");

    /** Checks the values. */
    public PoolSpec {
        requireSize("pool.least", least);
        requireSize("pool.most", most);
        if (most < least) {
            throw new SpecException(
                    "pool.most",
                    most + " is less than least, " + least,
                    "raise the one or lower the other");
        }
        SpecException.requirePositive("pool.idleTime", idleTime);
        if (poisonAfter < 1) {
            throw new SpecException(
                    "pool.poisonAfter", poisonAfter + " means nothing", "use 1 or more");
        }
        name.ifPresent(given -> WorkerSpec.requireName("pool.name", given));
        memberNames.ifPresent(pattern -> requireNames(pattern, most));
        if (member.launch() instanceof Launch.JavaWorker) {
            requireNotDurable(member.channel());
            member = member.withAcknowledgedChannel();
        } else if (least < most) {
            throw new SpecException(
                    "pool.most",
                    "commands take no work, by which it could be told how many are needed",
                    "give a pool of commands a fixed size");
        }
    }

    private static void requireSize(String field, int size) {
        if (size < 1 || size > LARGEST_SIZE) {
            throw new SpecException(field, size + " is out of range", "use 1 to " + LARGEST_SIZE);
        }
    }

    private static void requireNames(String pattern, int most) {
        Matcher number = NUMBER.matcher(pattern);
        boolean numbered = number.find();
        if (number.replaceFirst("").indexOf('%') >= 0) {
            throw new SpecException(
                    "pool.memberNames",
                    "'" + pattern + "' has more than a number to be filled in",
                    "use one %d, or one like %03d, and no other %");
        }
        if (!numbered && most > 1) {
            throw new SpecException(
                    "pool.memberNames",
                    "'" + pattern + "' has no number, and there may be " + most + " members",
                    "add %d, or %03d for a number of three digits");
        }
        WorkerSpec.requireName("pool.memberNames", String.format(pattern, most));
    }

    private static void requireNotDurable(ChannelSpec channel) {
        if (channel.directory().isPresent()) {
            throw new SpecException(
                    "pool.member.channel.directory",
                    "the work of a pool moves between its members, and can't be kept in a folder",
                    "leave the folder out, or start single workers with durable channels");
        }
    }

    /** A pool of these, one for each processor. */
    public static PoolSpec of(WorkerSpec member) {
        int processors = Math.min(Runtime.getRuntime().availableProcessors(), LARGEST_SIZE);
        return new PoolSpec(
                member,
                member.name(),
                Optional.empty(),
                processors,
                processors,
                DEFAULT_IDLE_TIME,
                DEFAULT_POISON_AFTER);
    }

    /** The same with so many members, always. */
    public PoolSpec withSize(int size) {
        requireSize("pool.size", size);
        return new PoolSpec(member, name, memberNames, size, size, idleTime, poisonAfter);
    }

    /**
     * The same with members that come while all are busy and work waits, and go when they have been
     * idle for a while (WRK-POOL-009).
     */
    public PoolSpec withElasticSize(int least, int most) {
        return new PoolSpec(member, name, memberNames, least, most, idleTime, poisonAfter);
    }

    /** The same with another time without work after which a member of an elastic pool leaves. */
    public PoolSpec withIdleTime(Duration idleTime) {
        return new PoolSpec(member, name, memberNames, least, most, idleTime, poisonAfter);
    }

    /** The same with a name. */
    public PoolSpec withName(String name) {
        return new PoolSpec(
                member, Optional.of(name), memberNames, least, most, idleTime, poisonAfter);
    }

    /** The same with a pattern for the names of its members, for example {@code resize-%02d}. */
    public PoolSpec withMemberNames(String pattern) {
        return new PoolSpec(member, name, Optional.of(pattern), least, most, idleTime, poisonAfter);
    }

    /** The same with messages that go to the dead letters after so many deaths in a row. */
    public PoolSpec withPoisonAfter(int deaths) {
        return new PoolSpec(member, name, memberNames, least, most, idleTime, deaths);
    }

    /**
     * The same with so many spares, which all its members share: who crashes, is recycled or is added
     * takes one ({@link WorkerSpec#withSpares}).
     */
    public PoolSpec withSpares(int spares) {
        return new PoolSpec(
                member.withSpares(spares), name, memberNames, least, most, idleTime, poisonAfter);
    }

    /** Whether its size follows the work. */
    public boolean isElastic() {
        return least < most;
    }

    /**
     * The name of a member.
     *
     * @param pool the name of the pool, for the default pattern
     * @param number from 1
     */
    public String memberName(String pool, int number) {
        return memberNames
                .map(pattern -> String.format(java.util.Locale.ROOT, pattern, number))
                .orElseGet(() -> pool + "-" + number);
    }
}
