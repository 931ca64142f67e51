package dev.workerkit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJsonTest {

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(@ForAll("values") @Nullable Object value) throws IOException {
        assertThat(throughBytes(value)).isEqualTo(value);
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> scalars =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(20),
                        Arbitraries.integers(),
                        Arbitraries.longs().greaterOrEqual(1L << 40),
                        Arbitraries.doubles(),
                        Arbitraries.of(true, false),
                        Arbitraries.just((Object) null));
        return Arbitraries.recursive(() -> scalars, PlainJsonTest::nested, 0, 3).withoutEdgeCases();
    }

    private static Arbitrary<Object> nested(Arbitrary<Object> inner) {
        return Arbitraries.oneOf(
                inner,
                inner.list().ofMaxSize(3),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), inner).ofMaxSize(3));
    }

    @Test
    void keepsTheOrderOfAMap() throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String key : List.of("z", "a", "m")) {
            map.put(key, 1);
        }

        assertThat(text(map)).isEqualTo("{\"z\":1,\"a\":1,\"m\":1}");
        assertThat(((Map<?, ?>) throughBytes(map)).keySet().toString()).isEqualTo("[z, a, m]");
    }

    @Test
    void writesEveryPlainNumber() {
        assertThat(
                        text(
                                Arrays.asList(
                                        (byte) 1,
                                        (short) 2,
                                        3,
                                        4L,
                                        5.5f,
                                        6.25,
                                        BigInteger.TWO.pow(70),
                                        new BigDecimal("0.1"))))
                .isEqualTo("[1,2,3,4,5.5,6.25,1180591620717411303424,0.1]");
    }

    @Test
    void refusesWhatJsonLacks() {
        assertThatThrownBy(() -> PlainJson.toBytes(new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> PlainJson.toBytes(List.of(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> PlainJson.toBytes(Map.of(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the key 1");
        assertThatThrownBy(() -> PlainJson.toBytes(new AtomicLong()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AtomicLong");
    }

    @Test
    void refusesAValueThatContainsItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThatThrownBy(() -> PlainJson.toBytes(list))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,", "{\"a\":}", "nul", "1 2", "]", "{1:2}", "NaN"})
    void refusesWhatIsNotOneValue(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> PlainJson.fromBytes(bytes, 0, bytes.length))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void refusesToReadWithoutBoundIntoTheDeep() {
        byte[] bytes = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> PlainJson.fromBytes(bytes, 0, bytes.length))
                .isInstanceOf(JsonProcessingException.class);
    }

    private static String text(@Nullable Object value) {
        return new String(PlainJson.toBytes(value), StandardCharsets.UTF_8);
    }

    private static @Nullable Object throughBytes(@Nullable Object value) throws IOException {
        byte[] bytes = PlainJson.toBytes(value);
        return PlainJson.fromBytes(bytes, 0, bytes.length);
    }
}
