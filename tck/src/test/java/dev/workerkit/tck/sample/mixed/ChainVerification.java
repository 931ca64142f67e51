package dev.workerkit.tck.sample.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.Requirement;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random sequences of commands; three increments in a row are one too many. */
class ChainVerification {

    private record Command(String name) {

        int applyTo(int value) {
            return name.equals("increment") ? value + 1 : 0;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Property(tries = 100)
    @Requirement("WRK-LIFE-018")
    void staysBelowThree(@ForAll("commands") List<Command> commands) {
        int value = 0;
        for (Command command : commands) {
            value = command.applyTo(value);
            assertThat(value).isLessThan(3);
        }
    }

    @Provide
    Arbitrary<List<Command>> commands() {
        return Arbitraries.of("increment", "reset").map(Command::new).list().ofMaxSize(12);
    }
}
