package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.Disconnect;
import dev.workerkit.SharedWorker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedAnswerer;
import dev.workerkit.tck.fixture.SharedRecorder;
import dev.workerkit.tck.wire.WireFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the methods of a shared worker's handler are called, and what it may do. */
class SharedCalls {

    private static final String STOP = "stop";

    @RegisterExtension final SharedStage stage = new SharedStage();

    @Test
    @Requirement("WRK-SHARED-007")
    void aHandlerIsCalledInOrderByOneThread() {
        WorkerAddress address = stage.unix();
        try (SharedWorker starter =
                        stage.connect(address, stage.spec(SharedRecorder.class, "none"));
                WireMaster leaving =
                        WireMaster.to(address, WireMaster.greeting("name", "leaving"));
                WireMaster staying =
                        WireMaster.to(address, WireMaster.greeting("name", "staying"))) {
            leaving.ask("1");
            staying.ask("2");
            leaving.ask("3");
            leaving.bye().expectBye("closed");
            staying.ask("4");
            staying.status();
            staying.say("\"stop\"").expectBye("stopping");
            Stage.await("the starter is disconnected", starter.disconnected());
            stage.awaitMark("terminate");
        }

        List<String> marks = stage.marks();
        assertThat(marks.stream().map(SharedCalls::thread).distinct()).hasSize(1);
        assertThat(of("leaving", marks))
                .containsExactly("connect", "message 1", "message 3", "disconnect");
        assertThat(of("staying", marks))
                .containsExactly("connect", "message 2", "message 4", "message stop", "disconnect");
        List<String> calls = marks.stream().map(mark -> mark.split(" ")[0]).toList();
        assertThat(calls)
                .startsWith("initialize", "connect")
                .endsWith("message", "stop", "disconnect", "disconnect", "terminate");
        assertThat(calls.stream().filter(call -> call.equals("query"))).hasSize(1);
        assertThat(calls.stream().filter(call -> call.equals("connect"))).hasSize(3);
    }

    private static String thread(String mark) {
        return mark.substring(mark.lastIndexOf(' ') + 1);
    }

    /** What was marked of a peer that calls itself so, without its name. */
    private static List<String> of(String peer, List<String> marks) {
        return marks.stream()
                .filter(mark -> mark.contains(peer))
                .map(mark -> mark.substring(0, mark.indexOf(peer)).replace(" of ", "").strip())
                .toList();
    }

    @Test
    @Requirement("WRK-SHARED-008")
    void aHandlerAnswersWhenFromWhereAndToWhomItLikes() {
        WorkerAddress address = stage.serve(SharedAnswerer.class);

        try (WireMaster one = WireMaster.to(address);
                WireMaster another = WireMaster.to(address)) {
            assertThat(one.ask("\"thread\"")).isEqualTo("\"thread false\"");
            assertThat(one.ask("\"task\"")).isEqualTo("\"task true\"");
            one.say("\"cancelled\"");
            long begin = System.nanoTime();
            one.say("\"later\"");
            assertThat(one.ask("\"meanwhile\"")).isEqualTo("\"meanwhile\"");
            assertThat(one.hear()).isEqualTo("\"later true\"");
            assertThat(System.nanoTime() - begin)
                    .isGreaterThanOrEqualTo(SharedAnswerer.WHILE.toNanos());
            one.say("\"every\"");
            for (int i = 0; i < 3; i++) {
                assertThat(one.hear()).isEqualTo("\"every true\"");
            }
            another.say("\"all\"");
            assertThat(one.hear()).isEqualTo("\"to all\"");
            assertThat(another.hear()).isEqualTo("\"to all\"");
            // And nothing more: the beat is over.
            assertThat(one.end().hears(SharedAnswerer.WHILE.multipliedBy(2))).isFalse();
        }
    }

    @Test
    @Requirement("WRK-SHARED-009")
    void everyStopIsOrderly() {
        Map<String, WorkerAddress> stops = new LinkedHashMap<>();
        for (String how : List.of("from inside", "by a master")) {
            stops.put(how, stage.unix());
        }
        if (Stage.can(Capability.HOST_PROCESSES)) {
            stops.put("by SIGTERM", stage.unix());
        }
        Exits exits = Exits.toldIn(stage);
        WorkerRuntime runtime = stage.open(exits.options());

        stops.forEach(
                (how, address) -> {
                    List<SharedWorker> masters =
                            Stream.of(1, 2)
                                    .map(
                                            i ->
                                                    runtime.connect(
                                                            address,
                                                            stage.spec(
                                                                    SharedRecorder.class, "none")))
                                    .toList();
                    for (SharedWorker master : masters) {
                        master.channel().send("hello");
                        assertThat(SharedStage.receive(master, String.class)).isEqualTo("hello");
                    }
                    OptionalLong pid = masters.get(0).pid();
                    int before = stage.marks().size();

                    stop(how, masters.get(0));

                    for (SharedWorker master : masters) {
                        assertThat(reasonOfEnd(master))
                                .as("the end of a master of a worker that was stopped %s", how)
                                .isEqualTo(Disconnect.Reason.STOPPING);
                    }
                    stage.awaitMarks(
                            "'terminate' of one stopped " + how,
                            marks ->
                                    marks.stream()
                                            .skip(before)
                                            .anyMatch(mark -> mark.startsWith("terminate")));
                    assertThat(stage.marks().stream().skip(before).map(mark -> mark.split(" ")[0]))
                            .as("the calls of a worker that was stopped %s", how)
                            .endsWith(STOP, "disconnect", "disconnect", "terminate");
                    exits.assertExit(0, pid);
                });
    }

    private static void stop(String how, SharedWorker worker) {
        switch (how) {
            case "from inside" -> worker.channel().send(STOP);
            case "by a master" -> Stage.await("the stop", worker.stop());
            default -> Processes.handle(worker.pid()).destroy();
        }
    }

    private static Disconnect.Reason reasonOfEnd(SharedWorker worker) {
        return Stage.await("the connection ends", worker.disconnected()).reason();
    }

    @Test
    @Requirement("WRK-SHARED-019")
    void aHandlerThatThrowsEndsTheWorkerAndEachMasterIsTold() {
        Exits exits = Exits.toldIn(stage);
        WorkerRuntime runtime = stage.open(exits.options());
        List<String> throwing =
                List.of("onConnect", "onMessage", "onDisconnect", "onQuery", "onStop", "task");

        List<CompletableFuture<Disconnect.Reason>> failures = new ArrayList<>();
        for (String method : throwing) {
            failures.add(Crowd.meanwhile(() -> failureIn(method, runtime, exits)));
        }
        for (CompletableFuture<Disconnect.Reason> failure : failures) {
            assertThat(Stage.await("a failure is told", failure))
                    .isEqualTo(Disconnect.Reason.FAILED);
        }
        stage.awaitMarks(
                "'terminate' of all",
                marks ->
                        marks.stream().filter(mark -> mark.startsWith("terminate")).count()
                                == throwing.size());
    }

    /** What a master that did nothing is told. */
    private Disconnect.Reason failureIn(String method, WorkerRuntime runtime, Exits exits) {
        WorkerAddress address = stage.unix();
        SharedWorker witness = runtime.connect(address, stage.spec(SharedRecorder.class, method));
        if (!method.equals("onConnect")) {
            provoke(method, address);
        }
        Disconnect disconnect = Stage.await("the connection ends", witness.disconnected());
        exits.assertExit(1, witness.pid());
        return disconnect.reason();
    }

    private static void provoke(String method, WorkerAddress address) {
        try (WireMaster master = WireMaster.to(address)) {
            switch (method) {
                case "onDisconnect" -> master.bye();
                case "onQuery" -> master.request(WireFrame.QUERY);
                case "onStop" -> master.request(WireFrame.STOP, SharedStage.SECRET);
                default -> master.say("1");
            }
            master.end().awaitEnd();
        }
    }
}
