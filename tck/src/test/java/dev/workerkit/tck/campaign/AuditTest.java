package dev.workerkit.tck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals of channels that do what they must, and of such that don't. */
class AuditTest {

    private static final String SENT = "BEGIN 1;\nSEND 1;\nACCEPTED 1;\nSEND 2;\nACCEPTED 2;\n";

    @TempDir private Path folder;

    private Lane lane;
    private Audit audit;

    @BeforeEach
    void audit() throws IOException {
        Files.createDirectory(Lane.meeting(folder));
        lane = new Lane(folder, 0);
        audit = new Audit(lane, Lane.End.MASTER);
    }

    private Findings findings(String sent, String received) throws IOException {
        Files.writeString(lane.sent(Lane.End.MASTER), sent);
        Files.writeString(lane.received(Lane.End.WORKER), received);
        audit.follow();
        return audit.finalFindings();
    }

    private static String received(int... numbers) {
        StringBuilder lines = new StringBuilder("BEGIN 2;\n");
        for (int number : numbers) {
            lines.append(
                    "RECEIVED %1$d 0;\nACKNOWLEDGE %1$d;\nACKNOWLEDGED %1$d;\n".formatted(number));
        }
        return lines.toString();
    }

    @Test
    void whatCameAndWasAcknowledgedIsFine() throws IOException {
        Findings findings = findings(SENT, received(1, 2));

        assertThat(findings.isFine()).isTrue();
        assertThat(findings.sent()).isEqualTo(2);
        assertThat(findings.acknowledged()).isEqualTo(2);
    }

    @Test
    void whatNeverCameIsLost() throws IOException {
        Findings findings = findings(SENT, received(1));

        assertThat(findings.lost()).isEqualTo(1);
        assertThat(findings.violations())
                .containsExactly("lane-0, master to worker: message 2 never came");
        assertThat(audit.findings().lost()).as("it may be on its way").isZero();
    }

    @Test
    void whatCameToOneThatDiedBeforeItAcknowledgedMustComeAgain() throws IOException {
        Findings findings = findings(SENT, received(1) + "RECEIVED 2 0;\n");

        assertThat(findings.lost()).isEqualTo(1);
        assertThat(findings.violations()).singleElement().asString().contains("never came again");
    }

    @Test
    void whatComesAgainWithAFlagIsFine() throws IOException {
        Findings findings =
                findings(
                        SENT,
                        received(1)
                                + "RECEIVED 2 0;\nBEGIN 3;\n"
                                + "RECEIVED 2 1;\nACKNOWLEDGE 2;\nACKNOWLEDGED 2;\n");

        assertThat(findings.isFine()).isTrue();
        assertThat(findings.redelivered()).isEqualTo(1);
    }

    @Test
    void whatComesAgainWithoutAFlagIsTold() throws IOException {
        Findings findings = findings(SENT, received(1) + "RECEIVED 2 0;\nBEGIN 3;\n" + received(2));

        assertThat(findings.unflagged()).isEqualTo(1);
    }

    @Test
    void whatWasAcknowledgedMayNotComeAgain() throws IOException {
        Findings findings =
                findings(SENT, received(1, 2) + "BEGIN 3;\nRECEIVED 2 1;\nACKNOWLEDGE 2;\n");

        assertThat(findings.duplicated()).isEqualTo(1);
        assertThat(findings.violations())
                .containsExactly(
                        "lane-0, master to worker: message 2 came again after it was acknowledged");
    }

    @Test
    void itIsOpenWhatBecomesOfAnAcknowledgementThatDidNotReturn() throws IOException {
        String died = received(1) + "RECEIVED 2 0;\nACKNOWLEDGE 2;\n";

        assertThat(findings(SENT, died).isFine()).isTrue();
        audit = new Audit(lane, Lane.End.MASTER);
        assertThat(findings(SENT, died + "BEGIN 3;\nRECEIVED 2 1;\nACKNOWLEDGE 2;\n").isFine())
                .isTrue();
    }

    @Test
    void itIsOpenWhatBecomesOfASendThatDidNotReturn() throws IOException {
        String died = SENT + "SEND 3;\nBEGIN 4;\n";

        assertThat(findings(died, received(1, 2)).isFine()).isTrue();
        audit = new Audit(lane, Lane.End.MASTER);
        Findings came = findings(died, received(1, 2, 3));
        assertThat(came.isFine()).isTrue();
        assertThat(came.sent()).isEqualTo(3);
    }

    @Test
    void onlyALaterProcessMayGoBack() throws IOException {
        assertThat(findings(SENT, "BEGIN 2;\nRECEIVED 2 0;\nRECEIVED 1 0;\n").disordered())
                .isEqualTo(1);
        audit = new Audit(lane, Lane.End.MASTER);
        assertThat(
                        findings(SENT, "BEGIN 2;\nRECEIVED 2 0;\nBEGIN 3;\nRECEIVED 1 0;\n")
                                .disordered())
                .isZero();
    }

    @Test
    void whatNobodySentIsStrange() throws IOException {
        assertThat(findings(SENT, received(1, 2, 7) + "CORRUPT 0;\n").strange()).isEqualTo(2);
    }

    @Test
    void aLineThatWasCutOffDoesNotCount() throws IOException {
        Findings findings =
                findings(SENT, received(1) + "RECEIVED 2 0;\nACKNOWLEDGE 2\nBEGIN 3;\n");

        assertThat(findings.lost()).isEqualTo(1);
    }

    @Test
    void journalsAreReadOnWhileTheyAreWritten() throws IOException {
        assertThat(findings(SENT, received(1) + "RECEIVED 2 0;\nACKNOW").lost()).isEqualTo(1);

        Findings later =
                findings(
                        SENT + "SEND 3;\n",
                        received(1) + "RECEIVED 2 0;\nACKNOWLEDGE 2;\nACKNOWLEDGED 2;\n");

        assertThat(later.isFine()).isTrue();
        assertThat(later.acknowledged()).isEqualTo(2);
    }
}
