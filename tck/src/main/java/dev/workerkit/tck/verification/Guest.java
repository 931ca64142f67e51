package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Disconnect;
import dev.workerkit.SharedWorker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.fixture.SharedEcho;
import dev.workerkit.tck.wire.WireFrame;
import java.util.List;
import java.util.Optional;

/** A master of a shared echo, of one kind or another. */
interface Guest extends AutoCloseable {

    /** Who the worker is that it is connected to. */
    String worker();

    /** Sends a message. */
    void say(String message);

    /** The next message; it must come. */
    String hear();

    /** Ends the connection after what was sent. */
    void leave();

    /** Dies without a word. */
    void die();

    /** Reads until it is told that the worker stops; what came before that. */
    void awaitStopped(List<String> heard);

    @Override
    void close();

    /** One that speaks by hand. */
    record ByHand(WireMaster master) implements Guest {

        static Guest to(WorkerAddress address) {
            return new ByHand(WireMaster.to(address));
        }

        @Override
        public String worker() {
            return master.hello().path("id").asText();
        }

        @Override
        public void say(String message) {
            master.say("\"" + message + "\"");
        }

        @Override
        public String hear() {
            return master.expect(WireFrame.DATA).json().asText();
        }

        @Override
        public void leave() {
            master.bye();
            master.end().awaitEnd();
            master.close();
        }

        @Override
        public void die() {
            master.end().reset();
        }

        @Override
        public void awaitStopped(List<String> heard) {
            Optional<WireFrame> frame = master.end().next();
            while (frame.isPresent() && frame.get().type() == WireFrame.DATA) {
                heard.add(frame.get().json().asText());
                frame = master.end().next();
            }
            assertThat(frame)
                    .hasValueSatisfying(
                            bye ->
                                    assertThat(bye.json().path("reason").asText())
                                            .as("%s", bye)
                                            .isEqualTo("stopping"));
            master.close();
        }

        @Override
        public void close() {
            master.close();
        }
    }

    /** One that uses the API in this process, where it can't die. */
    record ByApi(SharedWorker connection) implements Guest {

        static Guest to(SharedStage stage, WorkerAddress address) {
            return new ByApi(stage.connect(address, stage.spec(SharedEcho.class)));
        }

        @Override
        public String worker() {
            return connection.id().value();
        }

        @Override
        public void say(String message) {
            connection.channel().send(message);
        }

        @Override
        public String hear() {
            return SharedStage.receive(connection, String.class);
        }

        @Override
        public void leave() {
            connection.close();
        }

        @Override
        public void die() {
            connection.close();
        }

        @Override
        public void awaitStopped(List<String> heard) {
            assertThat(Stage.await("the connection ends", connection.disconnected()).reason())
                    .isEqualTo(Disconnect.Reason.STOPPING);
            connection.close();
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    /** One in a process of its own, which can be killed. */
    record ByProcess(RemoteMaster master, String worker) implements Guest {

        static Guest to(RemoteMaster master) {
            return new ByProcess(master, master.connect().id());
        }

        @Override
        public void say(String message) {
            assertThat(master.tell(message)).isEqualTo("sent");
        }

        @Override
        public String hear() {
            String said = master.tell("receive");
            assertThat(said).startsWith("got ");
            return said.substring("got ".length());
        }

        @Override
        public void leave() {
            assertThat(master.tell("close")).isEqualTo("closed");
            master.close();
        }

        @Override
        public void die() {
            master.kill();
        }

        @Override
        public void awaitStopped(List<String> heard) {
            assertThat(master.tell("ended")).isEqualTo("ended STOPPING");
            master.close();
        }

        @Override
        public void close() {
            master.close();
        }
    }
}
