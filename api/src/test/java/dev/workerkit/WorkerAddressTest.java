package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerAddressTest {

    private static String normal(String text) {
        return WorkerAddress.parse(text).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///run/a, unix:///run/a",
        "unix:/run/a, unix:///run/a",
        "UNIX:///run/A, unix:///run/A",
        "unix:////run//a/, unix:///run/a",
        "unix:///run/./b/../a, unix:///run/a",
        "unix:///../run/a, unix:///run/a",
        "unix:///run/a b%20c, unix:///run/a b%20c",
        "tcp://example.org:80, tcp://example.org:80",
        "TCP://Example.ORG.:0080/, tcp://example.org:80",
        "tcp://my_service-1:7000, tcp://my_service-1:7000",
        "tcp://127.0.0.1:7000, tcp://127.0.0.1:7000",
        "tls://Localhost:7000, tls://localhost:7000"
    })
    void whatMeansTheSameIsTheSame(String text, String normal) {
        assertThat(normal(text)).isEqualTo(normal);
        assertThat(WorkerAddress.parse(text))
                .isEqualTo(WorkerAddress.parse(normal))
                .hasSameHashCodeAs(WorkerAddress.parse(normal));
    }

    @ParameterizedTest
    @CsvSource({
        "[0:0:0:0:0:0:0:1], [::1]",
        "[::], [::]",
        "[2001:DB8::0:1], [2001:db8::1]",
        "[2001:db8:0:0:1:0:0:1], [2001:db8::1:0:0:1]",
        "[2001:db8:0:1:1:1:1:1], [2001:db8:0:1:1:1:1:1]",
        "[1:0:0:2:0:0:0:3], [1:0:0:2::3]",
        "[fe80:0000::], [fe80::]",
        "[::ffff:192.0.2.1], 192.0.2.1",
        "[64:ff9b::192.0.2.33], [64:ff9b::c000:221]"
    })
    void ipv6HasItsShortestForm(String host, String normal) {
        assertThat(normal("tcp://" + host + ":1")).isEqualTo("tcp://" + normal + ":1");
    }

    /** RFC 5952's examples are above; here, that the shortest form is still the same address. */
    @Property(tries = 500)
    void aShortIpv6AddressIsStillTheSame(@ForAll @Size(16) byte[] bytes)
            throws UnknownHostException {
        bytes[0] |= 1; // not one of those that are IPv4 addresses
        InetAddress address = InetAddress.getByAddress(bytes);

        WorkerAddress.Tcp parsed = new WorkerAddress.Tcp(address.getHostAddress(), 1);

        assertThat(InetAddress.getByName(parsed.host())).isEqualTo(address);
        assertThat(WorkerAddress.parse(parsed.toString())).isEqualTo(parsed);
        assertThat(parsed.host().length()).isLessThanOrEqualTo(address.getHostAddress().length());
    }

    @Test
    void kindsAreApart() {
        assertThat(WorkerAddress.parse("tcp://a:1")).isNotEqualTo(WorkerAddress.parse("tls://a:1"));
        assertThat(WorkerAddress.parse("tcp://localhost:1"))
                .as("no name is looked up")
                .isNotEqualTo(WorkerAddress.parse("tcp://127.0.0.1:1"));
        assertThat(new WorkerAddress.Tcp("::1", 7)).hasToString("tcp://[::1]:7");
        assertThat(new WorkerAddress.Unix(Path.of("/run/x/../a"))).hasToString("unix:///run/a");
    }

    @ParameterizedTest
    @CsvSource({
        "'', it begins with none of",
        "/run/a, it begins with none of",
        "http://a:1, it begins with none of",
        "' tcp://a:1', it begins with none of",
        "unix:, no absolute path",
        "unix://, no absolute path",
        "unix:run/a, no absolute path",
        "unix://run/a, no absolute path",
        "unix:///, it names no file",
        "unix:///run/.., it names no file",
        "tcp://, it has no host",
        "tcp://:80, it has no host",
        "tcp://a, it has no port",
        "tcp://a:, it has no port",
        "tcp://[::1], it has no port",
        "tcp://[::1]80, it has no port",
        "tcp://[::1, its bracket is not closed",
        "tcp://::1:80, stands in brackets",
        "tcp://a:80:81, stands in brackets",
        "tcp://a:8O, '8O' is no port",
        "tcp://a:-1, '-1' is no port",
        "tcp://a:99999999999, '99999999999' is no port",
        "tcp://me@a:1, more than a host and a port",
        "tcp://a:1/b, more than a host and a port",
        "tcp://a:1?b, more than a host and a port",
        "tcp://a:1#b, more than a host and a port",
        "tcp://a b:1, 'a b' is no host",
        "tcp://-a:1, '-a' is no host",
        "tcp://a..b:1, 'a..b' is no host",
        "tcp://*:1, '*' is no host",
        "tcp://[a]:1, 'a' is no IPv6 address",
        "tcp://[1::2::3]:1, '1::2::3' is no IPv6 address",
        "tcp://[fe80::1%eth0]:1, 'fe80::1%eth0' is no IPv6 address",
        "tcp://127.1:1, '127.1' is no IPv4 address",
        "tcp://256.1.1.1:1, '256.1.1.1' is no IPv4 address",
        "tcp://010.0.0.1:1, '010.0.0.1' is no IPv4 address",
        "tcp://0x7f.1:1, '0x7f.1' is no IPv4 address"
    })
    void aMalformedOneIsRefusedWithTheFormsThatAreAccepted(String text, String found) {
        assertThatThrownBy(() -> WorkerAddress.parse(text))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("address: '" + text + "' is no address of a worker")
                .hasMessageContaining(found)
                .hasMessageContaining("unix:///absolute/path")
                .hasMessageContaining("tcp://host:port")
                .hasMessageContaining("tls://host:port");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536, 70_000})
    void aPortOutOfRangeIsRefused(int port) {
        assertThatThrownBy(() -> new WorkerAddress.Tcp("a", port))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(port + " is no port; use a number from 1 to 65535");
        assertThatThrownBy(() -> new WorkerAddress.Tls("a", port))
                .isInstanceOf(SpecException.class);
    }

    @Test
    void aSocketsPathHasAtMostHundredAndSevenBytes() {
        String longest = "/" + "x".repeat(106);

        assertThat(normal("unix://" + longest)).isEqualTo("unix://" + longest);
        assertThat(normal("unix:///y/.." + longest)).isEqualTo("unix://" + longest);
        assertThatThrownBy(() -> WorkerAddress.parse("unix://" + longest + "x"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("has 108 bytes, and the kernel takes at most 107")
                .hasMessageContaining("use a shorter folder");
        assertThatThrownBy(() -> WorkerAddress.parse("unix:///" + "ü".repeat(54)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("109 bytes");
    }

    @Test
    void aPathThatThereCannotBeIsRefused() {
        assertThatThrownBy(() -> WorkerAddress.parse("unix:///run/\0"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("Nul character not allowed");
    }
}
