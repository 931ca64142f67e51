package dev.workerkit.benchmarks.spawn;

/** The least that a JVM can do. */
public final class Hello {

    private Hello() {}

    /** Says so. */
    public static void main(String[] args) {
        System.out.println("hello");
    }
}
