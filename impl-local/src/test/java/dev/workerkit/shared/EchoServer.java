package dev.workerkit.shared;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** The yardstick of {@link SharedWorkerFigures}: what comes goes back, on one event loop. */
final class EchoServer {

    static final String READY = "listening";

    private static final int BACKLOG = 4096;

    private EchoServer() {}

    /** Listens on this port and at this path, until its standard input ends. */
    public static void main(String... words) throws Exception {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        bind(
                loop,
                NioServerSocketChannel.class,
                new InetSocketAddress("127.0.0.1", Integer.parseInt(words[0])));
        bind(
                loop,
                NioServerDomainSocketChannel.class,
                UnixDomainSocketAddress.of(Path.of(words[1])));
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // Nothing is said there.
        }
        loop.shutdownGracefully().syncUninterruptibly();
    }

    private static void bind(
            EventLoopGroup loop, Class<? extends ServerChannel> kind, SocketAddress address) {
        ServerBootstrap server =
                new ServerBootstrap()
                        .group(loop)
                        .channel(kind)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childHandler(new Echo());
        if (kind == NioServerSocketChannel.class) {
            server.childOption(ChannelOption.TCP_NODELAY, true);
        }
        server.bind(address).syncUninterruptibly();
    }

    @Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            context.write(bytes);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }
}
