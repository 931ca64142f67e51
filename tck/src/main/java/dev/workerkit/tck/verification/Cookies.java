package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.AdminCookie;
import dev.workerkit.BootstrapProfile;
import dev.workerkit.Disconnect;
import dev.workerkit.RefusedException;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerStatus;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedEcho;
import dev.workerkit.tck.wire.WireFrame;
import dev.workerkit.tck.wire.WireProof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a cookie allows, and what nobody may without. */
class Cookies {

    private static final String SECRET = SharedStage.SECRET;
    private static final String WRONG = "another secret, as long as it";
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension final SharedStage stage = new SharedStage();

    @Test
    @Requirement("WRK-ADMIN-001")
    void theCookieIsNeverSent() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        try (Eavesdropper between = Eavesdropper.at(stage.unix(), address);
                SharedWorker worker = stage.connect(between.address(), SharedStage.existing())) {
            assertThat(Stage.await("the status", worker.query()).text())
                    .isEqualTo("privileged true");
            Stage.await("the stop", worker.stop());

            assertThat(between.heard()).contains("proof").doesNotContain(SECRET);
        }
    }

    @Test
    @Requirement("WRK-ADMIN-001")
    void aProofIsForOneRequestOfOneConnection() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        try (WireMaster first = WireMaster.to(address)) {
            String others = first.proof().ofMaster("stop", 1, SECRET);
            Crowd.of(4)
                    .each(
                            member -> {
                                try (WireMaster master = WireMaster.to(address)) {
                                    WireProof own = master.proof();
                                    String proof =
                                            switch (member) {
                                                case 0 -> others;
                                                case 1 -> own.ofMaster("query", 1, SECRET);
                                                case 2 -> own.ofMaster("stop", 2, SECRET);
                                                default -> own.ofWorker("stop", 1, SECRET);
                                            };
                                    master.expectRefusal(
                                            master.requestProving(WireFrame.STOP, proof));
                                    return master.ask("1");
                                }
                            });
            first.answer(WireFrame.STOPPED, first.requestProving(WireFrame.STOP, others));
        }
    }

    @Test
    @Requirement("WRK-ADMIN-001")
    void aStopWithoutACookieIsNotObeyed() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        try (SharedWorker worker = stage.connect(address, SharedWorkerSpec.existing());
                WireMaster master = WireMaster.to(address)) {
            assertThatThrownBy(() -> Stage.await("the stop", worker.stop()))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("cookie");
            master.expectRefusal(master.request(WireFrame.STOP));
            assertThat(master.ask("1")).isEqualTo("1");
            assertThat(worker.disconnect()).isEmpty();
        }
    }

    @Test
    @Requirement("WRK-ADMIN-002")
    void aWrongProofIsRefusedAndCountedAndChangesNothing() {
        WorkerAddress address = stage.serve(SharedEcho.class);
        SharedWorkerSpec wrong = SharedWorkerSpec.existing().withCookie(AdminCookie.of(WRONG));

        try (SharedWorker worker = stage.connect(address, wrong);
                WireMaster master = WireMaster.to(address)) {
            assertThat(master.counter("refusals")).isZero();
            CompletableFuture<WorkerStatus> query = worker.query();
            CompletableFuture<Void> stop = worker.stop();
            int byHand = master.request(WireFrame.STOP, WRONG);

            for (CompletableFuture<?> answer : List.of(query, stop)) {
                assertThatThrownBy(() -> Stage.await("a refusal", answer))
                        .isInstanceOfSatisfying(
                                RefusedException.class,
                                refused ->
                                        assertThat(refused.disconnect().reason())
                                                .isEqualTo(Disconnect.Reason.COOKIE));
            }
            master.expectRefusal(byHand);

            assertThat(master.counter("refusals")).isEqualTo(3);
            worker.channel().send("still there");
            assertThat(SharedStage.receive(worker, String.class)).isEqualTo("still there");
        }
    }

    @Test
    @Requirement("WRK-ADMIN-003")
    void aRefusalTakesASecondWhileTheConnectionWaitsAndTheFifthIsTheLast() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        try (Witness witness = Witness.of(address);
                WireMaster guessing = WireMaster.to(address)) {
            for (int guess = 1; guess <= 5; guess++) {
                long begin = System.nanoTime();
                int id = guessing.request(guess % 2 == 0 ? WireFrame.STOP : WireFrame.QUERY, WRONG);
                if (guess < 5) {
                    guessing.say("\"behind " + guess + "\"");
                }
                guessing.expectRefusal(id);
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                // The clock of its timers may be another than ours.
                Stage.session().notBefore("a refusal", SECOND.minusMillis(15), took);
                Stage.session().within("a refusal", SECOND, SECOND.multipliedBy(2), took);
                if (guess < 5) {
                    assertThat(guessing.hear()).isEqualTo("\"behind " + guess + "\"");
                }
            }
            guessing.expectBye("cookie");
            witness.assertUndisturbed();
        }
    }

    @Test
    @Requirement("WRK-ADMIN-004")
    void anAnswerWithoutTheProofOfTheSameCookieIsNotBelieved() {
        assertThat(answersTo((proof, type, id) -> "")).isEmpty();
        assertThat(answersTo((proof, type, id) -> proof(proof.ofWorker(type, id, WRONG))))
                .isEmpty();
        assertThat(answersTo((proof, type, id) -> proof(proof.ofMaster(type, id, SECRET))))
                .isEmpty();
        assertThat(answersTo((proof, type, id) -> proof(proof.ofWorker(type, id + 1, SECRET))))
                .isEmpty();
        // And it is the proof alone that was missing.
        assertThat(answersTo((proof, type, id) -> proof(proof.ofWorker(type, id, SECRET))))
                .containsExactly("all is well");
    }

    private static String proof(String value) {
        return ",\"proof\":\"" + value + "\"";
    }

    /** The statuses that a master takes from somebody who poses as the worker. */
    private List<String> answersTo(Impostor.Forger forger) {
        try (ScriptedWorker impostor = ScriptedWorker.at(stage.unix(), new Impostor(forger));
                SharedWorker worker = stage.connect(impostor.address(), SharedStage.existing())) {
            return List.of(Stage.await("a status", worker.query()).text());
        } catch (WorkerException e) {
            return List.of();
        }
    }

    @Test
    @Requirement("WRK-ADMIN-006")
    void aQueryGetsWhatItsProofAllows() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        try (WireMaster master = WireMaster.to(address)) {
            assertThat(master.status().path("text").asText()).isEqualTo("privileged false");
            int id = master.request(WireFrame.QUERY, SECRET);
            JsonNode answer = master.provenAnswer(WireFrame.STATUS, id, SECRET);
            assertThat(answer.path("status").path("text").asText()).isEqualTo("privileged true");
        }
        try (SharedWorker with = stage.connect(address, SharedStage.existing());
                SharedWorker without = stage.connect(address, SharedWorkerSpec.existing())) {
            assertThat(Stage.await("a status", with.query()).text()).isEqualTo("privileged true");
            assertThat(Stage.await("a status", without.query()).text())
                    .isEqualTo("privileged false");
        }
    }

    @Test
    @Requirement("WRK-ADMIN-008")
    void aSecretThatAProfileHoldsByMistakeIsNotRepeated() throws IOException {
        for (String cookie : List.of("\"%s\"", "'%s'", "{\"%s\": 1}", "{\"file\": [\"%s\"]}")) {
            Path profile =
                    Files.writeString(
                            stage.folder().resolve("profile.json"),
                            "{\"cookie\": " + String.format(cookie, SECRET) + "}");

            assertThatThrownBy(() -> BootstrapProfile.read(profile))
                    .as(cookie)
                    .isInstanceOf(SpecException.class)
                    .hasMessageNotContaining(SECRET.substring(0, SECRET.indexOf(' ')));
        }
    }

    @Test
    @Requirement("WRK-ADMIN-008")
    void aCookieThatIsNoneIsRefusedWithWhatToDo() throws IOException {
        Path missing = stage.folder().resolve("missing");
        Path open = cookieFile("open", SECRET, "rw-r-----");
        Path shorter = cookieFile("short", "  fifteen letters\n", "rw-------");

        assertRefused(AdminCookie.file(missing), missing.toString());
        assertRefused(AdminCookie.file(open), "chmod 600 " + open);
        assertRefused(AdminCookie.file(shorter), "16");
        assertRefused(AdminCookie.environment("TCK_NO_SUCH_COOKIE"), "TCK_NO_SUCH_COOKIE");
        assertThatThrownBy(() -> AdminCookie.of("too short"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("16")
                .hasMessageNotContaining("too short");
        assertThat(stage.marks()).as("marks of workers").isEmpty();
    }

    private Path cookieFile(String name, String content, String permissions) throws IOException {
        Path file = Files.writeString(stage.folder().resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private void assertRefused(AdminCookie cookie, String advice) {
        SharedWorkerSpec spec =
                SharedWorkerSpec.of(stage.worker(SharedEcho.class)).withCookie(cookie);
        assertThatThrownBy(() -> stage.connect(stage.unix(), spec))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(advice)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    @Requirement("WRK-ADMIN-008")
    void aCookieInAFileServesAndIsWrittenNowhereElse() throws IOException {
        String secret = "the secret of a file, drawn for this";
        Path file = cookieFile("cookie", "\n " + secret + " \n", "rw-------");
        SharedWorkerSpec spec =
                SharedWorkerSpec.of(stage.worker(SharedEcho.class))
                        .withCookie(AdminCookie.file(file));
        AdminCookie literal = AdminCookie.of(secret);
        WorkerAddress address = stage.unix();

        try (SharedWorker worker = stage.connect(address, spec);
                SharedWorker another =
                        stage.connect(address, SharedWorkerSpec.existing().withCookie(literal));
                WireMaster guessing = WireMaster.to(address)) {
            guessing.expectRefusal(guessing.request(WireFrame.STOP, WRONG));
            assertThat(Stage.await("a status", another.query()).text())
                    .isEqualTo("privileged true");
            Stage.await("the stop", worker.stop());
        }

        assertThat(literal.toString() + SharedWorkerSpec.existing().withCookie(literal))
                .doesNotContain(secret);
        assertThat(filesWith(secret)).containsExactly(file);
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(stage.folder())) {
            return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Requirement("WRK-ADMIN-009")
    void aCookieIsInNoArguments() {
        String secret = "as nobody else says " + System.nanoTime();
        SharedWorkerSpec spec =
                SharedWorkerSpec.of(stage.worker(SharedEcho.class))
                        .withCookie(AdminCookie.of(secret));
        WorkerAddress address = stage.unix();
        CompletableFuture<SharedWorker> connected =
                Crowd.meanwhile(() -> stage.runtime().connect(address, spec));

        while (!connected.isDone()) {
            assertThat(Processes.mentioning(secret)).isEmpty();
        }

        try (SharedWorker worker = Stage.await("the connection", connected)) {
            assertThat(Processes.mentioning(secret)).isEmpty();
            assertThat(Stage.await("a status", worker.query()).text()).isEqualTo("privileged true");
            Stage.await("the stop", worker.stop());
        }
    }

    @Test
    @Requirement("WRK-ADMIN-010")
    void aWorkerWithoutACookieRefusesEveryProof() {
        WorkerAddress address = stage.serve(SharedWorkerSpec.of(stage.worker(SharedEcho.class)));

        Crowd.of(3)
                .each(
                        member -> {
                            try (WireMaster master = WireMaster.to(address)) {
                                int id =
                                        switch (member) {
                                            case 0 -> master.request(WireFrame.QUERY, WRONG);
                                            case 1 -> master.request(WireFrame.STOP, WRONG);
                                            // A key of no bytes, if anything, would do.
                                            default -> master.requestProving(WireFrame.STOP, "");
                                        };
                                master.expectRefusal(id);
                                return master.ask("1");
                            }
                        });
    }
}
