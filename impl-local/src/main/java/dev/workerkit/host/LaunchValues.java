package dev.workerkit.host;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The values in a launch file: a letter for the kind, and then the value. */
final class LaunchValues {

    private LaunchValues() {}

    /**
     * Writes a string, number, boolean, or list of them.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static void write(Object value, DataOutput out) throws IOException {
        if (value instanceof String text) {
            writeText('S', text, out);
        } else if (value instanceof Boolean bool) {
            out.writeByte('Z');
            out.writeBoolean(bool);
        } else if (value instanceof List<?> list) {
            out.writeByte('L');
            out.writeInt(list.size());
            for (Object element : list) {
                write(element, out);
            }
        } else if (value instanceof Number number) {
            writeNumber(number, out);
        } else {
            throw new IllegalArgumentException(
                    "a " + value.getClass().getName() + " can't be given to another process");
        }
    }

    private static void writeNumber(Number number, DataOutput out) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            out.writeByte('D');
            out.writeDouble(number.doubleValue());
        } else if (number instanceof BigInteger || number instanceof BigDecimal) {
            writeText(number instanceof BigInteger ? 'I' : 'B', number.toString(), out);
        } else {
            out.writeByte('J');
            out.writeLong(number.longValue());
        }
    }

    private static void writeText(char kind, String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(kind);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static Object read(DataInput in) throws IOException {
        byte kind = in.readByte();
        switch (kind) {
            case 'S':
                return readText(in);
            case 'Z':
                return in.readBoolean();
            case 'L':
                return readList(in);
            case 'D':
                return in.readDouble();
            case 'J':
                return in.readLong();
            case 'I':
                return new BigInteger(readText(in));
            case 'B':
                return new BigDecimal(readText(in));
            default:
                throw new IOException("a value of the unknown kind " + kind);
        }
    }

    private static List<Object> readList(DataInput in) throws IOException {
        List<Object> list = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            list.add(read(in));
        }
        return list;
    }

    private static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
