package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Launch;
import dev.workerkit.WorkerSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "/usr/bin/sleep, sleep",
        "sleep, sleep",
        "./My_Script.sh, my-script-sh",
        "--, worker",
        "a-command-whose-name-is-longer-than-any-list-has-room-for, a-command-whose-name-is-longer-than-any-"
    })
    void aCommandGivesItsOwnName(String command, String stem) {
        assertThat(Names.stem(new Launch.Command(List.of(command, "/etc/passwd")))).isEqualTo(stem);
    }

    @ParameterizedTest
    @CsvSource({
        "Squarer, squarer",
        "com.example.Squarer, squarer",
        "com.example.Outer$Inner, inner"
    })
    void aClassGivesItsOwnName(String className, String stem) {
        assertThat(Names.stem(new Launch.JavaWorker(className, List.of(), Optional.empty())))
                .isEqualTo(stem);
    }

    @Test
    void aShellLineHasNone() {
        assertThat(Names.stem(new Launch.ShellLine("while true; do :; done"))).isEqualTo("shell");
    }

    @Test
    void namesAreNumbered() {
        Names names = new Names();
        assertThat(names.nameFor(WorkerSpec.command("true"))).isEqualTo("true-1");
        assertThat(names.nameFor(WorkerSpec.command("false"))).isEqualTo("false-2");
    }

    @Test
    void noTwoIdsAreAlike() {
        assertThat(Names.idFor("Web_1").value()).matches("web-1-[a-z2-7]{8}");
        assertThat(Names.idFor("web")).isNotEqualTo(Names.idFor("web"));
    }
}
