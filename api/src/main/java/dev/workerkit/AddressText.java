package dev.workerkit;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** The text of a {@link WorkerAddress}, on its way in. */
final class AddressText {

    private static final String SLASHES = "//";

    private final String text;

    private AddressText(String text) {
        this.text = text;
    }

    static WorkerAddress parse(String text) {
        AddressText address = new AddressText(text);
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        String scheme = text.substring(0, colon + 1).toLowerCase(Locale.ROOT);
        if (scheme.equals("unix:")) {
            return address.unix(rest);
        }
        boolean network = scheme.equals("tcp:") || scheme.equals("tls:");
        if (!network || !rest.startsWith(SLASHES)) {
            throw refusal(text, "it begins with none of unix://, tcp:// and tls://");
        }
        String authority = address.authority(rest.substring(SLASHES.length()));
        int end = address.endOfHost(authority);
        String host = authority.substring(0, end);
        int port = address.port(authority.substring(end));
        return scheme.equals("tcp:")
                ? new WorkerAddress.Tcp(Host.normalized(host, text), port)
                : new WorkerAddress.Tls(Host.normalized(host, text), port);
    }

    private WorkerAddress unix(String rest) {
        String path = rest.startsWith(SLASHES) ? rest.substring(SLASHES.length()) : rest;
        if (!path.startsWith("/")) {
            throw refusal(text, "it has no absolute path after unix://");
        }
        try {
            return new WorkerAddress.Unix(Path.of(path));
        } catch (InvalidPathException e) {
            throw refusal(text, e.getMessage());
        }
    }

    private String authority(String rest) {
        String authority = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        for (char more : new char[] {'/', '?', '#', '@'}) {
            if (authority.indexOf(more) >= 0) {
                throw refusal(text, "it has more than a host and a port");
            }
        }
        return authority;
    }

    private int endOfHost(String authority) {
        int end;
        if (authority.startsWith("[")) {
            end = authority.indexOf(']') + 1;
            if (end == 0) {
                throw refusal(text, "its bracket is not closed");
            }
        } else {
            int colon = authority.indexOf(':');
            if (colon != authority.lastIndexOf(':')) {
                throw refusal(text, "an IPv6 host stands in brackets, and a port has one colon");
            }
            end = colon < 0 ? authority.length() : colon;
        }
        if (end == 0) {
            throw refusal(text, "it has no host");
        }
        return end;
    }

    private int port(String rest) {
        if (!rest.startsWith(":") || rest.length() == 1) {
            throw refusal(text, "it has no port");
        }
        String digits = rest.substring(1);
        if (!digits.matches("[0-9]{1,9}")) {
            throw refusal(text, "'" + digits + "' is no port");
        }
        return Integer.parseInt(digits);
    }

    static SpecException refusal(String text, String found) {
        return new SpecException(
                "address",
                "'" + text + "' is no address of a worker: " + found,
                "use unix:///absolute/path, tcp://host:port or tls://host:port");
    }
}
