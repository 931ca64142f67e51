package dev.workerkit.container.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What the client library asks for. Its own settings come from properties, files and variables that
 * could say something else than what was agreed upon with the engine.
 */
final class ClientSettings implements DockerClientConfig {

    /** Heavy to make, so shared. */
    static final ObjectMapper JSON = DockerClientConfig.getDefaultObjectMapper();

    private final URI host;
    private final RemoteApiVersion version;

    ClientSettings(URI host, ApiVersion version) {
        this.host = host;
        this.version = RemoteApiVersion.create(version.major(), version.minor());
    }

    @Override
    public URI getDockerHost() {
        return host;
    }

    @Override
    public RemoteApiVersion getApiVersion() {
        return version;
    }

    @Override
    public @Nullable String getRegistryUsername() {
        return null;
    }

    @Override
    public @Nullable String getRegistryPassword() {
        return null;
    }

    @Override
    public @Nullable String getRegistryEmail() {
        return null;
    }

    @Override
    public @Nullable String getRegistryUrl() {
        return null;
    }

    @Override
    public @Nullable AuthConfig effectiveAuthConfig(String image) {
        return null;
    }

    @Override
    public AuthConfigurations getAuthConfigurations() {
        return new AuthConfigurations();
    }

    @Override
    @SuppressWarnings("deprecation") // The interface's own type; the transport has its own setting.
    public com.github.dockerjava.core.@Nullable SSLConfig getSSLConfig() {
        return null;
    }

    @Override
    public ObjectMapper getObjectMapper() {
        return JSON;
    }
}
