package dev.workerkit.pool;

import static java.lang.Thread.State.RUNNABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Await;
import dev.workerkit.DeadLetter.Victim;
import dev.workerkit.PoolUnavailableException;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.channel.Parcel;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who gets which work, with members that are simulated in memory. */
class DispatcherTest {

    private static final Victim VICTIM =
            new Victim(new WorkerId("w-1"), "w", 1, new WorkerExit.Code(3));

    private final List<Work> dead = new ArrayList<>();
    private final List<String> retries = new ArrayList<>();
    private final Dispatcher dispatcher =
            new Dispatcher(
                    "p", 100, 2, (work, victims) -> dead.add(work), () -> retries.add("retry"));
    private long lastId;

    /** Takes work into its hand and out of its channel when it is told to. */
    private static final class Simulated implements Seat {

        private final Deque<Parcel> channel = new ArrayDeque<>();
        private SendResult answer = SendResult.SENT;

        @Override
        public SendResult offer(Parcel parcel) {
            if (answer == SendResult.SENT) {
                channel.add(parcel);
            }
            return answer;
        }

        @Override
        public long outstanding() {
            return channel.size();
        }

        /** What its channel gives back when it dies with so many in its hand. */
        List<Parcel> die(int inHand) {
            List<Parcel> back = new ArrayList<>();
            for (Parcel parcel : channel) {
                boolean begun = back.size() < inHand;
                back.add(
                        new Parcel(
                                parcel.kind(),
                                parcel.correlation(),
                                parcel.attempts() + (begun ? 1 : 0),
                                begun,
                                parcel.bytes()));
            }
            channel.clear();
            return back;
        }
    }

    /** The dispatcher decides without looking at the worker. */
    private static Worker unseen() {
        return (Worker)
                Proxy.newProxyInstance(
                        Worker.class.getClassLoader(),
                        new Class<?>[] {Worker.class},
                        (proxy, method, arguments) -> {
                            throw new UnsupportedOperationException(method.getName());
                        });
    }

    private Member member(int number, Simulated seat) {
        Member member = new Member(number, unseen(), 0);
        dispatcher.add(member);
        dispatcher.seat(member, seat);
        dispatcher.present(member, Presence.READY);
        return member;
    }

    private Task<Object> submit() {
        return submit(1);
    }

    private Task<Object> submit(int bytes) {
        Task<Object> task = new Task<>(++lastId, Object.class, new Undecoded(), Runnable::run);
        dispatcher.submit(Work.of(task, ByteBuffer.allocate(bytes)));
        return task;
    }

    private static Work message(String text) {
        return Work.of(Parcel.message(ByteBuffer.wrap(text.getBytes())));
    }

    private static List<Long> ids(Simulated seat) {
        return seat.channel.stream().map(Parcel::correlation).toList();
    }

    private static List<String> texts(Simulated seat) {
        return seat.channel.stream()
                .map(parcel -> new String(parcel.bytes().array()).trim())
                .toList();
    }

    @Test
    void aTaskIsGivenOnlyToAMemberThatPerformsNone() {
        Simulated first = new Simulated();
        Simulated second = new Simulated();
        Member one = member(1, first);
        member(2, second);

        submit();
        submit();
        submit();

        assertThat(ids(first)).containsExactly(1L);
        assertThat(ids(second)).containsExactly(2L);
        assertThat(dispatcher.standing().queued()).isEqualTo(1);

        dispatcher.answered(one, 1);

        assertThat(ids(first)).containsExactly(1L, 3L);
        assertThat(dispatcher.standing().queued()).isZero();
    }

    @Test
    void aMessageGoesToTheMemberWithTheFewestUnfinished() {
        Simulated first = new Simulated();
        Simulated second = new Simulated();
        member(1, first);
        member(2, second);

        for (String text : List.of("a", "b", "c")) {
            assertThat(dispatcher.offer(message(text))).isEqualTo(SendResult.SENT);
        }
        first.channel.clear();
        dispatcher.offer(message("d"));

        assertThat(texts(first)).containsExactly("d");
        assertThat(texts(second)).containsExactly("b");
    }

    @Test
    void aFullChannelIsPassedOver() {
        Simulated first = new Simulated();
        Simulated second = new Simulated();
        member(1, first);
        member(2, second);
        first.answer = SendResult.FULL;

        assertThat(dispatcher.offer(message("a"))).isEqualTo(SendResult.SENT);
        second.answer = SendResult.FULL;

        assertThat(texts(second)).containsExactly("a");
        assertThat(dispatcher.offer(message("b"))).isEqualTo(SendResult.FULL);
    }

    @Test
    void workWaitsUntilAMemberIsReady() {
        Simulated seat = new Simulated();
        Member member = new Member(1, unseen(), 0);
        dispatcher.add(member);
        dispatcher.seat(member, seat);

        submit();
        dispatcher.offer(message("a"));
        assertThat(seat.channel).isEmpty();

        dispatcher.present(member, Presence.READY);
        assertThat(seat.channel).hasSize(2);
    }

    @Test
    void messagesThatWaitInThePoolAreBounded() {
        dispatcher.add(new Member(1, unseen(), 0));

        assertThat(dispatcher.offer(message("a".repeat(60)))).isEqualTo(SendResult.SENT);
        assertThat(dispatcher.offer(message("b".repeat(60)))).isEqualTo(SendResult.FULL);
    }

    @Test
    void whatADeadMemberHadNotBegunGoesToOthersAtOnceAndInOrder() {
        Simulated first = new Simulated();
        Simulated second = new Simulated();
        Member one = member(1, first);
        for (String text : List.of("a", "b", "c")) {
            dispatcher.offer(message(text));
        }
        member(2, second);

        dispatcher.reclaimed(one, () -> first.die(1));

        assertThat(texts(second)).containsExactly("b", "c");
        assertThat(second.channel).allMatch(parcel -> parcel.attempts() == 0);

        dispatcher.died(one, Optional.of(VICTIM));

        assertThat(texts(second)).containsExactly("b", "c", "a");
        assertThat(second.channel.getLast().attempts()).isEqualTo(1);
    }

    @Test
    void whatIsSubmittedWhileItsChannelGivesBackIsDoneOnce() throws Exception {
        Simulated first = new Simulated();
        Simulated second = new Simulated();
        Member one = member(1, first);
        Thread submitter = new Thread(this::submit);

        dispatcher.reclaimed(
                one,
                () -> {
                    List<Parcel> back = first.die(0);
                    submitter.start();
                    Await.until("submitted, or waits", () -> submitter.getState() != RUNNABLE);
                    return back;
                });
        submitter.join();
        dispatcher.died(one, Optional.of(VICTIM));
        member(2, second);

        assertThat(first.channel.size() + second.channel.size()).isEqualTo(1);
    }

    @Test
    void aTaskInHandIsGivenToAnotherWhenItIsKnownHowItsMemberDied() {
        Simulated first = new Simulated();
        Simulated second = new Simulated();
        Member one = member(1, first);
        Task<Object> task = submit();
        Member two = member(2, second);

        dispatcher.reclaimed(one, () -> first.die(1));
        assertThat(second.channel).isEmpty();
        dispatcher.died(one, Optional.of(VICTIM));

        assertThat(ids(second)).containsExactly(task.id());
        assertThat(second.channel.getFirst().attempts()).isEqualTo(1);
        assertThat(dispatcher.standing().redelivered()).isEqualTo(1);
        assertThat(dispatcher.answered(two, task.id())).isSameAs(task);
    }

    @Test
    void anAnswerThatCameBeforeTheDeathIsReceivedAfterItAndCounts() {
        Simulated first = new Simulated();
        Simulated second = new Simulated();
        Member one = member(1, first);
        Task<Object> task = submit();
        member(2, second);

        dispatcher.reclaimed(one, () -> first.die(1));
        assertThat(dispatcher.answered(one, task.id())).isSameAs(task);
        dispatcher.died(one, Optional.of(VICTIM));

        assertThat(second.channel).isEmpty();
    }

    @Test
    void aSecondAnswerIsDropped() {
        Simulated seat = new Simulated();
        Member member = member(1, seat);
        Task<Object> task = submit();

        assertThat(dispatcher.answered(member, task.id())).isSameAs(task);
        assertThat(dispatcher.answered(member, task.id())).isNull();
        assertThat(dispatcher.standing().done()).isEqualTo(1);
    }

    @Test
    void whatTooManyDiedOverIsGivenToNobody() {
        Simulated seat = new Simulated();
        Member member = member(1, seat);
        submit();

        die(member, seat, Optional.of(VICTIM));
        assertThat(dead).isEmpty();
        die(member, seat, Optional.of(VICTIM));

        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).victims()).containsExactly(VICTIM, VICTIM);
        assertThat(seat.channel).isEmpty();
    }

    @Test
    void aMessageTooManyDiedOverIsGivenToNobodyWithAllItsVictims() {
        Simulated seat = new Simulated();
        Member member = member(1, seat);
        dispatcher.offer(message("a"));

        die(member, seat, Optional.of(VICTIM));
        die(member, seat, Optional.of(VICTIM));

        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).victims()).containsExactly(VICTIM, VICTIM);
    }

    @Test
    void aTaskIsNotToBlameForAnEndThatWasAskedFor() {
        Simulated seat = new Simulated();
        Member member = member(1, seat);
        submit();

        for (int i = 0; i < 5; i++) {
            die(member, seat, Optional.empty());
        }

        assertThat(dead).isEmpty();
        assertThat(seat.channel).hasSize(1);
    }

    private void die(Member member, Simulated seat, Optional<Victim> victim) {
        dispatcher.reclaimed(member, () -> seat.die(1));
        dispatcher.died(member, victim);
        dispatcher.present(member, Presence.READY);
    }

    @Test
    void aMemberThatIsWithheldGetsNothingAndTellsWhenItIsThrough() {
        Simulated seat = new Simulated();
        Member member = member(1, seat);
        submit();

        var finished = dispatcher.withhold(member);
        submit();
        assertThat(finished).isNotDone();
        dispatcher.answered(member, 1);

        assertThat(finished).isDone();
        assertThat(ids(seat)).containsExactly(1L);

        dispatcher.admit(member);
        assertThat(ids(seat)).containsExactly(1L, 2L);
    }

    @Test
    void tasksFailWhenAllMembersHaveEndedForGoodAndOnlyThen() {
        Member one = member(1, new Simulated());
        Member two = new Member(2, unseen(), 0);
        dispatcher.add(two);
        dispatcher.present(one, Presence.OVER);
        Task<Object> task = submit();
        assertThat(task).isNotDone();

        dispatcher.present(two, Presence.OVER);

        assertThat(task).isCompletedExceptionally();
        assertThatThrownBy(this::submit).isInstanceOf(PoolUnavailableException.class);
        assertThat(dispatcher.offer(message("a"))).isEqualTo(SendResult.CLOSED);
    }

    @Test
    void theTaskInHandFailsEvenIfItIsGivenBackLast() {
        Simulated seat = new Simulated();
        Member member = member(1, seat);
        Task<Object> task = submit();
        dispatcher.reclaimed(member, () -> seat.die(1));
        dispatcher.present(member, Presence.OVER);

        dispatcher.died(member, Optional.of(VICTIM));
        dispatcher.reclaimed(member, List::of);

        assertThat(task).isCompletedExceptionally();
        assertThatThrownBy(this::submit).isInstanceOf(PoolUnavailableException.class);
    }

    @Test
    void workThatFindsNoRoomInAnyChannelIsTriedAgain() {
        Simulated seat = new Simulated();
        member(1, seat);
        seat.answer = SendResult.FULL;
        submit();
        assertThat(retries).containsExactly("retry");

        seat.answer = SendResult.SENT;
        dispatcher.retry();

        assertThat(seat.channel).hasSize(1);
    }

    @Test
    void aTaskThatIsCancelledWhileItWaitsIsGivenToNobody() {
        Simulated seat = new Simulated();
        Member member = member(1, seat);
        submit();
        submit().cancel(false);

        dispatcher.answered(member, 1);

        assertThat(ids(seat)).containsExactly(1L);
        assertThat(dispatcher.standing().queued()).isZero();
    }

    @Test
    void theIdleWithTheHighestNumbersLeaveDownToTheLeast() {
        Simulated busy = new Simulated();
        Member one = member(1, busy);
        Member two = member(2, new Simulated());
        Member three = member(3, new Simulated());
        submit();

        assertThat(dispatcher.dismissIdle(1, 50, 40)).isEmpty();
        assertThat(dispatcher.dismissIdle(2, 50, 60)).containsExactly(three);
        assertThat(dispatcher.dismissIdle(1, 50, 60)).containsExactly(two);
        assertThat(dispatcher.standing().members()).containsExactly(one);
    }

    @Test
    void theLeastBusyAreFoundHoweverQuicklyTheirWorkIsDoneMeanwhile() {
        for (int number = 1; number <= 200; number++) {
            Member member = new Member(number, unseen(), 0);
            dispatcher.add(member);
            dispatcher.seat(member, new Restless(number));
            dispatcher.present(member, Presence.READY);
        }

        for (int i = 0; i < 200; i++) {
            assertThat(dispatcher.offer(message("a"))).isEqualTo(SendResult.SENT);
        }
    }

    /** Another number is outstanding whenever it is looked at. */
    private static final class Restless implements Seat {

        private final Random chance;

        Restless(long seed) {
            chance = new Random(seed);
        }

        @Override
        public SendResult offer(Parcel parcel) {
            return SendResult.SENT;
        }

        @Override
        public long outstanding() {
            return chance.nextInt(1000);
        }
    }

    @Test
    void oneThatAsksWhetherAMemberIsThroughDoesNotSupplantAnother() {
        Simulated seat = new Simulated();
        Member member = member(1, seat);
        submit();

        var beforeItsRestart = dispatcher.withhold(member);
        var beforeItLeaves = dispatcher.dismiss(member);
        dispatcher.answered(member, 1);

        assertThat(beforeItLeaves).isDone();
        assertThat(beforeItsRestart).isDone();
    }
}
