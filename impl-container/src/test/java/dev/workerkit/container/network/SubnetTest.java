package dev.workerkit.container.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.SpecException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {

    @Test
    void itsPartsHaveItsAddresses() {
        Subnet pool = Subnet.parse("198.19.0.0/16");

        assertThat(pool.parts(29)).isEqualTo(8192);
        assertThat(pool.part(0, 29)).hasToString("198.19.0.0/29");
        assertThat(pool.part(8191, 29)).hasToString("198.19.255.248/29");
        assertThat(pool.part(8191, 29).address(2)).isEqualTo("198.19.255.250");
    }

    @Test
    void whatSharesAddressesOverlaps() {
        Subnet pool = Subnet.parse("10.1.0.0/16");

        assertThat(pool.overlaps(Subnet.parse("10.1.255.0/24"))).isTrue();
        assertThat(pool.overlaps(Subnet.parse("10.0.0.0/8"))).isTrue();
        assertThat(pool.overlaps(Subnet.parse("0.0.0.0/0"))).isTrue();
        assertThat(pool.overlaps(Subnet.parse("10.2.0.0/16"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0", "10.0.0.0/33", "10.0.0.256/32", "10.0.0.1/29", "a.b.c.d/8"})
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Subnet.parse(text))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("'" + text + "'");
    }

    /** As OpenVPN and WireGuard set them. */
    @Test
    void halvesOfTheDefaultRouteAreNotInTheWay() {
        Subnet network = Subnet.parse("198.19.4.0/24");
        List<Subnet> routes =
                List.of(
                        Subnet.parse("0.0.0.0/1"),
                        Subnet.parse("128.0.0.0/1"),
                        Subnet.parse("10.0.0.0/8"),
                        network);

        assertThat(Bridges.inTheWay(routes, Subnet.parse("198.19.0.0/16")))
                .containsExactly(network);
    }

    @Test
    void routesAreReadButTheOneToAllOthers() {
        List<String> lines =
                List.of(
                        "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU",
                        "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0  ",
                        "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0  ");

        assertThat(Routes.parse(lines)).containsExactly(Subnet.parse("172.17.0.0/16"));
    }
}
