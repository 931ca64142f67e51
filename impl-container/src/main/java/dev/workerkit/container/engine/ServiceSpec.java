package dev.workerkit.container.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service of one task is created from.
 *
 * @param container the task's; its name and labels are the service's, too
 * @param serviceLabels further ones of the service alone
 * @param secret what the task finds as a file
 * @param stopSignal what its process is sent when the task is to end
 * @param stopGrace how long after that it is killed
 * @param avoided the ids of the nodes where it is not placed
 */
public record ServiceSpec(
        ContainerSpec container,
        Map<String, String> serviceLabels,
        Optional<SecretFile> secret,
        String stopSignal,
        Duration stopGrace,
        List<String> avoided) {

    /** Copies the collections. */
    public ServiceSpec {
        serviceLabels = Map.copyOf(serviceLabels);
        avoided = List.copyOf(avoided);
    }

    /**
     * A secret as a file in memory that only its owner can read.
     *
     * @param secret its id
     * @param name its name
     * @param target the name of the file in {@code /run/secrets}
     * @param owner {@code uid:gid}
     */
    public record SecretFile(String secret, String name, String target, String owner) {

        String user() {
            return owner.split(":", -1)[0];
        }

        String group() {
            List<String> parts = List.of(owner.split(":", -1));
            return parts.get(parts.size() - 1);
        }
    }
}
