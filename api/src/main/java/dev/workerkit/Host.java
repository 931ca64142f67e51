package dev.workerkit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** The host of a {@link WorkerAddress}, in its one spelling. No name is looked up. */
final class Host {

    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?";
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final int IPV6_GROUPS = 8;

    private Host() {}

    /**
     * @param address what it is part of, for the error
     */
    static String normalized(String host, String address) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        if (bracketed || bare.indexOf(':') >= 0) {
            return ipv6(bare, address);
        }
        String lower = bare.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        if (!name.matches(LABEL + "(\\." + LABEL + ")*")) {
            throw AddressText.refusal(address, "'" + host + "' is no host");
        }
        // What looks like a number is not left to the resolver, which reads 127.1 and 010.0.0.1.
        boolean number = name.matches("(.*\\.)?(\\d+|0x[0-9a-f]*)");
        if (number && !name.matches(BYTE + "(\\." + BYTE + "){3}")) {
            throw AddressText.refusal(address, "'" + host + "' is no IPv4 address");
        }
        return name;
    }

    /** As it stands in an address. */
    static String inAddress(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private static String ipv6(String bare, String address) {
        String refused = "'" + bare + "' is no IPv6 address";
        if (!bare.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw AddressText.refusal(address, refused);
        }
        try {
            // A literal, so nothing is looked up. One that stands for an IPv4 address becomes that.
            InetAddress literal = InetAddress.getByName(bare);
            return literal instanceof Inet6Address
                    ? shortest(literal.getAddress())
                    : literal.getHostAddress();
        } catch (UnknownHostException e) {
            throw AddressText.refusal(address, refused);
        }
    }

    /** As RFC 5952 has it: the first of the longest runs of zero groups becomes {@code ::}. */
    private static String shortest(byte[] address) {
        int[] groups = new int[IPV6_GROUPS];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff;
        }
        int longestAt = -1;
        int longest = 1;
        for (int at = 0; at < groups.length; at++) {
            int end = at;
            while (end < groups.length && groups[end] == 0) {
                end++;
            }
            if (end - at > longest) {
                longestAt = at;
                longest = end - at;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == longestAt) {
                text.append("::");
                i += longest - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
