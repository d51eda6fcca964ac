package jenomics.kernel.maven;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenomics.provenance.GenomicsException;

/**
 * Opens {@link Maven} on first use, in a class loader of its own: a cell that wants another HTTP client or ASM than the
 * resolver's gets it, and a kernel that never resolves anything never loads it.
 */
public final class MavenDoor {
    /** The folder beside the kernel's jar, and what lies in it. */
    public static final String FOLDER = "maven";

    private static final List<String> JARS = List.of("standalone-static-uber-", "context-", "jcl-over-slf4j-");
    private static final String IMPLEMENTATION = "jenomics.kernel.maven.mima.MimaMaven";

    private static Maven maven;

    private MavenDoor() {}

    public static synchronized Maven open() {
        if (maven == null) {
            maven = load();
        }
        return maven;
    }

    private static Maven load() {
        Path code = kernelCode();
        List<Path> jars = jars();
        if (jars.size() < JARS.size()) {
            throw new GenomicsException("Maven's resolver is missing: there is no folder '" + FOLDER
                    + "' with it beside " + code + ". Install the kernel again.");
        }
        var loader = new ApartLoader(urls(jars, code), MavenDoor.class.getClassLoader());
        try {
            return (Maven) loader.loadClass(IMPLEMENTATION).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new GenomicsException("Maven's resolver in " + jars.get(0).getParent() + " does not load.", e);
        }
    }

    /** The resolver, where it lies now: in the folder beside the kernel's jar or, while that is built, on the class path. */
    public static List<Path> jars() {
        List<Path> jars = beside(kernelCode());
        return jars.isEmpty() ? onClassPath() : jars;
    }

    private static Path kernelCode() {
        try {
            return Path.of(MavenDoor.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of the kernel's jar", e);
        }
    }

    private static List<Path> beside(Path code) {
        Path folder = code.resolveSibling(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(MavenDoor::isResolver).sorted().toList();
        } catch (IOException e) {
            throw new GenomicsException("The folder " + folder + " cannot be read.", e);
        }
    }

    /** While the kernel is built and tested. */
    private static List<Path> onClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(MavenDoor::isResolver)
                .toList();
    }

    private static boolean isResolver(Path jar) {
        String name = String.valueOf(jar.getFileName());
        return name.endsWith(".jar") && JARS.stream().anyMatch(name::startsWith);
    }

    private static URL[] urls(List<Path> jars, Path code) {
        var urls = new ArrayList<URL>();
        try {
            for (Path jar : jars) {
                urls.add(jar.toUri().toURL());
            }
            urls.add(code.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
        return urls.toArray(URL[]::new);
    }
}
