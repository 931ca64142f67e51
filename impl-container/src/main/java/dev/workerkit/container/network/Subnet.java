package dev.workerkit.container.network;

import dev.workerkit.SpecException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses.
 *
 * @param first its first address, as a number
 * @param prefix how many leading bits its addresses share, 0 to 32
 */
record Subnet(int first, int prefix) {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    Subnet {
        if ((first & ~mask(prefix)) != 0) {
            throw new IllegalArgumentException("not the first address of a /" + prefix);
        }
    }

    /**
     * Reads {@code 10.1.0.0/16}.
     *
     * @throws SpecException if it is none
     */
    static Subnet parse(String text) {
        Matcher found = FORM.matcher(text);
        if (found.matches()) {
            long address = 0;
            boolean fits = true;
            for (int i = 1; i <= 4; i++) {
                int part = Integer.parseInt(found.group(i));
                fits &= part < 256;
                address = address << 8 | part;
            }
            int prefix = Integer.parseInt(found.group(5));
            if (fits && prefix <= 32 && (address & ~mask(prefix)) == 0) {
                return new Subnet((int) address, prefix);
            }
        }
        throw new SpecException(
                "subnets",
                "'" + text + "' is no range of addresses",
                "use its first address and its prefix, for example 10.231.0.0/16");
    }

    private static int mask(int prefix) {
        return prefix == 0 ? 0 : -1 << (32 - prefix);
    }

    /** How many ranges with a longer prefix are in it. */
    int parts(int longer) {
        return 1 << (longer - prefix);
    }

    /** One of those, from 0. */
    Subnet part(int index, int longer) {
        return new Subnet(first + (index << (32 - longer)), longer);
    }

    /** One of its addresses, from 0. */
    String address(int index) {
        return text(first + index);
    }

    boolean overlaps(Subnet other) {
        int shared = mask(Math.min(prefix, other.prefix));
        return (first & shared) == (other.first & shared);
    }

    private static String text(int address) {
        return (address >>> 24)
                + "."
                + (address >>> 16 & 255)
                + "."
                + (address >>> 8 & 255)
                + "."
                + (address & 255);
    }

    @Override
    public String toString() {
        return text(first) + "/" + prefix;
    }
}
