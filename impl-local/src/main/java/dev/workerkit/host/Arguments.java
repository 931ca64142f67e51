package dev.workerkit.host;

import dev.workerkit.SpecException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the plain values of a launch into what a constructor takes. The master, which holds the
 * values as they were given, and the worker, which has read them from a file, come to the same
 * result.
 */
final class Arguments {

    private Arguments() {}

    /**
     * The value as this type, or null if it can't be one. Whole numbers become others that hold them
     * exactly; decimal ones are rounded to what the type holds.
     */
    static @Nullable Object convert(Object value, Class<?> type) {
        if (value instanceof String text) {
            return fromText(text, type);
        }
        if (value instanceof Boolean) {
            return type == boolean.class || type.isAssignableFrom(Boolean.class) ? value : null;
        }
        if (value instanceof Number number) {
            return fromNumber(number, type);
        }
        if (value instanceof List<?> list) {
            return type.isAssignableFrom(List.class) ? List.copyOf(list) : null;
        }
        return null;
    }

    private static @Nullable Object fromText(String text, Class<?> type) {
        if (type.isAssignableFrom(String.class)) {
            return text;
        }
        if (type.isEnum()) {
            return constant(text, type);
        }
        try {
            if (type == Path.class) {
                return Path.of(text);
            }
            if (type == Duration.class) {
                return Duration.parse(text);
            }
        } catch (InvalidPathException | DateTimeException e) {
            return null;
        }
        boolean isChar = type == char.class || type == Character.class;
        return isChar && text.length() == 1 ? (Object) text.charAt(0) : null;
    }

    private static @Nullable Object constant(String name, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        return null;
    }

    private static @Nullable Object fromNumber(Number number, Class<?> type) {
        if (type == double.class || type == Double.class) {
            return finite(number.doubleValue());
        }
        if (type == float.class || type == Float.class) {
            return Float.isFinite(number.floatValue()) ? number.floatValue() : null;
        }
        if (type == BigDecimal.class) {
            return number instanceof Float
                    ? BigDecimal.valueOf(number.doubleValue())
                    : new BigDecimal(number.toString());
        }
        BigInteger whole = whole(number);
        if (type == Number.class || type == Object.class) {
            return whole == null ? finite(number.doubleValue()) : smallest(whole);
        }
        return whole == null ? null : fromWhole(whole, type);
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** The number's value if it is one without a fraction in the type of a whole number. */
    private static @Nullable BigInteger whole(Number number) {
        if (number instanceof BigInteger big) {
            return big;
        }
        boolean isWhole =
                number instanceof Integer
                        || number instanceof Long
                        || number instanceof Short
                        || number instanceof Byte;
        return isWhole ? BigInteger.valueOf(number.longValue()) : null;
    }

    private static Number smallest(BigInteger whole) {
        if (whole.bitLength() <= 31) {
            return whole.intValue();
        }
        return whole.bitLength() <= 63 ? (Number) whole.longValue() : whole;
    }

    private static @Nullable Object fromWhole(BigInteger whole, Class<?> type) {
        if (type == BigInteger.class) {
            return whole;
        }
        int bits = whole.bitLength();
        if ((type == int.class || type == Integer.class) && bits <= 31) {
            return whole.intValue();
        }
        if ((type == long.class || type == Long.class) && bits <= 63) {
            return whole.longValue();
        }
        if ((type == short.class || type == Short.class) && bits <= 15) {
            return whole.shortValue();
        }
        if ((type == byte.class || type == Byte.class) && bits <= 7) {
            return whole.byteValue();
        }
        return null;
    }

    /** Checks that the values can be handed to another process. */
    static void requirePlain(Collection<?> values) {
        for (Object value : values) {
            if (value instanceof Collection<?> inner) {
                requirePlain(inner);
            } else if (value instanceof Number number && !isPlain(number)) {
                throw new SpecException(
                        "launch.arguments",
                        "the "
                                + number.getClass().getName()
                                + " "
                                + number
                                + " can't be given to another process",
                        "use an int, long, double, BigInteger or BigDecimal that is finite");
            }
        }
    }

    private static boolean isPlain(Number number) {
        return number instanceof BigDecimal
                || whole(number) != null
                || ((number instanceof Double || number instanceof Float)
                        && Double.isFinite(number.doubleValue()));
    }

    /** All values as these types, or null if one of them can't be. */
    static Object @Nullable [] convertAll(List<?> values, Class<?>[] types) {
        if (values.size() != types.length) {
            return null;
        }
        List<Object> converted = new ArrayList<>(types.length);
        for (int i = 0; i < types.length; i++) {
            Object value = convert(values.get(i), types[i]);
            if (value == null) {
                return null;
            }
            converted.add(value);
        }
        return converted.toArray();
    }
}
