package dev.workerkit.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.MessageCodec;
import dev.workerkit.MessageCodecException;
import dev.workerkit.SpecException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsTest {

    private final MessageCodec json = codec("json");
    private final MessageCodec string = codec("string");
    private final MessageCodec bytes = codec("bytes");

    private static MessageCodec codec(String name) {
        return Codecs.of(name, CodecsTest.class.getClassLoader());
    }

    /** A codec as an application would write it. */
    public static final class Custom implements MessageCodec {

        @Override
        public ByteBuffer encode(Object message) {
            return ByteBuffer.wrap(new byte[] {42});
        }

        @Override
        public <T> T decode(ByteBuffer bytes, Class<T> type) {
            return type.cast("custom");
        }
    }

    static final class NotPublic implements MessageCodec {

        @Override
        public ByteBuffer encode(Object message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T decode(ByteBuffer bytes, Class<T> type) {
            throw new UnsupportedOperationException();
        }
    }

    /** Needs an argument. */
    public abstract static class WithoutConstructor implements MessageCodec {
        WithoutConstructor(int argument) {
            assertThat(argument).isNotNegative();
        }
    }

    @Test
    void findsACodecByItsClass() {
        assertThat(codec(Custom.class.getName())).isInstanceOf(Custom.class);
    }

    @ParameterizedTest
    @CsvSource({
        "jason, is no codec",
        "com.example.Missing, can't be loaded",
        "java.lang.String, is no MessageCodec",
        "dev.workerkit.channel.CodecsTest$NotPublic, is not public",
        "dev.workerkit.channel.CodecsTest$WithoutConstructor, abstract"
    })
    void saysWhyThereIsNoSuchCodec(String name, String why) {
        assertThatThrownBy(() -> codec(name))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("channel.codec: ")
                .hasMessageContaining(name)
                .hasMessageContaining(why);
    }

    @Property(tries = 200)
    void jsonGivesPlainValuesBack(@ForAll("plainValues") Object value) {
        assertThat(json.decode(json.encode(value), Object.class)).isEqualTo(value);
    }

    @Provide
    Arbitrary<Object> plainValues() {
        Arbitrary<Object> leaves =
                Arbitraries.oneOf(
                        Arbitraries.strings().withCharRange('\0', '\ud7ff').asGeneric(),
                        Arbitraries.integers().asGeneric(),
                        Arbitraries.longs()
                                .filter(number -> number != number.intValue())
                                .asGeneric(),
                        Arbitraries.doubles().asGeneric(),
                        Arbitraries.of(true, false).asGeneric());
        return Arbitraries.recursive(
                () -> leaves,
                inner ->
                        Arbitraries.oneOf(
                                inner.list().ofMaxSize(4).asGeneric(),
                                Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), inner)
                                        .ofMaxSize(4)
                                        .asGeneric()),
                0,
                4);
    }

    @Test
    void jsonKeepsNullsInsideAndTheOrderOfKeys() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", null);
        map.put("a", Arrays.asList(1, null));
        map.put("big", BigInteger.ONE.shiftLeft(80));

        Object decoded = json.decode(json.encode(map), Object.class);

        assertThat(decoded).isEqualTo(map).isInstanceOf(LinkedHashMap.class);
        assertThat(((Map<?, ?>) decoded).keySet().stream().map(Object::toString).toList())
                .containsExactly("z", "a", "big");
        assertThat(((Map<?, ?>) decoded).get("a")).isInstanceOf(ArrayList.class);
    }

    /** Bound by its properties. */
    public record Point(int x, int y) {}

    @Test
    void jsonNamesATypeOnlyIfOneWasAskedFor() {
        ByteBuffer broken = ByteBuffer.wrap("{".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> json.decode(broken.duplicate(), Object.class))
                .hasMessageStartingWith("Can't decode the JSON message: ");
        assertThatThrownBy(() -> json.decode(broken.duplicate(), Integer.class))
                .hasMessageStartingWith("Can't decode the JSON message as java.lang.Integer: ");
    }

    @Test
    void jsonBindsRecords() {
        Point point = new Point(1, 2);

        assertThat(json.decode(json.encode(point), Point.class)).isEqualTo(point);
        assertThat(json.decode(json.encode(point), Object.class)).isEqualTo(Map.of("x", 1, "y", 2));
        assertThat(json.decode(json.encode(List.of(point)), Point[].class)).containsExactly(point);
        assertThat(json.decode(json.encode(5), int.class)).isEqualTo(5);
    }

    @Test
    void jsonWidensWholeNumbers() {
        assertThat(json.decode(json.encode(5), Long.class)).isEqualTo(5L);
        assertThat(json.decode(json.encode(5), Double.class)).isEqualTo(5.0);
        assertThat(json.decode(json.encode(5), BigInteger.class)).isEqualTo(5);
        assertThat(json.decode(json.encode(5), Number.class)).isEqualTo(5);
    }

    @Test
    void jsonRefusesTheWrongType() {
        assertRefused("5", String.class);
        assertRefused("\"5\"", Integer.class);
        assertRefused("5000000000", Integer.class);
        assertRefused("2.5", Long.class);
        assertRefused("[]", Map.class);
        assertRefused("\"text\"", Point.class);
        assertRefused("{\"x\":1,\"z\":2}", Point.class);
        assertRefused("{\"x\":\"1\",\"y\":2}", Point.class);
        assertRefused("5", Runnable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "{", "[1,", "1 2", "{} {}", "tru", "{\"a\" 1}", "]"})
    void jsonRefusesWhatIsNoMessage(String text) {
        assertRefused(text, Object.class);
        assertRefused(text, Point.class);
    }

    private void assertRefused(String text, Class<?> type) {
        ByteBuffer message = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> json.decode(message, type))
                .isInstanceOf(MessageCodecException.class);
    }

    @Test
    void jsonCreatesNoClassThatAMessageNames() {
        Object decoded =
                json.decode(
                        ByteBuffer.wrap(
                                "{\"@class\":\"java.util.ArrayList\",\"@type\":\"x\"}".getBytes()),
                        Object.class);

        assertThat(decoded).isInstanceOf(LinkedHashMap.class);
    }

    @Test
    void jsonRefusesToEncodeWhatItCannot() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);

        for (Object value : List.of(Double.NaN, new Object(), endless)) {
            assertThatThrownBy(() -> json.encode(value)).isInstanceOf(MessageCodecException.class);
        }
    }

    @Property(tries = 100)
    void stringsComeBack(@ForAll("text") String text) {
        assertThat(string.decode(string.encode(text), String.class)).isEqualTo(text);
        assertThat(string.decode(string.encode(text), Object.class)).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.strings().withCharRange('\0', '\ud7ff').withChars("€😀ü");
    }

    @Test
    void stringRefusesWhatIsNoText() {
        assertThatThrownBy(() -> string.encode(5)).isInstanceOf(MessageCodecException.class);
        assertThatThrownBy(() -> string.encode("\ud800")).isInstanceOf(MessageCodecException.class);
        assertThatThrownBy(
                        () ->
                                string.decode(
                                        ByteBuffer.wrap(new byte[] {(byte) 0xff}), Object.class))
                .isInstanceOf(MessageCodecException.class);
        assertThatThrownBy(() -> string.decode(ByteBuffer.allocate(0), Integer.class))
                .isInstanceOf(MessageCodecException.class);
    }

    @Property(tries = 100)
    void bytesComeBack(@ForAll byte[] message) {
        assertThat(bytes.decode(bytes.encode(message), byte[].class)).isEqualTo(message);
        assertThat(bytes.decode(bytes.encode(ByteBuffer.wrap(message)), ByteBuffer.class))
                .isEqualTo(ByteBuffer.wrap(message));
        assertThat(bytes.decode(bytes.encode(message), Object.class)).isEqualTo(message);
    }

    @Test
    void bytesRefusesOtherTypes() {
        assertThatThrownBy(() -> bytes.encode("text")).isInstanceOf(MessageCodecException.class);
        assertThatThrownBy(() -> bytes.decode(ByteBuffer.allocate(1), String.class))
                .isInstanceOf(MessageCodecException.class);
    }
}
