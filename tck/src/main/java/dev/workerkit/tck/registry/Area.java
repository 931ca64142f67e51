package dev.workerkit.tck.registry;

/**
 * A chapter of the specification.
 *
 * @param code the second part of its requirements' ids, for example {@code LIFE}
 * @param title for people
 */
public record Area(String code, String title) {

    static Area of(String code) {
        return new Area(
                code,
                switch (code) {
                    case "LIFE" -> "Lifecycle";
                    case "EXIT" -> "Exits and restarts";
                    case "STOP" -> "Stopping";
                    case "CHAN" -> "Channel";
                    case "DURABLE" -> "Acknowledged and durable delivery";
                    case "LOG" -> "Log";
                    case "CTRL" -> "Control protocol";
                    case "SPI" -> "Runtimes and providers";
                    case "RESTART" -> "Restart policies";
                    case "LIMIT" -> "Limits";
                    case "READY" -> "Readiness and order";
                    case "PAUSE" -> "Pause and resume";
                    case "WATCH" -> "Watchdog";
                    case "RECYCLE" -> "Recycling";
                    case "POOL" -> "Pools";
                    case "SPARE" -> "Spares";
                    case "EVENT" -> "Events and history";
                    case "SHARED" -> "Shared workers";
                    case "ADMIN" -> "Status and stop of shared workers";
                    case "WIRE" -> "Wire protocol";
                    case "KILL" -> "Kill switch";
                    case "BOOT" -> "Bootstrap profiles";
                    case "ISO" -> "Isolation";
                    case "IMAGE" -> "Images and engines";
                    case "RES" -> "Resources";
                    case "MOUNT" -> "Mounts and disks";
                    case "REL" -> "Relationships";
                    case "EXEC" -> "Commands inside workers";
                    default -> code;
                });
    }
}
