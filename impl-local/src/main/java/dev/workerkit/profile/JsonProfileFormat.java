package dev.workerkit.profile;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.workerkit.BootstrapProfile;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.json.PlainJson;
import dev.workerkit.spi.ProfileFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Profiles in the form that {@code SPEC.md} describes (WRK-BOOT-010). */
public final class JsonProfileFormat implements ProfileFormat {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** For {@link java.util.ServiceLoader}. */
    public JsonProfileFormat() {}

    @Override
    public BootstrapProfile read(Path file) {
        Path absolute = file.toAbsolutePath();
        Object value;
        try (JsonParser in = JSON.createParser(Files.readAllBytes(absolute))) {
            value = PlainJson.read(in);
            if (in.nextToken() != null) {
                throw broken(absolute, in.currentTokenLocation());
            }
        } catch (JsonProcessingException e) {
            throw broken(absolute, e.getLocation());
        } catch (NoSuchFileException e) {
            throw new SpecException(
                    "bootstrap",
                    "the profile " + absolute + " does not exist",
                    "name a JSON file that you can read");
        } catch (IOException e) {
            throw new SpecException(
                    "bootstrap",
                    "the profile " + absolute + " can't be read: " + e,
                    "name a JSON file that you can read");
        }
        return new ProfileReader(absolute.getParent()).profile(object(absolute, value));
    }

    private static Map<?, ?> object(Path file, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new SpecException(
                "bootstrap", "the profile " + file + " is no JSON object", "begin it with {");
    }

    /** What is wrong there is not repeated: it may be a secret (WRK-ADMIN-008). */
    private static SpecException broken(Path file, @Nullable JsonLocation where) {
        return new SpecException(
                "bootstrap",
                "the profile " + file + " is not one JSON object with each field once",
                where == null
                        ? "look for what is too long, or nested too deeply"
                        : "mend it at line "
                                + where.getLineNr()
                                + ", column "
                                + where.getColumnNr());
    }

    @Override
    public void write(BootstrapProfile profile, Path file) {
        byte[] text = text(ProfileWriter.form(profile));
        Path absolute = file.toAbsolutePath();
        try {
            Path unfinished = Files.createTempFile(absolute.getParent(), ".profile-", ".json");
            try {
                store(text, unfinished);
                Files.move(
                        unfinished,
                        absolute,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to write the profile to "
                            + absolute
                            + ": "
                            + e
                            + "; name a file in a folder that you can write to",
                    e);
        }
    }

    /** On the disk before it has its name: after a loss of power it is whole, or the old one. */
    private static void store(byte[] text, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(text);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
    }

    private static byte[] text(Map<String, Object> form) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DefaultPrettyPrinter lines =
                new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try (JsonGenerator out = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            out.setPrettyPrinter(lines);
            PlainJson.write(form, out);
            out.writeRaw('\n');
        } catch (IOException e) {
            throw new SpecException(
                    "bootstrap",
                    "the profile has no form in JSON: " + e.getMessage(),
                    "look for lists that are nested too deeply, and for broken characters");
        }
        return bytes.toByteArray();
    }
}
