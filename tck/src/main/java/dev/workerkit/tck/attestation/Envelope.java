package dev.workerkit.tck.attestation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.Base64;

/**
 * A signed message as the Dead Simple Signing Envelope, version 1, has it. What is signed is the
 * type and the content with their lengths, so that nothing of them can be moved.
 *
 * @param payload the content
 * @param signatures as they stand in the envelope
 */
record Envelope(byte[] payload, JsonNode signatures) {

    private static final String TYPE = "application/vnd.in-toto+json";
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The envelope of this content, signed with this key. */
    static String signed(byte[] payload, SigningKey key) {
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("payloadType", TYPE);
        envelope.put("payload", Base64.getEncoder().encodeToString(payload));
        ObjectNode signature = envelope.putArray("signatures").addObject();
        key.id().ifPresent(id -> signature.put("keyid", id));
        signature.put("sig", Base64.getEncoder().encodeToString(key.sign(encoded(payload))));
        return envelope.toPrettyString() + "\n";
    }

    /**
     * Opens an envelope, whoever signed it.
     *
     * @throws AttestationException if it is none, or one of something else
     */
    static Envelope open(byte[] file) {
        JsonNode envelope;
        try {
            envelope = JSON.readTree(file);
        } catch (IOException e) {
            throw new AttestationException("The envelope is damaged: it is not JSON");
        }
        String type = envelope.path("payloadType").asText();
        if (!type.equals(TYPE)) {
            throw new AttestationException(
                    "The envelope says that it contains '%s'; a statement is %s"
                            .formatted(type, TYPE));
        }
        JsonNode signatures = envelope.path("signatures");
        if (!signatures.isArray() || signatures.isEmpty()) {
            throw new AttestationException("The envelope has no signature");
        }
        try {
            return new Envelope(decoded(envelope.path("payload")), signatures);
        } catch (IllegalArgumentException e) {
            throw new AttestationException("The statement is damaged: it is not in base64");
        }
    }

    /**
     * Whether one of the signatures was made with this key.
     *
     * @throws AttestationException if one of them is not even of the form of a signature
     */
    boolean isSignedWith(VerifyingKey key) {
        boolean signed = false;
        for (JsonNode signature : signatures) {
            try {
                signed |= key.verifies(encoded(payload), decoded(signature.path("sig")));
            } catch (SignatureException | IllegalArgumentException e) {
                throw new AttestationException(
                        "The signature is damaged: it is none of the kind of this key ("
                                + e.getMessage()
                                + ")");
            }
        }
        return signed;
    }

    /** Whether the envelope itself says that it was signed with another key. */
    boolean namesAnotherKeyThan(VerifyingKey key) {
        for (JsonNode signature : signatures) {
            String id = signature.path("keyid").asText();
            if (id.isEmpty() || id.equals(key.id())) {
                return false;
            }
        }
        return true;
    }

    private static byte[] decoded(JsonNode text) {
        // Both alphabets are allowed.
        return Base64.getDecoder().decode(text.asText().replace('-', '+').replace('_', '/'));
    }

    private static byte[] encoded(byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                "DSSEv1 %d %s %d "
                        .formatted(TYPE.length(), TYPE, payload.length)
                        .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }
}
