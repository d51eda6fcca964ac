package jenomics.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import jenomics.io.HubSettings.Patience;

/**
 * Where data sets are and where they are kept.
 *
 * @param shelves folders named {@code datasets} here and above, nearest first
 * @param cache where downloads are kept
 * @param offline whether the network must not be used
 * @param patience how long to wait and how often to try
 */
record CatalogSettings(List<Path> shelves, Path cache, boolean offline, Patience patience) {
    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

    /** Of this process: system properties first, then the environment. */
    static CatalogSettings here() {
        return of(
                name -> System.getProperty(name, System.getenv(name)),
                Path.of(System.getProperty("user.home")),
                Path.of("").toAbsolutePath());
    }

    static CatalogSettings of(UnaryOperator<String> variable, Path home, Path working) {
        String data = value(variable, "JENOMICS_DATA");
        String caches = value(variable, "XDG_CACHE_HOME");
        var cache = data != null
                ? Path.of(data.startsWith("~/") ? home + data.substring(1) : data)
                : (caches == null ? home.resolve(".cache") : Path.of(caches)).resolve("jenomics/datasets");
        var shelves = new ArrayList<Path>();
        for (var folder = working; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("datasets"))) {
                shelves.add(folder.resolve("datasets"));
            }
        }
        return new CatalogSettings(
                List.copyOf(shelves),
                cache,
                isTrue(value(variable, "JENOMICS_OFFLINE")) || isTrue(value(variable, "HF_HUB_OFFLINE")),
                Patience.USUAL);
    }

    private static String value(UnaryOperator<String> variable, String name) {
        String value = variable.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static boolean isTrue(String value) {
        return value != null && TRUE.contains(value.toUpperCase(Locale.ROOT));
    }
}
