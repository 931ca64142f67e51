package dev.workerkit.tck.campaign;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A worker and its channel, over all deaths.
 *
 * @param folder of the campaign
 * @param number from 0
 */
record Lane(Path folder, int number) {

    /** Who writes a journal. */
    enum End {
        MASTER,
        WORKER;

        End other() {
            return this == MASTER ? WORKER : MASTER;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The variable by which the processes of a worker are found; its value is {@link #mark}. */
    static final String VARIABLE = "TCK_CAMPAIGN_LANE";

    String name() {
        return "lane-" + number;
    }

    /** No other process of this machine bears it. */
    String mark() {
        return mark(folder) + "/" + name();
    }

    /** What the marks of all lanes of a campaign begin with. */
    static String mark(Path folder) {
        return folder.getFileName().toString();
    }

    /** The name of its worker, which no other campaign uses. */
    String workerName() {
        return mark(folder) + "-" + name();
    }

    /** The folder that both ends see, wherever the worker runs. */
    Path meeting() {
        return meeting(folder);
    }

    /** That of all lanes of a campaign. */
    static Path meeting(Path folder) {
        return folder.resolve("meeting");
    }

    /** The folder of the durable channel. */
    Path messages() {
        return folder.resolve(name() + ".messages");
    }

    Path sent(End end) {
        return meeting().resolve(name() + "." + end + ".sent");
    }

    Path received(End end) {
        return meeting().resolve(name() + "." + end + ".received");
    }

    /** When it exists, nothing more is sent. */
    Path enough() {
        return meeting().resolve("enough");
    }

    /** When it exists, the master closes its runtime. */
    Path over() {
        return meeting().resolve("over");
    }
}
