package jenomics.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK that kernels can run on.
 *
 * @param feature 17, 25
 * @param home its folder
 */
record Jdk(int feature, Path home) {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");
    private static final int OLDEST = 17;
    /** JAVA25_HOME, JAVA_HOME_25_X64 and what else people call them. */
    private static final Pattern VARIABLE = Pattern.compile("(JAVA|JDK)_?\\d*_?(HOME)?(_\\d+)?(_\\w+)?");

    /** The one the tests run on. */
    static Jdk own() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /** The tests' own and one of each other version that is installed; {@code -Dkernel.jdks=own} leaves it at the first. */
    static List<Jdk> all() {
        Map<Integer, Jdk> found = new TreeMap<>();
        if (!"own".equals(System.getProperty("kernel.jdks"))) {
            homes().stream().flatMap(Jdk::at).forEach(jdk -> found.putIfAbsent(jdk.feature(), jdk));
        }
        found.put(own().feature(), own());
        return List.copyOf(found.values());
    }

    private static List<Path> homes() {
        var homes = new ArrayList<Path>();
        System.getenv().forEach((name, value) -> {
            if (VARIABLE.matcher(name).matches()) {
                homes.add(Path.of(value));
            }
        });
        for (Path folder : List.of(
                own().home().toAbsolutePath().getParent(),
                Path.of("/usr/lib/jvm"),
                Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"),
                Path.of(System.getProperty("user.home"), ".jdks"))) {
            try (Stream<Path> inside = Files.list(folder)) {
                inside.sorted().forEach(homes::add);
            } catch (IOException e) {
                // no such folder here
            }
        }
        return homes;
    }

    /** What lies there, if it is a JDK with JShell. */
    private static Stream<Jdk> at(Path home) {
        Path release = home.resolve("release");
        try {
            Matcher version = VERSION.matcher(Files.isRegularFile(release) ? Files.readString(release) : "");
            boolean whole = Files.isExecutable(home.resolve("bin/java"))
                    && Files.isExecutable(home.resolve("bin/javac"))
                    && (Files.exists(home.resolve("jmods/jdk.jshell.jmod"))
                            || Files.readString(release).contains("jdk.jshell"));
            return version.find() && whole && Integer.parseInt(version.group(1)) >= OLDEST
                    ? Stream.of(new Jdk(Integer.parseInt(version.group(1)), home))
                    : Stream.empty();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    String java() {
        return home.resolve("bin")
                .resolve("java" + (File.separatorChar == '\\' ? ".exe" : ""))
                .toString();
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
