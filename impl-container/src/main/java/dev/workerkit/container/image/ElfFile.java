package dev.workerkit.container.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the header and the dynamic section of a 64-bit ELF file say about its loading.
 *
 * <pre>
 *   file header (64 bytes)   program header (56 bytes)   dynamic entry (16 bytes)
 *    0 magic 7F E L F         0 type                      0 tag
 *    4 class: 2 = 64 bit      8 offset in the file        8 value, or address
 *    5 data: 1 = little      16 address in memory
 *   18 machine               32 size in the file
 *   32 offset of program headers
 *   54 size of one, 56 number of them
 * </pre>
 *
 * @param machine the processor's number: a library of another one does not fit
 * @param interpreter the dynamic loader that the kernel starts for it; libraries name none
 * @param needed the names of the libraries it needs
 * @param ownSearchPath where it wants them looked for, with {@code $ORIGIN} as it stands there
 */
record ElfFile(
        int machine,
        Optional<String> interpreter,
        List<String> needed,
        List<String> ownSearchPath) {

    private static final int HEADER_SIZE = 64;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;

    private static final int SEGMENT_LOAD = 1;
    private static final int SEGMENT_DYNAMIC = 2;
    private static final int SEGMENT_INTERPRETER = 3;

    private static final int TAG_END = 0;
    private static final int TAG_NEEDED = 1;
    private static final int TAG_STRING_TABLE = 5;
    private static final int TAG_STRING_SIZE = 10;
    private static final int TAG_RPATH = 15;
    private static final int TAG_RUNPATH = 29;

    /** No real file comes near: what says so is broken, and no reason to run out of memory. */
    private static final long LARGEST_PART = 16 << 20;

    private record Segment(int type, long offset, long address, long size) {}

    private record Entry(long tag, long value) {}

    /**
     * Reads it.
     *
     * @return nothing if it is no ELF file, or one of 32 bits
     * @throws IOException if it can't be read, or its parts contradict each other
     */
    static Optional<ElfFile> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() < HEADER_SIZE) {
                return Optional.empty();
            }
            ByteBuffer header = part(channel, 0, HEADER_SIZE, ByteOrder.BIG_ENDIAN);
            if (header.getInt(0) != 0x7F454C46 || header.get(4) != CLASS_64) {
                return Optional.empty();
            }
            boolean little = header.get(5) == LITTLE_ENDIAN;
            header.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            return Optional.of(read(channel, header));
        } catch (EOFException e) {
            throw new IOException(file + " is a broken ELF file: " + e.getMessage(), e);
        }
    }

    private static ElfFile read(FileChannel channel, ByteBuffer header) throws IOException {
        List<Segment> segments = segments(channel, header);
        Optional<String> interpreter = Optional.empty();
        List<Entry> dynamic = List.of();
        for (Segment segment : segments) {
            if (segment.type == SEGMENT_INTERPRETER) {
                ByteBuffer name = part(channel, segment.offset, segment.size, header.order());
                interpreter = Optional.of(string(name, 0));
            } else if (segment.type == SEGMENT_DYNAMIC) {
                dynamic = entries(part(channel, segment.offset, segment.size, header.order()));
            }
        }
        int machine = Short.toUnsignedInt(header.getShort(18));
        if (dynamic.isEmpty()) {
            return new ElfFile(machine, interpreter, List.of(), List.of());
        }
        ByteBuffer names = strings(channel, segments, dynamic, header.order());
        List<String> runPath = values(names, dynamic, TAG_RUNPATH);
        List<String> path = runPath.isEmpty() ? values(names, dynamic, TAG_RPATH) : runPath;
        List<String> folders = new ArrayList<>();
        for (String joined : path) {
            folders.addAll(List.of(joined.split(":")));
        }
        return new ElfFile(
                machine, interpreter, values(names, dynamic, TAG_NEEDED), List.copyOf(folders));
    }

    private static List<Segment> segments(FileChannel channel, ByteBuffer header)
            throws IOException {
        int size = Short.toUnsignedInt(header.getShort(54));
        int count = Short.toUnsignedInt(header.getShort(56));
        ByteBuffer table = part(channel, header.getLong(32), (long) size * count, header.order());
        List<Segment> segments = new ArrayList<>();
        for (int at = 0; size > 0 && at < table.limit(); at += size) {
            segments.add(
                    new Segment(
                            table.getInt(at),
                            table.getLong(at + 8),
                            table.getLong(at + 16),
                            table.getLong(at + 32)));
        }
        return segments;
    }

    private static List<Entry> entries(ByteBuffer section) {
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at + 16 <= section.limit(); at += 16) {
            Entry entry = new Entry(section.getLong(at), section.getLong(at + 8));
            if (entry.tag == TAG_END) {
                break;
            }
            entries.add(entry);
        }
        return entries;
    }

    /** The string table, which the dynamic section names by its address in memory. */
    private static ByteBuffer strings(
            FileChannel channel, List<Segment> segments, List<Entry> dynamic, ByteOrder order)
            throws IOException {
        long address = single(dynamic, TAG_STRING_TABLE);
        for (Segment segment : segments) {
            long within = address - segment.address;
            if (segment.type == SEGMENT_LOAD && within >= 0 && within < segment.size) {
                long offset = segment.offset + within;
                return part(channel, offset, single(dynamic, TAG_STRING_SIZE), order);
            }
        }
        throw new EOFException("its names lie in no segment");
    }

    private static long single(List<Entry> dynamic, int tag) throws EOFException {
        for (Entry entry : dynamic) {
            if (entry.tag == tag) {
                return entry.value;
            }
        }
        throw new EOFException("its dynamic section has no entry " + tag);
    }

    private static List<String> values(ByteBuffer names, List<Entry> dynamic, int tag)
            throws EOFException {
        List<String> values = new ArrayList<>();
        for (Entry entry : dynamic) {
            if (entry.tag == tag) {
                values.add(string(names, entry.value));
            }
        }
        return List.copyOf(values);
    }

    private static String string(ByteBuffer names, long start) throws EOFException {
        for (long end = start; start >= 0 && end < names.limit(); end++) {
            if (names.get((int) end) == 0) {
                byte[] bytes = new byte[(int) (end - start)];
                names.get((int) start, bytes);
                return new String(bytes, StandardCharsets.UTF_8);
            }
        }
        throw new EOFException("a name at " + start + " has no end");
    }

    private static ByteBuffer part(FileChannel channel, long offset, long size, ByteOrder order)
            throws IOException {
        if (offset < 0 || size < 0 || size > LARGEST_PART || offset > channel.size() - size) {
            throw new EOFException("it has no " + size + " bytes at " + offset);
        }
        ByteBuffer part = ByteBuffer.allocate((int) size).order(order);
        while (part.hasRemaining()) {
            if (channel.read(part, offset + part.position()) < 0) {
                throw new EOFException("it ends at " + (offset + part.position()));
            }
        }
        return part.flip();
    }
}
