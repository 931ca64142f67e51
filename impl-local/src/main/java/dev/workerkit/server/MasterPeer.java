package dev.workerkit.server;

import dev.workerkit.Disconnect;
import dev.workerkit.SendResult;
import dev.workerkit.worker.Peer;
import org.jspecify.annotations.Nullable;

/** A master as the handler sees it. */
final class MasterPeer implements Peer {

    private final Connection connection;
    private final long number;
    private final String name;
    private volatile @Nullable Disconnect disconnected;

    MasterPeer(Connection connection, long number, String name) {
        this.connection = connection;
        this.number = number;
        this.name = name;
    }

    long number() {
        return number;
    }

    void gone(Disconnect why) {
        disconnected = why;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SendResult send(Object message) {
        return isConnected() ? connection.send(message) : SendResult.CLOSED;
    }

    @Override
    public boolean isConnected() {
        return disconnected == null;
    }

    @Override
    public void disconnect(String text) {
        connection.disconnect(text);
    }

    @Override
    public @Nullable Disconnect disconnected() {
        return disconnected;
    }

    @Override
    public String toString() {
        return name;
    }
}
