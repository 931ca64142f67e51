package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SocketContextTest {

    private static final Path CHAIN = Path.of("chain.pem");
    private static final Path KEY = Path.of("key.pem");
    private static final Path TRUSTED = Path.of("trusted.pem");

    @Test
    void eachChangeChangesOneValue() {
        assertThat(SocketContext.defaults())
                .isEqualTo(
                        new SocketContext(
                                Optional.empty(), Optional.empty(), Optional.empty(), false, true));
        assertThat(
                        SocketContext.defaults()
                                .withCertificate(CHAIN, KEY)
                                .withTrusted(TRUSTED)
                                .withClientCertificates()
                                .withoutHostNameCheck())
                .isEqualTo(
                        new SocketContext(
                                Optional.of(CHAIN),
                                Optional.of(KEY),
                                Optional.of(TRUSTED),
                                true,
                                false));
    }

    @Test
    void aCertificateAndItsKeyGoTogether() {
        assertThatThrownBy(
                        () ->
                                new SocketContext(
                                        Optional.of(CHAIN),
                                        Optional.empty(),
                                        Optional.empty(),
                                        false,
                                        true))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("there is a certificate and no key; give both or neither");
        assertThatThrownBy(
                        () ->
                                new SocketContext(
                                        Optional.empty(),
                                        Optional.of(KEY),
                                        Optional.empty(),
                                        false,
                                        true))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("there is a key and no certificate");
    }

    @Test
    void certificatesAreNotAskedForWhenNoneIsTrusted() {
        assertThatThrownBy(() -> SocketContext.defaults().withClientCertificates())
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("socketContext.trusted")
                .hasMessageContaining("name the file of those that sign");
    }
}
