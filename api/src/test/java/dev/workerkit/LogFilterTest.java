package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogFilterTest {

    private static final LogLine LINE =
            new LogLine(Instant.EPOCH, new WorkerId("a-1"), "a", 3, LogStream.ERR, "out of memory");

    private static boolean wants(LogFilter filter) {
        return filter.predicate().test(LINE);
    }

    @Test
    void wantsWhatSatisfiesAllThatIsSet() {
        assertThat(wants(LogFilter.all())).isTrue();
        assertThat(wants(LogFilter.matching("of m"))).isTrue();
        assertThat(wants(LogFilter.matching("^of"))).isFalse();
        assertThat(wants(LogFilter.all().withStreams(LogStream.ERR, LogStream.OUT))).isTrue();
        assertThat(wants(LogFilter.all().withStreams(LogStream.MASTER))).isFalse();
        assertThat(wants(LogFilter.all().withIncarnation(3))).isTrue();
        assertThat(wants(LogFilter.all().withIncarnation(2))).isFalse();
        assertThat(wants(LogFilter.all().withWorkers("b", "a"))).isTrue();
        assertThat(wants(LogFilter.all().withWorkers("a-1"))).isTrue();
        assertThat(wants(LogFilter.all().withWorkers("b"))).isFalse();
        assertThat(wants(LogFilter.matching("mem").withIncarnation(2))).isFalse();
    }

    @Test
    void filtersThatSayTheSameAreEqual() {
        assertThat(LogFilter.matching("x+").withWorkers("a", "b").collapsingRepeats())
                .isEqualTo(
                        LogFilter.all()
                                .collapsingRepeats()
                                .withWorkers("b", "a", "b")
                                .withExpression("x+"));
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThatThrownBy(() -> LogFilter.matching("ab(c"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("'ab(c' is no regular expression: Unclosed group")
                .hasMessageContaining("at position 4");
        assertThatThrownBy(() -> LogFilter.all().withIncarnation(-1))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("filter.incarnation");
        assertThatThrownBy(() -> LogFilter.all().withStreams())
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("filter.streams");
        assertThat(LogFilter.all().streams()).isEqualTo(Set.of(LogStream.values()));
    }
}
