package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A stream socket of this machine. */
final class UnixSocket extends LinkedPeer {

    UnixSocket() {
        super("unix-socket", "unix socket");
    }

    @Override
    Meeting prepare(Path folder, Waiting waiting, Lifeline lifeline) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(address(folder));
        return new ListeningMeeting(server, waiting);
    }

    @Override
    Link join(Path folder, Waiting waiting, Lifeline lifeline) throws IOException {
        return new SocketLink(SocketChannel.open(address(folder)), waiting);
    }

    private static SocketAddress address(Path folder) {
        return UnixDomainSocketAddress.of(folder.resolve("socket"));
    }
}
