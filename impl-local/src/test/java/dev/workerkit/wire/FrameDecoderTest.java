package dev.workerkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Disconnect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {

    private static final int LIMIT = 1 << 20;

    private final FrameDecoder decoder = new FrameDecoder(LIMIT);
    private final EmbeddedChannel channel = new EmbeddedChannel(decoder);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private static ByteBuf preface(int minor) {
        return Unpooled.buffer()
                .writeBytes("WRKS".getBytes(StandardCharsets.US_ASCII))
                .writeByte(1)
                .writeByte(minor)
                .writeShort(7);
    }

    private static ByteBuf frame(int type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return Unpooled.buffer().writeInt(bytes.length + 1).writeByte(type).writeBytes(bytes);
    }

    private void expect(FrameType type, String content) {
        assertThat(channel.<Frame>readInbound())
                .isEqualTo(
                        new Frame(type, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void readsFramesInWhateverPiecesTheyCome() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            EmbeddedChannel pieces = new EmbeddedChannel(new FrameDecoder(LIMIT));
            ByteBuf all = preface(0);
            for (int i = 0; i < 20; i++) {
                all.writeBytes(frame(2, "x".repeat(random.nextInt(60)) + i));
            }
            while (all.isReadable()) {
                int length = Math.min(all.readableBytes(), 1 + random.nextInt(40));
                pieces.writeInbound(all.readBytes(length));
            }
            for (int i = 0; i < 20; i++) {
                Frame frame = pieces.readInbound();
                String text = StandardCharsets.UTF_8.decode(frame.content()).toString();
                assertThat(text.replace("x", "")).isEqualTo("" + i);
            }
            assertThat(pieces.<Object>readInbound()).isNull();
            pieces.finishAndReleaseAll();
        }
    }

    @Test
    void handsOutNothingWhileItIsPaused() {
        channel.writeInbound(preface(0));
        decoder.pause();
        assertThat(channel.config().isAutoRead()).isFalse();
        channel.writeInbound(Unpooled.wrappedBuffer(frame(2, "1"), frame(2, "2")));
        assertThat(channel.<Object>readInbound()).isNull();
        decoder.resume();
        assertThat(channel.config().isAutoRead()).isTrue();
        expect(FrameType.DATA, "1");
        expect(FrameType.DATA, "2");
    }

    @Test
    void refusesALengthBeforeItsBytesCome() {
        channel.writeInbound(preface(0));
        assertThatThrownBy(() -> channel.writeInbound(Unpooled.buffer().writeInt(LIMIT + 1)))
                .isInstanceOfSatisfying(
                        Violation.class,
                        violation ->
                                assertThat(violation.disconnect().reason())
                                        .isEqualTo(Disconnect.Reason.PROTOCOL));
        channel.writeInbound(frame(2, "not looked at"));
        assertThat(channel.<Object>readInbound()).isNull();
    }

    @Test
    void knowsTlsWhenItSeesIt() {
        for (int type : new int[] {0x15, 0x16}) {
            EmbeddedChannel plain = new EmbeddedChannel(new FrameDecoder(LIMIT));
            ByteBuf tls = Unpooled.buffer().writeByte(type).writeByte(3).writeByte(3).writeShort(2);

            assertThatThrownBy(() -> plain.writeInbound(tls))
                    .isInstanceOf(Violation.class)
                    .hasMessageContaining("it speaks TLS; try tls://");
            plain.finishAndReleaseAll();
        }
    }

    @Test
    void keepsNoMoreThanHasCome() {
        channel.writeInbound(preface(0));
        ByteBuf announced = Unpooled.buffer(1 << 16).writeInt(LIMIT).writeByte(2).writeByte('x');
        channel.writeInbound(announced);
        assertThat(announced.refCnt()).as("the large buffer is let go").isZero();
        assertThat(decoder.keptBytes()).isLessThan(1024);
    }

    @Test
    void skipsUnknownFramesOfANewerMinorVersionWithoutKeepingThem() {
        channel.writeInbound(preface(1));
        channel.writeInbound(Unpooled.buffer().writeInt(100_001).writeByte(11));
        for (int i = 0; i < 100; i++) {
            channel.writeInbound(Unpooled.buffer().writeZero(1000));
            assertThat(decoder.keptBytes()).isZero();
        }
        channel.writeInbound(frame(2, "known"));
        expect(FrameType.DATA, "known");
    }
}
