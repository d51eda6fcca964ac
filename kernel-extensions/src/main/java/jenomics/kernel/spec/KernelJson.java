package jenomics.kernel.spec;

import com.google.gson.GsonBuilder;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What kernel.json says: how Jupyter starts the kernel. */
final class KernelJson {
    private static final int WARNS_OF_NATIVE_ACCESS = 22;
    private static final String MAIN = "jenomics.kernel.KernelMain";

    private final InstallOptions options;
    private final List<Path> jars;
    private final Path archive;

    /** @param jars the class path, in order */
    KernelJson(InstallOptions options, List<Path> jars, Path archive) {
        this.options = options;
        this.jars = jars;
        this.archive = archive;
    }

    String text() {
        var json = new LinkedHashMap<String, Object>();
        json.put("argv", argv());
        json.put("display_name", options.displayName());
        json.put("language", "java");
        json.put("interrupt_mode", "message"); // SIGINT would end the JVM
        json.put("env", environment());
        json.put("metadata", Map.of(InstalledSpec.MARK, Map.of("version", version(), "debugger", false)));
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(json) + "\n";
    }

    private List<String> argv() {
        var argv = java();
        if (options.archive()) {
            argv.add("-XX:SharedArchiveFile=" + archive); // ignored while there is none, or it does not fit
        }
        argv.addAll(List.of("-cp", classPath(), MAIN, "{connection_file}"));
        return argv;
    }

    /**
     * The java that runs this, with the flags the kernel and torch want. Native access is named only where a JVM warns of
     * it: on JDK 17 the option costs the archived module graph, a tenth of the start.
     */
    List<String> java() {
        var java = new ArrayList<String>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.add("-XX:+IgnoreUnrecognizedVMOptions");
        if (Runtime.version().feature() >= WARNS_OF_NATIVE_ACCESS) {
            java.add("--enable-native-access=ALL-UNNAMED");
            java.add("--sun-misc-unsafe-memory-access=allow");
        }
        java.add("-Djava.awt.headless=true");
        java.add("-Dai.djl.offline=" + !options.online());
        return java;
    }

    String classPath() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** OpenMP's threads spin while they wait, which makes two of them slower than one on a busy machine. */
    Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("OMP_WAIT_POLICY", "passive");
        environment.put("GOMP_SPINCOUNT", "0");
        if (options.memory() != null) {
            environment.put("JDK_JAVA_OPTIONS", "-Xmx" + options.memory());
        }
        return environment;
    }

    private static String version() {
        String version = KernelJson.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
