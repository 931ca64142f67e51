package dev.workerkit.profile;

import dev.workerkit.AdminCookie;
import dev.workerkit.BootstrapProfile;
import dev.workerkit.BootstrapStage;
import dev.workerkit.ChannelSpec;
import dev.workerkit.EventLoopKind;
import dev.workerkit.ProcessIdentity;
import dev.workerkit.SocketContext;
import dev.workerkit.SpecException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes a JSON object of a profile, with those fields alone that are not as by default. */
final class ProfileWriter {

    private ProfileWriter() {}

    static Map<String, Object> form(BootstrapProfile profile) {
        Map<String, Object> form = new LinkedHashMap<>();
        profile.javaHome().ifPresent(home -> form.put("javaHome", home.toString()));
        putUnlessEmpty(form, "wrapper", profile.wrapper());
        putUnlessEmpty(form, "classPath", texts(profile.classPath()));
        putUnlessEmpty(form, "jvmOptions", profile.jvmOptions());
        Map<String, Object> hooks = hooks(profile);
        if (!hooks.isEmpty()) {
            form.put("hooks", hooks);
        }
        putUnlessEmpty(form, "arguments", profile.arguments());
        profile.channel().ifPresent(channel -> form.put("channel", form(channel)));
        if (profile.eventLoop() != EventLoopKind.AUTO) {
            form.put("eventLoop", profile.eventLoop().name().toLowerCase(Locale.ROOT));
        }
        profile.socketContext().ifPresent(context -> form.put("socketContext", form(context)));
        profile.cookie().ifPresent(cookie -> form.put("cookie", form(cookie)));
        profile.killSwitch().ifPresent(file -> form.put("killSwitch", file.toString()));
        profile.identity().ifPresent(identity -> form.put("identity", form(identity)));
        if (!profile.classDataArchive()) {
            form.put("classDataArchive", false);
        }
        profile.classDataArchiveFile()
                .ifPresent(file -> form.put("classDataArchiveFile", file.toString()));
        return form;
    }

    private static void putUnlessEmpty(Map<String, Object> form, String field, List<?> values) {
        if (!values.isEmpty()) {
            form.put(field, values);
        }
    }

    private static List<String> texts(List<Path> paths) {
        return paths.stream().map(Path::toString).toList();
    }

    private static Map<String, Object> hooks(BootstrapProfile profile) {
        Map<String, Object> form = new LinkedHashMap<>();
        for (BootstrapStage stage : BootstrapStage.values()) {
            putUnlessEmpty(form, stageName(stage), profile.hooks(stage));
        }
        return form;
    }

    static String stageName(BootstrapStage stage) {
        return "stage" + (stage.ordinal() + 1);
    }

    private static Map<String, Object> form(ChannelSpec channel) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("codec", channel.codec());
        form.put("maxMessageBytes", channel.maxMessageBytes());
        form.put("capacityBytes", channel.capacityBytes());
        form.put("acknowledged", channel.isAcknowledged());
        return form;
    }

    private static Map<String, Object> form(SocketContext context) {
        Map<String, Object> form = new LinkedHashMap<>();
        context.certificateChain().ifPresent(file -> form.put("certificateChain", file.toString()));
        context.privateKey().ifPresent(file -> form.put("privateKey", file.toString()));
        context.trusted().ifPresent(file -> form.put("trusted", file.toString()));
        form.put("clientCertificates", context.clientCertificates());
        form.put("checkHostName", context.checkHostName());
        return form;
    }

    private static Map<String, Object> form(AdminCookie cookie) {
        if (cookie instanceof AdminCookie.InFile file) {
            return Map.of("file", file.path().toString());
        }
        if (cookie instanceof AdminCookie.InEnvironment environment) {
            return Map.of("environment", environment.variable());
        }
        throw new SpecException(
                "bootstrap.cookie",
                "it is the secret itself, which belongs in no file of settings",
                "use AdminCookie.file or AdminCookie.environment");
    }

    private static Map<String, Object> form(ProcessIdentity identity) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("uid", identity.uid());
        form.put("gid", identity.gid());
        putUnlessEmpty(form, "groups", identity.groups());
        return form;
    }
}
