package dev.workerkit.tck.exclusion;

import java.net.URI;
import java.time.LocalDate;

/**
 * A requirement whose failure does not count as one, because the vendor challenges it.
 *
 * @param requirement its id
 * @param reason why it is challenged
 * @param challenge where that is discussed; an https link, as reports link to it
 * @param expires the last day of the exclusion
 */
public record Exclusion(String requirement, String reason, URI challenge, LocalDate expires) {

    /** Checks the link. */
    public Exclusion {
        if (!"https".equals(challenge.getScheme()) || challenge.getHost() == null) {
            throw new IllegalArgumentException("'" + challenge + "' is not an https link");
        }
    }
}
