package dev.workerkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that another process can be given, in the one form that they have after any way there:
 * strings, booleans, an {@code Integer}, {@code Long} or {@code BigInteger}, the first that holds the
 * number, {@code Double}, and lists of these.
 */
final class PlainValues {

    private final String field;

    /** Of a field, for messages. */
    PlainValues(String field) {
        this.field = field;
    }

    /**
     * The values in that form.
     *
     * @throws SpecException if one has none
     */
    List<Object> of(List<?> values) {
        return values.stream().map(this::of).toList();
    }

    private Object of(@Nullable Object value) {
        if (value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof List<?> list) {
            return of(list);
        }
        if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
            return ((Number) value).intValue();
        }
        if (value instanceof Long || value instanceof BigInteger) {
            return smallest(new BigInteger(value.toString()));
        }
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            return decimal((Number) value);
        }
        throw refusal(described(value), "use strings, numbers, booleans and lists of them");
    }

    private static String described(@Nullable Object value) {
        if (value instanceof Map) {
            return "an object";
        }
        return value == null ? "null" : "a " + value.getClass().getName();
    }

    private static Number smallest(BigInteger whole) {
        if (whole.bitLength() < Integer.SIZE) {
            return whole.intValue();
        }
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
    }

    private Double decimal(Number number) {
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw refusal("the number " + number, "use finite numbers");
        }
        if (number instanceof BigDecimal exact && exact.compareTo(BigDecimal.valueOf(value)) != 0) {
            throw refusal(
                    "the number " + number + ", which has more digits than a double,",
                    "give it as a string");
        }
        return value;
    }

    private SpecException refusal(String what, String advice) {
        return new SpecException(field, what + " can't be given to another process", advice);
    }
}
