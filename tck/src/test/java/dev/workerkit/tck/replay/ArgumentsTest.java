package dev.workerkit.tck.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private enum Kind {
        ONE,
        OTHER
    }

    private record Step(Kind kind, int number, byte value) {}

    private record Attack(List<Step> steps, Kind manner) {}

    @SuppressWarnings("unused") // what properties take
    private static void property(
            List<Step> steps,
            Map<String, byte[]> files,
            Set<String> names,
            Attack attack,
            byte[] input,
            int code) {}

    @Test
    void whatPropertiesTakeComesBackAsItWas() throws Exception {
        Step step = new Step(Kind.OTHER, -7, (byte) 200);
        List<Object> arguments =
                List.of(
                        List.of(step),
                        Map.of("ü", new byte[] {1, -1}),
                        Set.of("a", "b"),
                        new Attack(List.of(step, step), Kind.ONE),
                        new byte[] {0, -128},
                        42);

        String file =
                new ObjectMapper().writeValueAsString(Arguments.json(arguments).orElseThrow());
        List<JsonNode> read =
                List.copyOf(
                        new ObjectMapper().readValue(file, new TypeReference<List<JsonNode>>() {}));

        assertThat(Arguments.values(read, property()))
                .usingRecursiveComparison()
                .isEqualTo(arguments);
    }

    @Test
    void whatItDoesNotTakeIsRefused() throws Exception {
        List<JsonNode> others = Arguments.json(List.of("a", "b", "c", "d", "e", "f")).orElseThrow();

        assertThatThrownBy(() -> Arguments.values(others, property()))
                .isInstanceOf(ReplayFileException.class)
                .hasMessageContaining("An argument of the property property is not what it takes");
        assertThatThrownBy(() -> Arguments.values(others.subList(0, 2), property()))
                .hasMessageContaining("takes 6 arguments, the replay has 2");
    }

    private static Method property() {
        return Stream.of(ArgumentsTest.class.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 6)
                .findFirst()
                .orElseThrow();
    }
}
