package dev.workerkit.remote;

/** What a master may send to the processes of a worker. Their order is the protocol's. */
enum Signal {
    TERMINATE,
    KILL,
    QUIT,
    FREEZE,
    THAW;

    private static final Signal[] ALL = values();

    static Signal of(int number) throws ProtocolException {
        if (number < 0 || number >= ALL.length) {
            throw new ProtocolException("there is no signal " + number);
        }
        return ALL[number];
    }
}
