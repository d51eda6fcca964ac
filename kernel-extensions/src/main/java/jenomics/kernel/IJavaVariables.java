package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenomics.kernel.wire.ServerLog;

/** The environment variables of IJava, which mean here what they mean there. */
final class IJavaVariables {
    private static final Pattern TIMEOUT = Pattern.compile("(-?[0-9]{1,12})(?:\\s+([A-Za-z]+))?");
    private static final Pattern OPTION = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private IJavaVariables() {}

    /** IJAVA_CLASSPATH: jars and folders, also by pattern. */
    static List<String> classPath() {
        return files("IJAVA_CLASSPATH").stream()
                .map(path -> path.toAbsolutePath().toString())
                .toList();
    }

    /** IJAVA_COMPILER_OPTS: options of javac, in quotes where they have blanks. */
    static List<String> compilerOptions() {
        return OPTION.matcher(value("IJAVA_COMPILER_OPTS"))
                .results()
                .map(option -> option.group(1) != null ? option.group(1) : option.group(2))
                .toList();
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

    /** IJAVA_TIMEOUT: {@code 500} (milliseconds) or {@code 30 SECONDS}, for one statement; below 1, none. */
    static Optional<Duration> timeout() {
        String text = value("IJAVA_TIMEOUT").strip();
        Matcher parts = TIMEOUT.matcher(text);
        if (!parts.matches()) {
            if (!text.isEmpty()) {
                ServerLog.say("IJAVA_TIMEOUT is '" + text + "', which is no time such as 500 or 30 SECONDS: no limit");
            }
            return Optional.empty();
        }
        String unit = parts.group(2) == null ? "MILLISECONDS" : parts.group(2).toUpperCase(Locale.ROOT);
        long amount = Long.parseLong(parts.group(1));
        try {
            return amount < 1
                    ? Optional.empty()
                    : Optional.of(Duration.of(amount, TimeUnit.valueOf(unit).toChronoUnit()));
        } catch (IllegalArgumentException e) {
            ServerLog.say("IJAVA_TIMEOUT is '" + text + "', but " + unit + " is no unit of Java's TimeUnit: no limit");
            return Optional.empty();
        }
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
