package dev.workerkit.tck.runner;

import java.time.Duration;
import java.util.Arrays;

/** The command line on the samples named by the first argument. */
final class SampleMain {

    private SampleMain() {}

    public static void main(String[] args) {
        Tck tck =
                new Tck(
                        "dev.workerkit.tck.sample." + args[0],
                        Duration.ofSeconds(60),
                        Terminal.of(System.out, System.getenv()),
                        false);
        System.exit(tck.execute(System.err, Arrays.copyOfRange(args, 1, args.length)));
    }
}
