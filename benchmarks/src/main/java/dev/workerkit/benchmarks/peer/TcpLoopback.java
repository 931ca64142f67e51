package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** TCP over the loopback, which sends at once what is written. */
final class TcpLoopback extends LinkedPeer {

    TcpLoopback() {
        super("tcp", "TCP loopback");
    }

    @Override
    Meeting prepare(Path folder, Waiting waiting, Lifeline lifeline) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        Files.writeString(port(folder), Integer.toString(port));
        return new ListeningMeeting(server, waiting);
    }

    @Override
    Link join(Path folder, Waiting waiting, Lifeline lifeline) throws IOException {
        int port = Integer.parseInt(Files.readString(port(folder)));
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new SocketLink(channel, waiting);
    }

    private static Path port(Path folder) {
        return folder.resolve("port");
    }
}
