package jenomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jar for other kernels, as the build leaves it: {@code kernel-extensions/EXTENSION.md}. */
class ExtensionJarTest {
    private static final Path JAR =
            Repository.ROOT.resolve("kernel-extensions/target/extension/jenomics-notebook-extension.jar");

    @BeforeAll
    static void isBuilt() {
        assumeTrue(Files.exists(JAR), "There is no " + JAR + ": it is made by mvn package.");
    }

    @Test
    void itHoldsNoKernel() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            var strangers = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("jenomics/kernel/extension/"))
                    .toList();
            assertEquals(List.of(), strangers);
            assertTrue(jar.getEntry("META-INF/services/org.dflib.jjava.jupyter.Extension") != null);
        }
        assertTrue(Files.exists(JAR.resolveSibling("jenomics.jshell")), "the start-up script lies beside it");
    }

    @Test
    void itsManifestNamesLibrariesThatAreThere() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            String names = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            var missing = List.of(names.split(" ")).stream()
                    .map(name -> JAR.resolveSibling(name).normalize())
                    .filter(library -> !Files.exists(library) && !Files.exists(ofMaven(library)))
                    .toList();
            assertEquals(List.of(), missing);
            assertTrue(names.contains("genomics-lib"), names);
        }
    }

    /** Where the resolver of %maven lies, which the manifest names as well and other kernels do not need. */
    private static Path ofMaven(Path library) {
        return library.resolveSibling("maven").resolve(library.getFileName());
    }

    @Test
    void itWorksWithNothingElseOnTheClassPath() throws Exception {
        var urls = new URL[] {JAR.toUri().toURL()};
        try (var alone = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Object bundle = alone.loadClass("jenomics.kernel.extension.Extension")
                    .getMethod("bundle", Object.class)
                    .invoke(null, List.of(1, 2));
            assertEquals("[1, 2]", bundle.getClass().getMethod("text").invoke(bundle));
            assertThrows(
                    NoClassDefFoundError.class,
                    () -> alone.loadClass("jenomics.kernel.extension.adapter.JJavaExtension"),
                    "JJava's classes come from JJava");
        }
    }
}
