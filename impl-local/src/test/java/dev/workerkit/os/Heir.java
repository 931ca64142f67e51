package dev.workerkit.os;

import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Takes what it is given at a socket, says who it is told to be, and then to each who connects to
 * the socket that it was given.
 */
public final class Heir {

    private Heir() {}

    public static void main(String[] arguments) throws Exception {
        long pid;
        try (Inheritance taken = Inheritance.takeAt(Path.of(arguments[0]))) {
            pid = taken.pid();
            System.out.println("I am " + pid);
            taken.acknowledge();
        }
        ServerSocketChannel inherited = (ServerSocketChannel) System.inheritedChannel();
        while (true) {
            try (SocketChannel caller = inherited.accept()) {
                caller.write(ByteBuffer.wrap(("" + pid).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
