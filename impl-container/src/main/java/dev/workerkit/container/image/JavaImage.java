package dev.workerkit.container.image;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.launch.CacheFolder;
import dev.workerkit.launch.JavaHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image in which workers can run, made without any registry of a JDK, a shell, basic tools and
 * the libraries of this machine. It is made once for all masters of this user and kept in a cache,
 * and has the same id wherever it is made of the same files.
 *
 * <p>The first call that needs the id may take some 20 seconds, as the JDK is linked then; later
 * ones, also in other masters, take milliseconds. All methods may be called by any thread.
 */
public final class JavaImage {

    /** On every image that is made here. */
    public static final String LABEL = "dev.workerkit.image";

    private static final String NAME = "workerkit/java";
    private static final int TOLD_DIGITS = 12;

    private final JavaLayer java;
    private final Optional<ClassPathLayer> classes;
    private final LayerCache cache;
    private @Nullable DockerArchive archive;

    private JavaImage(JavaLayer java, Optional<ClassPathLayer> classes, LayerCache cache) {
        this.java = java;
        this.classes = classes;
        this.cache = cache;
    }

    /**
     * The image of a profile's JDK, or else of the master's own, kept in this user's cache folder.
     * Nothing is made yet.
     *
     * @throws SpecException if it is no JDK of which there are workers
     * @throws WorkerException if this user has no cache folder
     */
    public static JavaImage of(BootstrapProfile profile) {
        Path cache =
                CacheFolder.ofThisUser()
                        .orElseThrow(
                                () ->
                                        new WorkerException(
                                                "This user has no home to keep images in; set"
                                                        + " XDG_CACHE_HOME to a folder, or name an"
                                                        + " image"));
        return of(JavaHome.of(profile), cache.resolve("images"));
    }

    /**
     * The image of a JDK, kept in a folder that is made if need be. Nothing is made yet.
     *
     * @throws SpecException if there is no such JDK
     */
    public static JavaImage of(JavaHome home, Path cache) {
        try {
            JavaLayer java = new JavaLayer(home.path().toRealPath(), home.feature());
            return new JavaImage(java, Optional.empty(), new LayerCache(cache.toAbsolutePath()));
        } catch (IOException e) {
            throw new SpecException(
                    "bootstrap.javaHome",
                    home.path() + " can't be read: " + e,
                    "name a JDK's folder");
        }
    }

    /**
     * The same image with the application's classes in a layer of their own, above the others: a
     * change of them makes only that layer anew.
     *
     * @param entries jars and folders of this machine, in the order of the class path
     * @throws SpecException if one is missing
     */
    public JavaImage withClassPath(List<Path> entries) {
        return new JavaImage(java, Optional.of(ClassPathLayer.of(entries)), cache);
    }

    /** The class path in the image; empty without {@link #withClassPath}. */
    public List<String> classPath() {
        return classes.map(ClassPathLayer::classPath).orElse(List.of());
    }

    /**
     * The JDK of the image as files of this machine, for images that have none. Makes them, if need
     * be.
     *
     * @throws SpecException if the JDK can't be linked
     * @throws WorkerException if they can't be made, or the cache not be used
     */
    public synchronized JavaFiles files() {
        try (FolderLock lock = cache.lock()) {
            Layer layer = cache.built(java.order(), lock);
            return java.files(layer, cache.unpacked(layer, lock));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The feature version of the JDK, for example 17. */
    public int feature() {
        return java.feature();
    }

    /** The folder of the JDK in the image. */
    public String javaHome() {
        return JavaLayer.FOLDER;
    }

    /**
     * The image's id, {@code sha256:} and 64 digits. Makes what it consists of, if need be.
     *
     * @throws SpecException if the JDK can't be linked
     * @throws WorkerException if the image can't be made, or the cache not be used
     */
    public String id() {
        return "sha256:" + made().digest();
    }

    /** A name for people, {@code workerkit/java:} with the version and the start of the id. */
    public String tag() {
        return tag(made());
    }

    /**
     * Sees to it that a store has the image. If it has, that is one question.
     *
     * @return what to call the image there: its id, or its tag where the store knows other ids
     * @throws SpecException if the JDK can't be linked
     * @throws WorkerException if the image can't be made, or the cache not be used
     */
    public String ensure(ImageStore store) {
        DockerArchive made = made();
        Optional<String> known = known(store, made);
        return known.isPresent() ? known.get() : load(store);
    }

    /**
     * Writes the image as {@code docker load} reads it.
     *
     * @throws SpecException if the JDK can't be linked
     * @throws WorkerException if the image can't be made, or the cache not be used
     * @throws IOException if it can't be written
     */
    public synchronized void writeTo(OutputStream output) throws IOException {
        try (FolderLock lock = cache.lock()) {
            DockerArchive image = verified(lock);
            try (InputStream content = image.open(tag(image))) {
                content.transferTo(output);
            }
        }
    }

    private Optional<String> known(ImageStore store, DockerArchive image) {
        String id = "sha256:" + image.digest();
        if (store.has(id)) {
            return Optional.of(id);
        }
        // Some engines give ids of their own, but the tag holds ours.
        return store.has(tag(image)) ? Optional.of(tag(image)) : Optional.empty();
    }

    private synchronized String load(ImageStore store) {
        try (FolderLock lock = cache.lock()) {
            DockerArchive image = verified(lock);
            // Another master may have been faster.
            Optional<String> known = known(store, image);
            if (known.isEmpty()) {
                try (InputStream content = image.open(tag(image))) {
                    store.load(content);
                }
                known = known(store, image);
            }
            return known.orElseThrow(
                    () -> new WorkerException("The engine took the image, but does not have it"));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private DockerArchive verified(FolderLock lock) throws IOException {
        List<Layer> layers = new ArrayList<>();
        for (LayerCache.Order order : orders()) {
            layers.add(cache.verified(order, lock));
        }
        DockerArchive image = new DockerArchive(settings(), layers);
        archive = image;
        return image;
    }

    private synchronized DockerArchive made() {
        DockerArchive known = archive;
        if (known != null) {
            return known;
        }
        try {
            DockerArchive made = new DockerArchive(settings(), layers());
            archive = made;
            return made;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private List<Layer> layers() throws IOException {
        List<LayerCache.Order> orders = orders();
        List<Layer> layers = new ArrayList<>();
        for (LayerCache.Order order : orders) {
            cache.find(order).ifPresent(layers::add);
        }
        if (layers.size() == orders.size()) {
            return layers;
        }
        layers.clear();
        try (FolderLock lock = cache.lock()) {
            for (LayerCache.Order order : orders) {
                layers.add(cache.built(order, lock));
            }
        }
        return layers;
    }

    /** The lowest first: what changes most often is on top. */
    private List<LayerCache.Order> orders() throws IOException {
        List<LayerCache.Order> orders = new ArrayList<>();
        orders.add(new ToolsLayer(java, NativeLibraries.read()).order());
        orders.add(java.order());
        if (classes.isPresent()) {
            orders.add(classes.get().order());
        }
        return orders;
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(
                "Env",
                List.of(
                        "PATH=" + JavaLayer.FOLDER + "/bin:/usr/local/bin:/usr/bin:/bin",
                        "JAVA_HOME=" + JavaLayer.FOLDER,
                        "LANG=C.UTF-8"));
        settings.put("Labels", Map.of(LABEL, "1"));
        return settings;
    }

    private String tag(DockerArchive image) {
        return NAME + ":" + java.feature() + "-" + image.digest().substring(0, TOLD_DIGITS);
    }

    private WorkerException failed(IOException cause) {
        return new WorkerException(
                "No image can be made of " + java.home() + ": " + cause.getMessage(), cause);
    }
}
