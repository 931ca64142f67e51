package dev.workerkit.os;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLong;
import dev.workerkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollerTest {

    private final Poller poller = new Poller("poller-under-test");

    private static void write(Pipe pipe) {
        pipe.writeEnd().write(new byte[] {'x'});
    }

    private static void read(Pipe pipe) {
        LibC.read(pipe.readEnd().number(), new byte[1], new NativeLong(1));
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("poller-under-test"))
                .count();
    }

    @Test
    void tellsOfEachOfManyWithOneThread() {
        List<Pipe> pipes = new ArrayList<>();
        List<Poller.Watch> watches = new ArrayList<>();
        List<AtomicInteger> told = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Pipe pipe = Pipe.open();
            AtomicInteger count = new AtomicInteger();
            pipes.add(pipe);
            told.add(count);
            watches.add(
                    poller.watch(
                            pipe.readEnd().number(),
                            watch -> {
                                read(pipe);
                                count.incrementAndGet();
                            }));
        }
        pipes.forEach(PollerTest::write);
        pipes.forEach(PollerTest::write);

        Await.until(
                "each is told of twice", () -> told.stream().allMatch(count -> count.get() == 2));
        assertThat(threads()).isEqualTo(1);

        watches.forEach(Poller.Watch::close);
        Await.until("the thread ends when nothing is watched", () -> threads() == 0);
        pipes.forEach(Pipe::close);
    }

    @Test
    void beginsAnewAsOftenAsNeeded() {
        for (int i = 0; i < 300; i++) {
            AtomicInteger told = new AtomicInteger();
            Pipe pipe = Pipe.open();
            poller.watch(
                    pipe.readEnd().number(),
                    watch -> {
                        watch.close();
                        told.incrementAndGet();
                    });
            write(pipe);
            Await.until("it is told", () -> told.get() == 1);
            pipe.close();
        }
        Await.until("the thread ends when nothing is watched", () -> threads() == 0);
    }

    @Test
    void oneThatFailsIsToldOfNoMoreAndTheOthersGoOn() {
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        Pipe bad = Pipe.open();
        Pipe good = Pipe.open();
        poller.watch(
                bad.readEnd().number(),
                watch -> {
                    failures.incrementAndGet();
                    throw new IllegalStateException("of a test");
                });
        poller.watch(
                good.readEnd().number(),
                watch -> {
                    watch.close();
                    told.incrementAndGet();
                });
        write(bad);
        Await.until("the bad one is told of", () -> failures.get() > 0);
        write(good);

        Await.until("the good one is told of", () -> told.get() == 1);
        assertThat(failures).hasValue(1);
        bad.close();
        good.close();
    }
}
