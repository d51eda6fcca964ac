package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenomics.kernel.wire.ServerLog;

/** The environment variables of IJava, which mean here what they mean there. */
final class IJavaVariables {
    private IJavaVariables() {}

    /** IJAVA_CLASSPATH: jars and folders, also by pattern. */
    static List<String> classPath() {
        return files("IJAVA_CLASSPATH").stream()
                .map(path -> path.toAbsolutePath().toString())
                .toList();
    }

    /** IJAVA_COMPILER_OPTS: options of javac. */
    static List<String> compilerOptions() {
        String options = value("IJAVA_COMPILER_OPTS").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
    }

    /** IJAVA_STARTUP_SCRIPTS_PATH and IJAVA_STARTUP_SCRIPT: names to code, in the order they run. */
    static Map<String, String> startupScripts() {
        var scripts = new LinkedHashMap<String, String>();
        for (Path file : files("IJAVA_STARTUP_SCRIPTS_PATH")) {
            try {
                scripts.put(file.toString(), Files.readString(file));
            } catch (IOException e) {
                ServerLog.say("the start-up script " + file + " cannot be read: " + e);
            }
        }
        String script = value("IJAVA_STARTUP_SCRIPT");
        if (!script.isBlank()) {
            scripts.put("IJAVA_STARTUP_SCRIPT", script);
        }
        return scripts;
    }

    private static List<Path> files(String variable) {
        var found = new ArrayList<Path>();
        for (String pattern : Stream.of(value(variable).split(File.pathSeparator))
                .filter(p -> !p.isBlank())
                .toList()) {
            try {
                new GlobFinder(pattern).computeMatchingPaths().forEach(found::add);
            } catch (IOException e) {
                ServerLog.say(variable + ": '" + pattern + "' cannot be searched: " + e);
            }
        }
        return found;
    }

    private static String value(String variable) {
        String value = System.getenv(variable);
        return value == null ? "" : value;
    }
}
