package dev.workerkit.container.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.SpecException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterAddressTest {

    @Test
    void anAddressOfAnotherMachineIsListenedForEverywhere() {
        MasterAddress address = MasterAddress.given("192.0.2.7:4711");

        assertThat(address.host()).isEqualTo("192.0.2.7");
        assertThat(address.listen().getPort()).isEqualTo(4711);
        assertThat(address.listen().getAddress().isAnyLocalAddress()).isTrue();
    }

    @Test
    void atAnAddressOfThisMachineItListensThereAlone() throws Exception {
        Optional<String> own =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
                        .map(each -> each.getHostAddress())
                        .findFirst();
        if (own.isPresent()) {
            MasterAddress address = MasterAddress.given(own.get());

            assertThat(address.listen().getAddress().getHostAddress()).isEqualTo(own.get());
            assertThat(address.listen().getPort()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no address",
                "a/b",
                "user@host",
                "host:port",
                "localhost",
                "127.0.0.1:9"
            })
    void whatNobodyReachesIsRefused(String text) {
        assertThatThrownBy(() -> MasterAddress.given(text))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("options.address")
                .hasMessageContaining("HOST:PORT");
    }
}
