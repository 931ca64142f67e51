package dev.workerkit.channel;

import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;

/** Memory of a {@link ModelledMachine}. Bytes are always eight. */
final class ModelledMemory extends SharedMemory {

    private final ModelledMachine machine;
    private final String name;

    ModelledMemory(ModelledMachine machine, String name) {
        // What is mapped is never used.
        super((MappedByteBuffer) ByteBuffer.allocateDirect(0));
        this.machine = machine;
        this.name = name;
    }

    private String cell(int at) {
        return name + at;
    }

    @Override
    int getInt(int at) {
        return (int) machine.read(cell(at));
    }

    @Override
    long getLong(int at) {
        return machine.read(cell(at));
    }

    @Override
    int getIntAcquire(int at) {
        return (int) machine.read(cell(at));
    }

    @Override
    long getLongAcquire(int at) {
        return machine.read(cell(at));
    }

    @Override
    void putInt(int at, int value) {
        machine.write(cell(at), value);
    }

    @Override
    void putLong(int at, long value) {
        machine.write(cell(at), value);
    }

    @Override
    void putIntRelease(int at, int value) {
        machine.releaseFence();
        machine.write(cell(at), value);
    }

    @Override
    void putLongRelease(int at, long value) {
        machine.releaseFence();
        machine.write(cell(at), value);
    }

    @Override
    void fullFence() {
        machine.fullFence();
    }

    @Override
    void put(int at, ByteBuffer source) {
        machine.write(cell(at), source.getLong(source.position()));
    }

    @Override
    void put(int at, byte[] source) {
        // The names of files, which are the same all the time.
    }

    @Override
    void put(int at, byte[] source, int length) {
        // Zeros, which are there already.
    }

    @Override
    byte[] get(int at, int length) {
        return length == 0
                ? new byte[0]
                : ByteBuffer.allocate(length).putLong(0, machine.read(cell(at))).array();
    }

    @Override
    byte touch(int at) {
        return 0;
    }

    @Override
    ByteBuffer borrowView(int at, int length) {
        return ByteBuffer.allocate(length).putLong(0, machine.read(cell(at)));
    }

    @Override
    void returnView(ByteBuffer view) {
        // It was made for one handler.
    }

    @Override
    void retain() {
        // There is nothing to unmap.
    }

    @Override
    void release() {
        // There is nothing to unmap.
    }
}
