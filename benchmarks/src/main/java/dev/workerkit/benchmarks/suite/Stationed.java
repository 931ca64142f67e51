package dev.workerkit.benchmarks.suite;

import dev.workerkit.benchmarks.peer.NearEnd;
import dev.workerkit.benchmarks.peer.Role;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What is measured between both ends of a peer, which are open all the while. */
@State(Scope.Thread)
public abstract class Stationed {

    /** Over what. */
    @Param("workerkit")
    public String peer = "";

    /** How both ends wait. */
    @Param("default")
    public String waiting = "";

    private final Role role;
    private @Nullable Station station;

    /** With a far end that plays this role. */
    Stationed(Role role) {
        this.role = role;
    }

    /** Opens both ends. */
    @Setup
    public void open() throws IOException {
        station = Station.open(peer, role, waiting);
        pin();
    }

    /** Pins the thread, which may be another one than before. */
    @Setup(Level.Iteration)
    public void pin() {
        Objects.requireNonNull(station).pin();
    }

    final NearEnd end() {
        return Objects.requireNonNull(station).end();
    }

    /** Closes both ends. */
    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(station).close();
    }
}
