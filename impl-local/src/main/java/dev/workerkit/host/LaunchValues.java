package dev.workerkit.host;

import dev.workerkit.WorkerException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * The values in a launch file: a letter for the kind, and then the value.
 *
 * <p>It is not JSON: loading the classes that read JSON takes a starting JVM longer than all else it
 * has to do.
 */
public final class LaunchValues {

    private LaunchValues() {}

    /**
     * Writes a file that only this user can read. An existing one is replaced.
     *
     * @param values strings, numbers, booleans, and lists of them
     * @throws IllegalArgumentException if a value is none of these
     */
    public static void writeFile(Path file, List<?> values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(values, new DataOutputStream(bytes));
        Files.deleteIfExists(file);
        try (OutputStream out =
                Channels.newOutputStream(
                        Files.newByteChannel(
                                file,
                                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                PosixFilePermissions.asFileAttribute(
                                        EnumSet.of(
                                                PosixFilePermission.OWNER_READ,
                                                PosixFilePermission.OWNER_WRITE))))) {
            bytes.writeTo(out);
        }
    }

    /**
     * Reads such a file.
     *
     * @param mark what its first value must be
     * @param size how many values it must have
     * @return all of them; whole numbers as {@code Long}
     * @throws WorkerException if it has other values
     */
    public static List<?> readFile(Path file, String mark, int size) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            if (read(in) instanceof List<?> values
                    && values.size() == size
                    && values.get(0).equals(mark)) {
                return values;
            }
        }
        throw new WorkerException(
                "The launch file " + file + " was not written by this version of Workerkit");
    }

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
