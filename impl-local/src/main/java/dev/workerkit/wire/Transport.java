package dev.workerkit.wire;

import dev.workerkit.EventLoopKind;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** From what Netty makes event loops and sockets. */
public enum Transport {
    /** The JDK's own selectors; everywhere. */
    NIO {
        @Override
        public IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        public ChannelFactory<io.netty.channel.Channel> connecting(WorkerAddress address) {
            return address instanceof WorkerAddress.Unix
                    ? NioDomainSocketChannel::new
                    : NioSocketChannel::new;
        }

        @Override
        SocketAddress of(WorkerAddress.Unix address) {
            return UnixDomainSocketAddress.of(address.path());
        }

        @Override
        public ServerChannel adopted(ServerSocketChannel listening) throws IOException {
            return isUnix(listening)
                    ? new NioServerDomainSocketChannel(listening)
                    : new NioServerSocketChannel(listening);
        }
    },

    /** Linux's, by Netty's native library. */
    EPOLL {
        @Override
        public IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        public ChannelFactory<io.netty.channel.Channel> connecting(WorkerAddress address) {
            return address instanceof WorkerAddress.Unix
                    ? EpollDomainSocketChannel::new
                    : EpollSocketChannel::new;
        }

        @Override
        SocketAddress of(WorkerAddress.Unix address) {
            return new DomainSocketAddress(address.path().toString());
        }

        @Override
        public ServerChannel adopted(ServerSocketChannel listening) throws IOException {
            listening.configureBlocking(false);
            return isUnix(listening)
                    ? new EpollServerDomainSocketChannel(STANDARD_INPUT, true)
                    : new EpollServerSocketChannel(STANDARD_INPUT);
        }
    };

    private static final int STANDARD_INPUT = 0;

    static {
        // Netty takes SLF4J, if that is there, for its log; it would complain that it has no
        // provider.
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
    }

    /**
     * The one of a kind.
     *
     * @throws SpecException if it can't be used here
     */
    public static Transport of(EventLoopKind kind) {
        if (kind != EventLoopKind.EPOLL) {
            return NIO;
        }
        if (!Epoll.isAvailable()) {
            throw new SpecException(
                    "bootstrap.eventLoop",
                    "EPOLL can't be used here: " + Epoll.unavailabilityCause(),
                    "put netty-transport-native-epoll for this machine on the class path, or use"
                            + " NIO");
        }
        return EPOLL;
    }

    /** Makes what an event loop waits with. */
    public abstract IoHandlerFactory ioHandlers();

    /** Makes the sockets that connect to this address. */
    public abstract ChannelFactory<io.netty.channel.Channel> connecting(WorkerAddress address);

    abstract SocketAddress of(WorkerAddress.Unix address);

    /** This address, for those sockets; the name of a host is looked up. */
    public SocketAddress socketAddress(WorkerAddress address) {
        if (address instanceof WorkerAddress.Unix unix) {
            return of(unix);
        }
        if (address instanceof WorkerAddress.Tcp tcp) {
            return new InetSocketAddress(tcp.host(), tcp.port());
        }
        WorkerAddress.Tls tls = (WorkerAddress.Tls) address;
        return new InetSocketAddress(tls.host(), tls.port());
    }

    /**
     * Takes over a socket that listens already, and is the process's standard input.
     *
     * @throws IOException if it can't be told what it is
     */
    public abstract ServerChannel adopted(ServerSocketChannel listening) throws IOException;

    private static boolean isUnix(ServerSocketChannel listening) throws IOException {
        return listening.getLocalAddress() instanceof UnixDomainSocketAddress;
    }
}
