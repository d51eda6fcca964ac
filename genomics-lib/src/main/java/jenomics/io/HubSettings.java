package jenomics.io;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import jenomics.provenance.GenomicsException;

/**
 * Where models come from and where they are kept: the variables that Hugging Face's own library reads.
 *
 * @param endpoint the hub
 * @param cache the folder of {@code models--org--name} folders
 * @param token what proves who asks; null for nobody
 * @param offline whether the network must not be used
 * @param patience how long to wait and how often to try
 */
record HubSettings(URI endpoint, Path cache, String token, boolean offline, Patience patience) {

    /**
     * @param attempts how often a request is made that fails without any progress
     * @param pause before the second attempt; twice as long before each further one
     * @param connect how long a connection may take
     * @param answer how long an answer may take to begin
     * @param stall how long an answer may pause on its way
     */
    record Patience(int attempts, Duration pause, Duration connect, Duration answer, Duration stall) {
        static final Patience USUAL = new Patience(
                5, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    private static final String HUB = "https://huggingface.co";
    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

    /** Of this process: system properties first (a notebook cannot change its environment), then the environment. */
    static HubSettings here() {
        return of(name -> System.getProperty(name, System.getenv(name)), Path.of(System.getProperty("user.home")));
    }

    /**
     * @param variable gives a variable's value, or null
     * @param home the user's folder
     */
    static HubSettings of(UnaryOperator<String> variable, Path home) {
        var caches = folder(variable, home, home.resolve(".cache"), "XDG_CACHE_HOME");
        var hub = folder(variable, home, caches.resolve("huggingface"), "HF_HOME");
        return new HubSettings(
                endpoint(first(variable, "HF_ENDPOINT")),
                folder(variable, home, hub.resolve("hub"), "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"),
                token(
                        first(variable, "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"),
                        folder(variable, home, hub.resolve("token"), "HF_TOKEN_PATH")),
                isTrue(variable.apply("HF_HUB_OFFLINE")) || isTrue(variable.apply("TRANSFORMERS_OFFLINE")),
                Patience.USUAL);
    }

    private static String first(UnaryOperator<String> variable, String... names) {
        for (String name : names) {
            String value = variable.apply(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    private static Path folder(UnaryOperator<String> variable, Path home, Path usual, String... names) {
        String value = first(variable, names);
        if (value == null) {
            return usual;
        }
        return value.startsWith("~/") ? home.resolve(value.substring(2)) : Path.of(value);
    }

    private static boolean isTrue(String value) {
        return value != null && TRUE.contains(value.strip().toUpperCase(Locale.ROOT));
    }

    private static URI endpoint(String given) {
        String text = given == null ? HUB : given.replaceAll("/+$", "");
        try {
            var uri = URI.create(text);
            if (uri.getHost() != null && Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new GenomicsException(
                "HF_ENDPOINT is '" + given + "'; it should be the address of a hub, such as " + HUB + ".",
                Map.of("HF_ENDPOINT", text));
    }

    private static String token(String variable, Path file) {
        if (variable != null || !Files.isReadable(file)) {
            return variable;
        }
        try {
            String token = Files.readString(file).strip();
            return token.isEmpty() ? null : token;
        } catch (IOException e) {
            return null;
        }
    }

    HubSettings withPatience(Patience newPatience) {
        return new HubSettings(endpoint, cache, token, offline, newPatience);
    }

    /** The token stays unsaid. */
    @Override
    public String toString() {
        return endpoint + ", cache " + cache + (token == null ? "" : ", with a token") + (offline ? ", offline" : "");
    }
}
