package dev.workerkit.tck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.campaign.Journal.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir private Path folder;

    private Path path() {
        return folder.resolve("journal");
    }

    @Test
    void whatIsNotedIsReadInOrder() {
        try (Journal journal = Journal.open(path())) {
            journal.note(Entry.SEND, 7);
            journal.received(8, 2);
        }

        List<JournalReader.Line> lines = new JournalReader(path()).more();

        assertThat(lines)
                .extracting(JournalReader.Line::entry)
                .containsExactly(Entry.BEGIN, Entry.SEND, Entry.RECEIVED, Entry.AT_WORK);
        assertThat(lines.get(2)).isEqualTo(new JournalReader.Line(Entry.RECEIVED, 8, 2));
    }

    @Test
    void aSuccessorGoesOnAfterTheLastThatWasToBeSent() throws IOException {
        try (Journal journal = Journal.open(path())) {
            assertThat(Journal.lastSent(path())).isZero();
            for (int number = 1; number <= 1000; number++) {
                journal.note(Entry.SEND, number);
                journal.note(Entry.ACCEPTED, number);
            }
        }
        Files.writeString(path(), "SEND 10", StandardOpenOption.APPEND);

        assertThat(Journal.lastSent(path())).isEqualTo(1000);
        try (Journal journal = Journal.open(path())) {
            assertThat(Journal.lastSent(path())).isEqualTo(1000);
            journal.note(Entry.SEND, 1001);
            assertThat(Journal.lastSent(path())).isEqualTo(1001);
        }
    }

    @Test
    void aLetterTellsItsNumberUnlessItWasChanged() {
        for (long number = 1; number < 2000; number++) {
            String text = Letter.text(number);
            assertThat(Letter.number(text)).hasValue(number);
            assertThat(text.length()).isLessThanOrEqualTo(Letter.LONGEST);
            assertThat(Letter.number(text + "x")).isEmpty();
            assertThat(Letter.number("1" + text)).isEmpty();
        }
        assertThat(Letter.number("")).isEmpty();
        assertThat(Letter.number("x:")).isEmpty();
    }
}
