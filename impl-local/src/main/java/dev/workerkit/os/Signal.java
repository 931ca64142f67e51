package dev.workerkit.os;

/** The signals a master sends. Their numbers are those of Linux on x86 and ARM. */
public enum Signal {
    SIGQUIT(3),
    SIGKILL(9),
    SIGTERM(15),
    SIGCONT(18),
    SIGSTOP(19);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
