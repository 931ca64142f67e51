package dev.workerkit;

/**
 * That a worker reaches another worker of its runtime, the service, by a name (WRK-REL-001).
 *
 * @param name the host name by which it reaches it: lower-case letters, digits and hyphens, a letter
 *     first; unique in the worker
 * @param service the name of the worker that serves
 * @param endpoint the name of that worker's endpoint
 */
public record Relationship(String name, String service, String endpoint) {

    /** Checks the values. */
    public Relationship {
        Endpoint.requireName("relationships", name);
        if (name.equals("localhost")) {
            throw new SpecException(
                    "relationships", "localhost is the worker itself", "use another name");
        }
        WorkerSpec.requireName("relationships", service);
        Endpoint.requireName("relationships", endpoint);
    }

    /**
     * Reads {@code SERVICE:ENDPOINT}.
     *
     * @throws SpecException if it is none
     */
    public static Relationship of(String name, String target) {
        int colon = target.indexOf(':');
        if (colon < 0) {
            throw new SpecException(
                    "relationships",
                    "'" + target + "' has no endpoint",
                    "use SERVICE:ENDPOINT, for example database:postgresql");
        }
        return new Relationship(name, target.substring(0, colon), target.substring(colon + 1));
    }

    @Override
    public String toString() {
        return name + "=" + service + ":" + endpoint;
    }
}
