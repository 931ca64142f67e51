package dev.workerkit.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * What happens when a connection can't be accepted, most likely as the process has all the files
 * open that it may: the masters that are connected are served on, and those that come wait. On the
 * event loop.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {

    private static final long PAUSE_SECONDS = 1;

    private boolean told;

    /** Goes no further: who has no file left can't even load what a log needs to write it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!told) {
            told = true;
            System.err.println("Masters wait, as their connections can't be accepted: " + cause);
        }
        Channel channel = ctx.channel();
        channel.config().setAutoRead(false);
        channel.eventLoop()
                .schedule(
                        () -> channel.config().setAutoRead(true), PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        told = false;
        ctx.fireChannelRead(accepted);
    }
}
