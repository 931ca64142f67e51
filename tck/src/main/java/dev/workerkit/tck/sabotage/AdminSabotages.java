package dev.workerkit.tck.sabotage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.workerkit.AdminCookie;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.forwarding.ForwardingSharedWorker;
import dev.workerkit.tck.wire.Changes;
import dev.workerkit.tck.wire.WireFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** What can go wrong with the status and the stop of shared workers. */
final class AdminSabotages {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private AdminSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "stops-for-anybody",
                        "WRK-ADMIN-001",
                        "A stop without a proof is obeyed",
                        Request.judging(
                                request -> {
                                    if (request.isStop() && !request.hasProof()) {
                                        request.passProven();
                                    } else {
                                        request.pass();
                                    }
                                })),
                Sabotage.of(
                        "takes-one-proof-for-another",
                        "WRK-ADMIN-001",
                        "What proves a query proves a stop",
                        Request.judging(
                                request -> {
                                    if (request.isStop() && request.proves("query")) {
                                        request.passProven();
                                    } else {
                                        request.pass();
                                    }
                                })),
                Sabotage.of(
                        "sends-the-cookie",
                        "WRK-ADMIN-001",
                        "The cookie is in the hello of the worker",
                        Interposed.meddlingAsAsked(
                                spec ->
                                        Changes.ofWorkersFields(
                                                WireFrame.HELLO,
                                                hello -> hello.put("cookie", text(spec))))),
                Sabotage.of(
                        "counts-no-refusals",
                        "WRK-ADMIN-002",
                        "A wrong proof is refused, and not counted",
                        toCounters(
                                counter -> {
                                    if (counter.path("name").asText().equals("refusals")) {
                                        counter.put("value", 0);
                                    }
                                })),
                Sabotage.of(
                        "answers-to-wrong-proofs",
                        "WRK-ADMIN-002",
                        "A query with a wrong proof is answered",
                        Request.judging(
                                request -> {
                                    if (request.isStop()) {
                                        request.pass();
                                    } else {
                                        request.passProven();
                                    }
                                })),
                Sabotage.of(
                        "refuses-at-once",
                        "WRK-ADMIN-003",
                        "A refusal comes without delay",
                        toWrong(Request::refuse)),
                Sabotage.of(
                        "lets-guess-for-ever",
                        "WRK-ADMIN-003",
                        "No refusal is the last",
                        toWrong(
                                request -> {
                                    LockSupport.parkNanos(SECOND.toNanos());
                                    request.refuse();
                                })),
                Sabotage.of(
                        "reads-on-while-it-refuses",
                        "WRK-ADMIN-003",
                        "The connection does not wait for a refusal",
                        toWrong(request -> Background.after(SECOND, request::refuse))),
                Sabotage.of(
                        "believes-any-worker",
                        "WRK-ADMIN-004",
                        "A master asks for no proof",
                        Deed.toSharedSpec(
                                spec ->
                                        spec.worker().isPresent()
                                                ? spec
                                                : with(spec, Optional.empty()))),
                Sabotage.of(
                        "says-stopped-before-it-stops",
                        "WRK-ADMIN-005",
                        "The answer to a stop comes at once",
                        Request.judging(
                                request -> {
                                    if (request.isStop() && request.proves("stop")) {
                                        request.tellStopped();
                                    }
                                    request.pass();
                                })),
                Sabotage.of(
                        "does-not-wait-for-a-stop",
                        "WRK-ADMIN-005",
                        "A stop is complete as soon as it is asked for",
                        Deed.toSharedWorker(
                                worker ->
                                        new ForwardingSharedWorker(worker) {
                                            @Override
                                            public CompletableFuture<Void> stop() {
                                                super.stop();
                                                return CompletableFuture.completedFuture(null);
                                            }
                                        })),
                Sabotage.of(
                        "tells-all-to-anybody",
                        "WRK-ADMIN-006",
                        "A query without a proof gets what is for those who have one",
                        Request.judging(
                                request -> {
                                    if (request.isStop() || request.hasProof()) {
                                        request.pass();
                                    } else {
                                        request.passProven();
                                    }
                                })),
                Sabotage.of(
                        "does-not-count-what-it-sends",
                        "WRK-ADMIN-007",
                        "The status lacks the number of messages that were sent",
                        toStatus(counters -> removeNamed("messages_out", counters))),
                Sabotage.of(
                        "forgets-units",
                        "WRK-ADMIN-007",
                        "The counters of a status have no units",
                        toCounters(counter -> counter.remove("unit"))),
                Sabotage.of(
                        "forgets-thresholds",
                        "WRK-ADMIN-007",
                        "The counters of a handler lose what they warn of",
                        toCounters(counter -> counter.remove("critical"))),
                Sabotage.of(
                        "reads-open-cookie-files",
                        "WRK-ADMIN-008",
                        "A cookie is taken from a file that others can read",
                        Deed.toSharedSpec(AdminSabotages::withOpenFile)),
                Sabotage.of(
                        "writes-the-cookie-to-the-log",
                        "WRK-ADMIN-008",
                        "The log of a shared worker holds its cookie",
                        Deed.toConnect(AdminSabotages::logCookie)),
                Sabotage.of(
                        "gives-the-cookie-as-an-argument",
                        "WRK-ADMIN-009",
                        "The cookie is among the arguments of a process while a worker starts",
                        Deed.toConnect(AdminSabotages::showCookie)),
                Sabotage.of(
                        "has-a-back-door",
                        "WRK-ADMIN-010",
                        "A worker without a cookie takes every proof",
                        Deed.toSharedSpec(
                                        spec ->
                                                spec.cookie().isPresent()
                                                        ? spec
                                                        : spec.withCookie(Request.BACK_DOOR))
                                .and(
                                        Request.judging(
                                                request -> {
                                                    if (request.hasProof()) {
                                                        request.passProven();
                                                    } else {
                                                        request.pass();
                                                    }
                                                }))));
    }

    private static String text(SharedWorkerSpec spec) {
        return spec.cookie()
                .map(cookie -> new String(cookie.secret(), StandardCharsets.UTF_8))
                .orElse("");
    }

    private static SharedWorkerSpec with(SharedWorkerSpec spec, Optional<AdminCookie> cookie) {
        return new SharedWorkerSpec(
                spec.worker(),
                cookie,
                spec.socketContext(),
                spec.limits(),
                spec.openNetwork(),
                spec.log(),
                spec.startTimeout());
    }

    private static Deed toWrong(Consumer<Request> instead) {
        return Request.judging(
                request -> {
                    if (request.isWrong()) {
                        instead.accept(request);
                    } else {
                        request.pass();
                    }
                });
    }

    /** To each counter of each status. */
    private static Deed toCounters(Consumer<ObjectNode> change) {
        return toStatus(
                counters -> counters.forEach(counter -> change.accept((ObjectNode) counter)));
    }

    private static Deed toStatus(Consumer<ArrayNode> change) {
        return Interposed.meddling(
                Changes.ofWorkersFields(
                        WireFrame.STATUS,
                        answer -> change.accept((ArrayNode) answer.at("/status/counters"))));
    }

    private static void removeNamed(String name, ArrayNode counters) {
        for (Iterator<JsonNode> each = counters.elements(); each.hasNext(); ) {
            if (each.next().path("name").asText().equals(name)) {
                each.remove();
            }
        }
    }

    private static SharedWorkerSpec withOpenFile(SharedWorkerSpec spec) {
        return with(spec, spec.cookie().map(AdminSabotages::readAnyway));
    }

    private static AdminCookie readAnyway(AdminCookie cookie) {
        if (cookie instanceof AdminCookie.InFile file && Files.exists(file.path())) {
            try {
                return AdminCookie.of(Files.readString(file.path()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return cookie;
    }

    private static SharedWorker logCookie(
            WorkerRuntime runtime, WorkerAddress address, SharedWorkerSpec spec) {
        SharedWorker worker = runtime.connect(address, spec);
        if (worker.startedHere() && address instanceof WorkerAddress.Unix unix) {
            try {
                Files.writeString(
                        Path.of(unix.path() + ".log"),
                        "serves those who know " + text(spec) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return worker;
    }

    private static SharedWorker showCookie(
            WorkerRuntime runtime, WorkerAddress address, SharedWorkerSpec spec) {
        Process helper;
        try {
            helper = new ProcessBuilder("sh", "-c", "sleep 60", "derive-key", text(spec)).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            return runtime.connect(address, spec);
        } finally {
            helper.destroy();
        }
    }
}
