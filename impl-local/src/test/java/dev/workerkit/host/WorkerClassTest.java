package dev.workerkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.SpecException;
import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.LoopWorker;
import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.WorkerContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerClassTest {

    /** Keeps what its constructor was given. */
    abstract static class Given implements RawWorker {
        final List<Object> arguments;

        Given(Object... arguments) {
            this.arguments = Arrays.asList(arguments);
        }

        @Override
        public void run(WorkerContext context) {}
    }

    static class Integers extends Given {
        Integers(byte a, short b, int c, long d, Integer e, Long f, BigInteger g) {
            super(a, b, c, d, e, f, g);
        }
    }

    static class Decimals extends Given {
        Decimals(float a, double b, Double c, BigDecimal d, Number e) {
            super(a, b, c, d, e);
        }
    }

    static class Texts extends Given {
        Texts(String a, CharSequence b, Object c, TimeUnit d, Path e, Duration f, char g) {
            super(a, b, c, d, e, f, g);
        }
    }

    static class Others extends Given {
        Others(boolean a, Boolean b, List<Object> c, Object d) {
            super(a, b, c, d);
        }
    }

    static class Choice extends Given {
        Choice() {
            super("none");
        }

        public Choice(int number) {
            super("int", number);
        }

        Choice(long number) {
            super("long", number);
        }

        Choice(String text) {
            super("text", text);
        }

        Choice(List<Object> list, boolean flag) {
            super("two", list, flag);
        }
    }

    static class Ambiguous extends Given {
        Ambiguous(int number) {
            super(number);
        }

        Ambiguous(double number) {
            super(number);
        }
    }

    private static class Hidden extends Given {
        private Hidden() {}
    }

    static class Throwing extends Given {
        Throwing(boolean checked) throws IOException {
            if (checked) {
                throw new IOException("checked");
            }
            throw new AssertionError("error");
        }
    }

    class Inner extends Given {}

    static class TwoKinds implements RawWorker, LoopWorker {
        @Override
        public void run(WorkerContext context) {}

        @Override
        public void loop(WorkerContext context) {}
    }

    enum AnEnum implements RawWorker {
        ONE;

        @Override
        public void run(WorkerContext context) {}
    }

    record ARecord(int size) implements LoopWorker {
        @Override
        public void loop(WorkerContext context) {}
    }

    @Test
    void wholeNumbersBecomeThoseThatHoldThem() throws Exception {
        assertThat(given(Integers.class, 1L, 2, (byte) 3, 4, 5L, 6, 7))
                .containsExactly((byte) 1, (short) 2, 3, 4L, 5, 6L, BigInteger.valueOf(7));
        assertThat(
                        given(
                                Integers.class,
                                -128,
                                Short.MAX_VALUE,
                                Integer.MIN_VALUE,
                                BigInteger.valueOf(Long.MAX_VALUE),
                                1,
                                1,
                                BigInteger.TWO.pow(99)))
                .contains((byte) -128, Long.MAX_VALUE, BigInteger.TWO.pow(99));
    }

    @Test
    void aNumberThatDoesNotFitIsRefused() {
        refused(Integers.class, "launch.arguments", "Long 128", 128L, 2, 3, 4, 5, 6, 7);
        refused(Integers.class, "launch.arguments", "no constructor", 1, 2, 3.0, 4, 5, 6, 7);
        refused(Integers.class, "launch.arguments", "no constructor", 1, 2, 3, 4, 1L << 40, 6, 7);
    }

    @Test
    void decimalNumbersBecomeThoseThatComeNearest() throws Exception {
        assertThat(given(Decimals.class, 0.1, 2, 3.5f, 0.5, 7L))
                .containsExactly(0.1f, 2.0, 3.5, new BigDecimal("0.5"), 7);
        assertThat(given(Decimals.class, 1, 2, 3, new BigDecimal("0.10"), 2.5))
                .containsExactly(1f, 2.0, 3.0, new BigDecimal("0.10"), 2.5);
        refused(Decimals.class, "launch.arguments", "no constructor", 1e300, 1, 1, 1, 1);
    }

    @Test
    void textsBecomeWhatTheyDenote() throws Exception {
        assertThat(given(Texts.class, "a", "b", "c", "DAYS", "/x/y", "PT3S", "g"))
                .containsExactly(
                        "a", "b", "c", TimeUnit.DAYS, Path.of("/x/y"), Duration.ofSeconds(3), 'g');
        refused(Texts.class, "launch.arguments", "DAY", "", "", "", "DAY", "", "PT3S", "g");
        refused(Texts.class, "launch.arguments", "3 s", "", "", "", "DAYS", "", "3 s", "g");
        refused(Texts.class, "launch.arguments", "gh", "", "", "", "DAYS", "", "PT3S", "gh");
    }

    @Test
    void theRestStaysWhatItIs() throws Exception {
        assertThat(given(Others.class, true, false, List.of(1, "x"), List.of()))
                .containsExactly(true, false, List.of(1, "x"), List.of());
        refused(Others.class, "launch.arguments", "no constructor", "true", false, List.of(), 1);
    }

    @Test
    void theConstructorIsChosenByItsParameters() throws Exception {
        assertThat(given(Choice.class)).containsExactly("none");
        assertThat(given(Choice.class, 1)).containsExactly("int", 1);
        assertThat(given(Choice.class, 1L << 40)).containsExactly("long", 1L << 40);
        assertThat(given(Choice.class, "1")).containsExactly("text", "1");
        assertThat(given(Choice.class, List.of(), true)).containsExactly("two", List.of(), true);
    }

    @Test
    void aRefusalListsTheConstructors() {
        refused(
                Choice.class,
                "launch.arguments",
                "takes (Boolean true, Integer 3, List [x]); it has ",
                true,
                3,
                List.of("x"));
        refused(Choice.class, "launch.arguments", "Choice(List, boolean)", 1, 2, 3);
        refused(Ambiguous.class, "launch.arguments", "more than one constructor", 1);
    }

    @Test
    void numbersThatCanNotTravelAreRefused() {
        refused(Decimals.class, "launch.arguments", "NaN", Double.NaN, 1, 1, 1, 1);
        refused(
                Others.class,
                "launch.arguments",
                "AtomicInteger",
                true,
                true,
                List.of(new AtomicInteger()),
                1);
    }

    @Test
    void neitherTheClassNorTheConstructorNeedsToBePublic() throws Exception {
        assertThat(WorkerClass.of(Hidden.class, List.of()).newInstance())
                .isInstanceOf(Hidden.class);
        assertThat(WorkerClass.of(ARecord.class, List.of(3)).newInstance())
                .isEqualTo(new ARecord(3));
    }

    @Test
    void whatTheConstructorThrowsIsThrown() {
        assertThatThrownBy(() -> given(Throwing.class, true))
                .isInstanceOf(IOException.class)
                .hasMessage("checked");
        assertThatThrownBy(() -> given(Throwing.class, false))
                .isInstanceOf(AssertionError.class)
                .hasMessage("error");
    }

    @Test
    void classesThatCanNotBeWorkersAreRefused() {
        RawWorker lambda = context -> {};
        RawWorker anonymous =
                new RawWorker() {
                    @Override
                    public void run(WorkerContext context) {}
                };
        refused(String.class, "launch.className", "is not a worker");
        refused(TwoKinds.class, "launch.className", "several kinds");
        refused(lambda.getClass(), "launch.className", "is a lambda");
        refused(anonymous.getClass(), "launch.className", "anonymous");
        refused(Given.class, "launch.className", "abstract");
        refused(EventedWorker.class, "launch.className", "abstract");
        refused(Inner.class, "launch.className", "make it static");
        refused(AnEnum.class, "launch.className", "enum");
    }

    @Test
    void tellsALoopWorker() {
        assertThat(WorkerClass.of(ARecord.class, List.of(3)).isLoop()).isTrue();
        assertThat(WorkerClass.of(Hidden.class, List.of()).isLoop()).isFalse();
    }

    private static List<Object> given(Class<? extends Given> type, Object... arguments)
            throws Exception {
        return ((Given) WorkerClass.of(type, List.of(arguments)).newInstance()).arguments;
    }

    private static void refused(Class<?> type, String field, String message, Object... arguments) {
        assertThatThrownBy(() -> WorkerClass.of(type, List.of(arguments)))
                .isInstanceOfSatisfying(
                        SpecException.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessageContaining(message);
    }
}
