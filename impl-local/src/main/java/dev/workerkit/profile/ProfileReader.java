package dev.workerkit.profile;

import dev.workerkit.AdminCookie;
import dev.workerkit.BootstrapProfile;
import dev.workerkit.BootstrapStage;
import dev.workerkit.ChannelSpec;
import dev.workerkit.DeliveryGuarantee;
import dev.workerkit.EventLoopKind;
import dev.workerkit.ProcessIdentity;
import dev.workerkit.SocketContext;
import dev.workerkit.SpecException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a profile of a JSON object (WRK-BOOT-011). */
final class ProfileReader {

    private static final String ROOT = "bootstrap";

    private final Path folder;

    /**
     * A reader of a file.
     *
     * @param folder the file's, where relative paths begin
     */
    ProfileReader(Path folder) {
        this.folder = folder;
    }

    BootstrapProfile profile(Map<?, ?> object) {
        FieldReader fields = new FieldReader(ROOT, object, folder);
        BootstrapProfile read = sockets(fields, jvm(fields, BootstrapProfile.defaults()));
        fields.end();
        return read;
    }

    private static BootstrapProfile jvm(FieldReader fields, BootstrapProfile start) {
        BootstrapProfile read =
                fields.path("javaHome")
                        .map(start::withJavaHome)
                        .orElse(start)
                        .withWrapper(fields.texts("wrapper").toArray(String[]::new))
                        .withClassPath(fields.paths("classPath"));
        for (String option : fields.texts("jvmOptions")) {
            read = read.withJvmOption(option);
        }
        read = hooks(fields, read).withArguments(fields.list("arguments").toArray());
        Optional<ChannelSpec> channel = fields.object("channel").map(ProfileReader::channel);
        read = channel.map(read::withChannel).orElse(read);
        Optional<ProcessIdentity> identity = fields.object("identity").map(ProfileReader::identity);
        read = identity.map(read::withIdentity).orElse(read);
        read = fields.bool("classDataArchive").map(read::withClassDataArchive).orElse(read);
        return fields.path("classDataArchiveFile").map(read::withClassDataArchiveFile).orElse(read);
    }

    private static BootstrapProfile sockets(FieldReader fields, BootstrapProfile start) {
        BootstrapProfile read = eventLoop(fields).map(start::withEventLoop).orElse(start);
        Optional<SocketContext> context =
                fields.object("socketContext").map(ProfileReader::socketContext);
        read = context.map(read::withSocketContext).orElse(read);
        Optional<AdminCookie> cookie = fields.secretObject("cookie").map(ProfileReader::cookie);
        read = cookie.map(read::withCookie).orElse(read);
        return fields.path("killSwitch").map(read::withKillSwitch).orElse(read);
    }

    private static BootstrapProfile hooks(FieldReader fields, BootstrapProfile start) {
        Optional<FieldReader> hooks = fields.object("hooks");
        if (hooks.isEmpty()) {
            return start;
        }
        BootstrapProfile read = start;
        for (BootstrapStage stage : BootstrapStage.values()) {
            for (String hook : hooks.get().texts(ProfileWriter.stageName(stage))) {
                read = read.withHook(stage, hook);
            }
        }
        hooks.get().end();
        return read;
    }

    private static ChannelSpec channel(FieldReader fields) {
        ChannelSpec defaults = ChannelSpec.json();
        ChannelSpec read =
                new ChannelSpec(
                        fields.text("codec").orElse(defaults.codec()),
                        fields.number("maxMessageBytes").orElse(defaults.maxMessageBytes()),
                        fields.number("capacityBytes").orElse(defaults.capacityBytes()),
                        fields.bool("acknowledged").orElse(false)
                                ? DeliveryGuarantee.AT_LEAST_ONCE
                                : DeliveryGuarantee.AT_MOST_ONCE,
                        Optional.empty());
        fields.end();
        return read;
    }

    private static Optional<EventLoopKind> eventLoop(FieldReader fields) {
        return fields.text("eventLoop")
                .map(
                        name ->
                                Arrays.stream(EventLoopKind.values())
                                        .filter(kind -> named(kind).equals(name))
                                        .findFirst()
                                        .orElseThrow(() -> noEventLoop(name)));
    }

    private static String named(EventLoopKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static SpecException noEventLoop(String name) {
        String known =
                Arrays.stream(EventLoopKind.values())
                        .map(ProfileReader::named)
                        .collect(Collectors.joining(", "));
        return new SpecException(
                ROOT + ".eventLoop",
                "\"" + name + "\" is no kind of event loop",
                "use one of " + known);
    }

    private static SocketContext socketContext(FieldReader fields) {
        SocketContext read =
                new SocketContext(
                        fields.path("certificateChain"),
                        fields.path("privateKey"),
                        fields.path("trusted"),
                        fields.bool("clientCertificates").orElse(false),
                        fields.bool("checkHostName").orElse(true));
        fields.end();
        return read;
    }

    private static AdminCookie cookie(FieldReader fields) {
        Optional<AdminCookie> file = fields.path("file").map(AdminCookie::file);
        Optional<AdminCookie> environment =
                fields.text("environment").map(AdminCookie::environment);
        fields.end();
        if (file.isPresent() == environment.isPresent()) {
            throw new SpecException(
                    ROOT + ".cookie",
                    file.isPresent() ? "it is in two places" : "it is nowhere",
                    "give either file or environment");
        }
        return file.or(() -> environment).orElseThrow();
    }

    private static ProcessIdentity identity(FieldReader fields) {
        int uid = fields.requiredNumber("uid");
        int gid = fields.requiredNumber("gid");
        List<Integer> groups = fields.numbers("groups");
        fields.end();
        return new ProcessIdentity(uid, gid, groups);
    }
}
