package dev.workerkit.container.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What lies below the JDK in an image: a shell and basic tools of this machine, and the libraries
 * that they and the JDK need, all at the paths where they lie here.
 *
 * @param java the JDK above
 * @param natives the kit's own native libraries, by file name
 */
record ToolsLayer(JavaLayer java, SortedMap<String, byte[]> natives) {

    private static final Path SHELL = Path.of("/bin/sh");

    /** Those that are on this machine are taken. */
    private static final List<String> TOOLS =
            List.of(
                    "awk basename cat chmod chown cp cut date dd df dirname du echo env expr false",
                    "find getent grep head hostname id kill ln ls mkdir mkfifo mktemp mv nproc",
                    "printenv printf pwd readlink realpath rm rmdir sed seq sleep sort stat stty",
                    "sync tail tee test timeout touch tr true tty uname uniq wc whoami xargs");

    private static final List<String> PROGRAM_FOLDERS = List.of("/usr/bin", "/bin");

    /** Where the loader looks without its cache, which is no part of the image. */
    private static final Set<String> SYSTEM_FOLDERS =
            Set.of(
                    "/lib",
                    "/lib64",
                    "/usr/lib",
                    "/usr/lib64",
                    "/lib/x86_64-linux-gnu",
                    "/usr/lib/x86_64-linux-gnu",
                    "/lib/aarch64-linux-gnu",
                    "/usr/lib/aarch64-linux-gnu");

    private static final String USERS =
            "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/tmp:/bin/sh\n";
    private static final String GROUPS = "root:x:0:\nnogroup:x:65534:\n";
    private static final String NAME_SERVICES = "passwd: files\ngroup: files\nhosts: files dns\n";

    LayerCache.Order order() {
        StringBuilder facts = new StringBuilder(java.home().toString());
        natives.forEach((name, bytes) -> facts.append('\n').append(Sha256.of(bytes)));
        String name = "tools-" + Sha256.of(facts.toString()).substring(0, 8);
        return new LayerCache.Order(name, this::fill);
    }

    private void fill(LayerContent content, Path workplace) throws IOException {
        List<Path> tools = tools(content);
        List<Path> roots = new ArrayList<>(tools);
        for (var library : natives.entrySet()) {
            Path file = workplace.resolve(library.getKey());
            Files.write(file, library.getValue());
            roots.add(file);
        }
        List<Path> libraries = java.libraries(roots);
        for (Path tool : tools) {
            content.host(tool);
        }
        addLibraries(content, libraries);
        for (Path locale : JavaLayer.LOCALES) {
            hostIfPresent(content, locale);
        }
        natives.forEach(
                (name, bytes) ->
                        content.file(
                                NativeLibraries.FOLDER + "/" + name, bytes, LayerContent.PROGRAM));
        addSystem(content);
    }

    private static List<Path> tools(LayerContent content) {
        List<Path> tools = new ArrayList<>();
        tools.add(SHELL);
        for (String name : String.join(" ", TOOLS).split(" ")) {
            for (String folder : PROGRAM_FOLDERS) {
                Path tool = Path.of(folder, name);
                content.source(tool);
                if (Files.isExecutable(tool)) {
                    tools.add(tool);
                    break;
                }
            }
        }
        return tools;
    }

    private static void addLibraries(LayerContent content, List<Path> libraries)
            throws IOException {
        Optional<Path> system =
                libraries.stream()
                        .filter(library -> library.endsWith("libc.so.6"))
                        .map(Path::getParent)
                        .findFirst();
        for (Path library : libraries) {
            content.host(library);
            if (system.isPresent() && !SYSTEM_FOLDERS.contains("" + library.getParent())) {
                Path seen = system.get().toRealPath().resolve(library.getFileName());
                content.link(seen.toString(), library.toString());
            }
        }
    }

    private static void hostIfPresent(LayerContent content, Path path) throws IOException {
        content.source(path);
        if (Files.exists(path)) {
            content.host(path);
        }
    }

    private static void addSystem(LayerContent content) {
        for (String folder : List.of("/dev", "/etc", "/proc", "/run", "/sys")) {
            content.folder(folder, LayerContent.FOLDER);
        }
        content.folder("/root", 0700);
        content.folder("/tmp", 01777);
        addText(content, "/etc/passwd", USERS);
        addText(content, "/etc/group", GROUPS);
        addText(content, "/etc/nsswitch.conf", NAME_SERVICES);
    }

    private static void addText(LayerContent content, String path, String text) {
        content.file(path, text.getBytes(StandardCharsets.US_ASCII), LayerContent.DATA);
    }
}
