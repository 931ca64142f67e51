package dev.workerkit.remote;

/**
 * What a frame is, in the order of the protocol's numbers. Unless told otherwise either side sends
 * it.
 *
 * <pre>
 *   frame     | type (1) | length of the body (4) | body |
 *
 *   BEGIN     launch file; empty for a command. The master's first
 *   BEAT      nothing; so that a silent connection is known for a dead one
 *   CONNECTED the worker has connected to its control socket. The relay's
 *   CONTROL   bytes of the control connection
 *   HUNG_UP   the control connection has ended
 *   MESSAGE   type (4), correlation id (8), bytes: a frame of the channel
 *   TAKEN     messages handed over (8), messages settled (8), and the numbers of those that
 *             were acknowledged out of turn (8 each)
 *   CLOSED    the channel was closed for sending, after all messages before
 *   SIGNAL    {@link Signal} (1). The master's
 *   OUT, ERR  bytes of the worker's output. The relay's
 *   EXIT      exit code (4); the relay's last
 *   FAILED    in place of it: text that tells why the worker can't be started
 * </pre>
 */
enum FrameType {
    BEGIN,
    BEAT,
    CONNECTED,
    CONTROL,
    HUNG_UP,
    MESSAGE,
    TAKEN,
    CLOSED,
    SIGNAL,
    OUT,
    ERR,
    EXIT,
    FAILED;

    private static final FrameType[] ALL = values();

    static FrameType of(int number) throws ProtocolException {
        if (number < 0 || number >= ALL.length) {
            throw new ProtocolException("there is no frame of the type " + number);
        }
        return ALL[number];
    }
}
