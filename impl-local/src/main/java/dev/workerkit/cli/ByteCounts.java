package dev.workerkit.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Amounts of memory and disk as people write them: {@code 512M}, {@code 1.5G}, {@code 64Ki}; bare:
 * bytes. As everywhere where such things are limited, {@code M} is {@code Mi}: 1024 times 1024.
 */
final class ByteCounts implements ITypeConverter<Long> {

    /** For who wrote none. */
    static final String EXAMPLES = "512M, 1.5G, 64Ki, or 1048576 for bytes";

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)(?:([KMGT])I?)?");
    private static final String UNITS = "KMGT";
    private static final int BITS_OF_A_STEP = 10;

    /** The number of bytes, without what is less than one. */
    static long parse(String text) {
        Matcher parts = FORM.matcher(text.toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw wrong(text, "is no amount of bytes");
        }
        int steps = parts.group(2) == null ? 0 : UNITS.indexOf(parts.group(2)) + 1;
        try {
            return new BigDecimal(parts.group(1))
                    .multiply(BigDecimal.valueOf(1L << steps * BITS_OF_A_STEP))
                    .setScale(0, RoundingMode.DOWN)
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw wrong(text, "is more than there can be");
        }
    }

    private static TypeConversionException wrong(String text, String found) {
        return new TypeConversionException(
                "'" + text + "' " + found + "; write it like " + EXAMPLES);
    }

    @Override
    public Long convert(String text) {
        return parse(text);
    }
}
