package dev.workerkit.pool;

import dev.workerkit.SendResult;
import dev.workerkit.channel.Parcel;

/** Where a member takes its work from: its channel, as the {@link Dispatcher} knows it. */
interface Seat {

    /** Gives it this, or says at once why not. */
    SendResult offer(Parcel parcel);

    /** How much it was given and has not acknowledged. */
    long outstanding();

    /** Nobody sits there, as there is no channel yet. */
    Seat EMPTY =
            new Seat() {
                @Override
                public SendResult offer(Parcel parcel) {
                    return SendResult.CLOSED;
                }

                @Override
                public long outstanding() {
                    return 0;
                }
            };
}
