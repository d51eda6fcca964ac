package jenomics.kernel.spec;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import jenomics.kernel.maven.MavenDoor;
import jenomics.provenance.GenomicsException;

/** The class path of this program, as jars in one folder. */
final class JarFolder {
    private JarFolder() {}

    /** Returns the names of the jars, in class path order. What only {@code %maven} needs goes into a folder beside. */
    static List<String> fill(Path lib) throws IOException {
        var names = new ArrayList<String>();
        List<Path> maven = MavenDoor.jars();
        for (Path jar : maven) {
            Path target = Files.createDirectories(lib.resolve(MavenDoor.FOLDER)).resolve(jar.getFileName());
            take(jar, target);
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path source = Path.of(entry);
            if (maven.contains(source)) {
                continue;
            }
            if (Files.isRegularFile(source)) {
                String name = unique(names, source.getFileName().toString());
                take(source, lib.resolve(name));
                names.add(name);
            } else if (Files.isDirectory(source)) {
                String name = unique(names, "classes.jar");
                pack(source, lib.resolve(name));
                names.add(name);
            }
        }
        if (names.isEmpty()) {
            throw new GenomicsException("The class path of this program holds no jar; there is nothing to install.");
        }
        return names;
    }

    private static String unique(List<String> names, String name) {
        return names.contains(name) ? names.size() + "-" + name : name;
    }

    /** A released jar never changes, so a link will do; a snapshot is built again in its place. */
    private static void take(Path jar, Path target) throws IOException {
        if (jar.getFileName().toString().contains("SNAPSHOT")) {
            Files.copy(jar, target);
            return;
        }
        try {
            Files.createLink(target, jar.toRealPath());
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(jar, target); // another disk
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path path : all.sorted().filter(p -> !p.equals(classes)).toList()) {
                boolean folder = Files.isDirectory(path);
                out.putNextEntry(new JarEntry(
                        classes.relativize(path).toString().replace(File.separatorChar, '/') + (folder ? "/" : "")));
                if (!folder) {
                    Files.copy(path, out);
                }
                out.closeEntry();
            }
        }
    }
}
