package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pools that can't be meant. */
class PoolSpecTest {

    private static final PoolSpec COMMANDS = PoolSpec.of(WorkerSpec.command("true"));
    private static final PoolSpec JAVA = PoolSpec.of(WorkerSpec.of(PoolSpecTest.class));

    @Test
    void thereIsAMemberForEachProcessorByDefault() {
        assertThat(JAVA.least()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(JAVA.isElastic()).isFalse();
    }

    @Test
    void sizesOutOfRangeAndContradictingBoundsAreRefused() {
        assertRefused("pool.size", () -> JAVA.withSize(0));
        assertRefused("pool.size", () -> JAVA.withSize(-1));
        assertRefused("pool.size", () -> JAVA.withSize(1001));
        assertRefused("pool.least", () -> JAVA.withElasticSize(0, 2));
        assertRefused("pool.most", () -> JAVA.withElasticSize(2, 1001));
        assertRefused("pool.most", () -> JAVA.withElasticSize(3, 2));
        assertRefused("pool.most", () -> COMMANDS.withElasticSize(1, 2));
        assertRefused("pool.idleTime", () -> JAVA.withIdleTime(Duration.ZERO));
        assertRefused("pool.poisonAfter", () -> JAVA.withPoisonAfter(0));
    }

    @Test
    void membersAreNamedByTheirPattern() {
        assertThat(JAVA.memberName("resize", 7)).isEqualTo("resize-7");
        assertThat(JAVA.withMemberNames("r%02d-x").memberName("resize", 7)).isEqualTo("r07-x");
    }

    @Test
    void patternsThatCantNameTheMembersAreRefused() {
        PoolSpec two = JAVA.withSize(2);

        assertRefused("pool.memberNames", () -> two.withMemberNames("resize"));
        assertRefused("pool.memberNames", () -> JAVA.withSize(1).withMemberNames("r").withSize(2));
        assertRefused("pool.memberNames", () -> two.withMemberNames("%d-%d"));
        assertRefused("pool.memberNames", () -> two.withMemberNames("%s-%d"));
        assertRefused("pool.memberNames", () -> two.withMemberNames("%d%n"));
        assertRefused("pool.memberNames", () -> two.withMemberNames("%x"));
        assertRefused("pool.memberNames", () -> two.withMemberNames("100%"));
        assertRefused("pool.memberNames", () -> two.withMemberNames("a b %d"));
        assertRefused("pool.memberNames", () -> two.withMemberNames("x".repeat(63) + "%d"));
        assertRefused("pool.name", () -> two.withName("a b"));
    }

    @Test
    void aSingleMemberNeedsNoNumber() {
        assertThat(JAVA.withSize(1).withMemberNames("mailer").memberName("m", 1))
                .isEqualTo("mailer");
    }

    @Test
    void theChannelsOfMembersAreAcknowledgedAndNotDurable() {
        assertThat(JAVA.member().channel().isAcknowledged()).isTrue();
        assertRefused(
                "pool.member.channel.directory",
                () ->
                        PoolSpec.of(
                                WorkerSpec.of(PoolSpecTest.class)
                                        .withChannel(
                                                ChannelSpec.json().withDurable(Path.of("/x")))));
    }

    private static void assertRefused(String field, Runnable building) {
        assertThatThrownBy(building::run)
                .isInstanceOfSatisfying(
                        SpecException.class, e -> assertThat(e.field()).isEqualTo(field));
    }
}
