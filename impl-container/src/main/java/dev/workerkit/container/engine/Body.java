package dev.workerkit.container.engine;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.FilterInputStream;

/** The content of an answer; closing it ends the answer, whatever is still to come. */
final class Body extends FilterInputStream {

    private final Response response;

    Body(Response response) {
        super(response.getBody());
        this.response = response;
    }

    @Override
    public void close() {
        response.close();
    }
}
