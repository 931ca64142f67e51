package dev.workerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PumpTest {

    private static InputStream words() {
        return new ByteArrayInputStream("words".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aStreamOfOursStaysOpenForWhatWeSayOurselves() throws Exception {
        Sink sink = new Sink();
        assertThat(Pump.start("test", words(), sink).await()).isTrue();
        assertThat(sink.toString(StandardCharsets.UTF_8)).isEqualTo("words");
        assertThat(sink.closed).isFalse();
    }

    @Test
    void aCommandSeesTheEndOfItsInput() throws Exception {
        Sink sink = new Sink();
        assertThat(Pump.startAndClose("test", words(), sink).await()).isTrue();
        assertThat(sink.toString(StandardCharsets.UTF_8)).isEqualTo("words");
        assertThat(sink.closed).isTrue();
    }

    private static final class Sink extends ByteArrayOutputStream {
        private volatile boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }
}
