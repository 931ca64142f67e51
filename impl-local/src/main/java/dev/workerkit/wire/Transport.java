package dev.workerkit.wire;

import dev.workerkit.WorkerAddress;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** From what Netty makes event loops and sockets. */
public enum Transport {
    /** The JDK's own selectors; everywhere. */
    NIO;

    static {
        // Netty takes SLF4J, if that is there, for its log; it would complain that it has no
        // provider.
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
    }

    /** Makes what an event loop waits with. */
    public IoHandlerFactory ioHandlers() {
        return NioIoHandler.newFactory();
    }

    /** Makes the sockets that connect to this address. */
    public ChannelFactory<io.netty.channel.Channel> connecting(WorkerAddress address) {
        return address instanceof WorkerAddress.Unix
                ? NioDomainSocketChannel::new
                : NioSocketChannel::new;
    }

    /** This address, for those sockets; the name of a host is looked up. */
    public SocketAddress socketAddress(WorkerAddress address) {
        if (address instanceof WorkerAddress.Unix unix) {
            return UnixDomainSocketAddress.of(unix.path());
        }
        if (address instanceof WorkerAddress.Tcp tcp) {
            return new InetSocketAddress(tcp.host(), tcp.port());
        }
        WorkerAddress.Tls tls = (WorkerAddress.Tls) address;
        return new InetSocketAddress(tls.host(), tls.port());
    }

    /**
     * Takes over a socket that listens already.
     *
     * @throws IOException if it can't be told what it is
     */
    public ServerChannel adopted(ServerSocketChannel listening) throws IOException {
        return listening.getLocalAddress() instanceof UnixDomainSocketAddress
                ? new NioServerDomainSocketChannel(listening)
                : new NioServerSocketChannel(listening);
    }
}
