package dev.workerkit.tck.command;

import java.time.Duration;
import java.util.Arrays;

/** The command line on the samples named by the first argument; {@code --forking} before it forks. */
final class SampleMain {

    private SampleMain() {}

    public static void main(String[] args) {
        boolean forking = args[0].equals("--forking");
        int samples = forking ? 1 : 0;
        Tck tck =
                new Tck(
                        "dev.workerkit.tck.sample." + args[samples],
                        Duration.ofSeconds(60),
                        Terminal.of(System.out, System.getenv()),
                        forking);
        System.exit(tck.execute(System.err, Arrays.copyOfRange(args, samples + 1, args.length)));
    }
}
