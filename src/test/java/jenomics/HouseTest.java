package jenomics;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every file, and that each of these checks notices a planted fault. */
class HouseTest {

    private static final int LONGEST_FILE = 500;

    /** What a notebook imports by star beside the packages of the library. */
    private static final List<String> STAR_IMPORTS = List.of(
            "java.lang",
            "java.io",
            "java.math",
            "java.net",
            "java.nio.file",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.function",
            "java.util.prefs",
            "java.util.regex",
            "java.util.stream");

    /** Names that users of these libraries have in their cells. */
    private static final Map<String, String> FOREIGN =
            Map.of("Table", "Tablesaw", "Model", "DJL", "Trainer", "DJL", "Dataset", "DJL");

    /** Folders that exist on the machine where something was written, not on the reader's; /home/me is an example. */
    private static final Pattern MACHINE_PATH = Pattern.compile(
            "(?<![\\w.~$}])/(?:root|work|home/(?!me\\b)\\w+|Users/\\w+|tmp/[\\w-]{3,}|var/tmp)(?=[/\"'\\s)]|$)");

    /** Package registries, and addresses and mirrors that only some networks know; the names of POM schemas are none. */
    private static final Pattern PRIVATE_HOST = Pattern.compile(
            "https?://(?!maven\\.apache\\.org/(?:POM|xsd))(?:\\d+\\.\\d+\\.\\d+\\.\\d+|[\\w.-]*(?:artifactory|nexus|mirror|registry|proxy|maven|npmjs|debian)[\\w.-]*"
                    + "|[\\w.-]+\\.(?:internal|local|corp|lan|svc|intra))(?=[:/\\s\"'<]|$)");

    @TempDir
    Path folder;

    @Test
    void noSourceFileIsLong() {
        var sources = Repository.files(Repository.ROOT, ".java");
        assertTrue(sources.size() > 10, "the sources were not found");
        assertEquals(List.of(), longFiles(sources));
    }

    @Test
    void longFileIsNoticed() throws IOException {
        var file = Files.writeString(folder.resolve("Long.java"), "\n".repeat(LONGEST_FILE + 1));
        assertEquals(List.of(file + " has 501 lines; 500 are allowed."), longFiles(List.of(file)));
    }

    private static List<String> longFiles(List<Path> sources) {
        var found = new ArrayList<String>();
        for (var file : sources) {
            var lines = Repository.read(file).lines().count();
            if (lines > LONGEST_FILE) {
                found.add(file + " has " + lines + " lines; " + LONGEST_FILE + " are allowed.");
            }
        }
        return found;
    }

    @Test
    void trackedFilesNameNoMachine() {
        var tracked = Repository.tracked();
        assumeFalse(tracked.isEmpty(), "Not a git checkout: there is no list of tracked files to look through.");
        assertEquals(List.of(), machineNames(tracked.stream().filter(HouseTest::isText)));
    }

    @Test
    void machineNamesAreNoticed() throws IOException {
        // Put together here, so that this file passes its own test.
        var slash = "/";
        var file = Files.writeString(
                folder.resolve("planted.txt"),
                String.join(
                        "\n",
                        "read " + slash + "root/data.fa",
                        "url = http:" + slash + "/10.1.2.3/maven",
                        "url = https:" + slash + "/nexus.example.org/maven",
                        "url = https:" + slash + "/deb.debian.example",
                        "fine: https://example.org/data and ~/.m2 and src/work/x and $HOME/root"));
        assertEquals(4, machineNames(Stream.of(file)).size());
    }

    private static List<String> machineNames(Stream<Path> files) {
        var found = new ArrayList<String>();
        files.forEach(file -> {
            var number = 0;
            for (var line : Repository.read(file).lines().toList()) {
                number++;
                if (MACHINE_PATH.matcher(line).find()
                        || PRIVATE_HOST.matcher(line).find()) {
                    found.add(file + ":" + number + ": "
                            + line.strip()
                                    .substring(0, Math.min(160, line.strip().length())));
                }
            }
        });
        return found;
    }

    private static boolean isText(Path file) {
        return !file.toString().matches(".*\\.(gz|png|jpg|safetensors|jar|zip|bin|npy|npz|h5|h5ad)");
    }

    @Test
    void everyPublicTypeIsDocumented() {
        var sources = Repository.files(Repository.ROOT.resolve("genomics-lib/src/main"), ".java");
        assertTrue(sources.size() > 10, "the sources were not found");
        assertEquals(List.of(), undocumented(sources));
    }

    @Test
    void missingJavadocIsNoticed() throws IOException {
        var file = Files.writeString(
                folder.resolve("Bare.java"),
                "public class Bare { /** Good. */ public record In() {} public enum Out {} private record Own() {} }");
        assertEquals(List.of("Bare has no Javadoc", "Out has no Javadoc"), undocumented(List.of(file)));
    }

    /** The public types without a documentation comment, found by the compiler's own parser. */
    private static List<String> undocumented(List<Path> sources) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(null, null, null);
        var task = (JavacTask) compiler.getTask(
                null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
        var comments = DocTrees.instance(task);
        var found = new ArrayList<String>();
        var scanner = new TreePathScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void none) {
                if (type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                        && comments.getDocComment(getCurrentPath()) == null) {
                    found.add(type.getSimpleName() + " has no Javadoc");
                }
                return super.visitClass(type, none);
            }
        };
        try {
            task.parse().forEach(unit -> scanner.scan(unit, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    @Test
    void starImportsDoNotClash() {
        var library = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("jenomics").stream()
                        .filter(type -> !type.getPackageName().startsWith("jenomics.kernel"))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
                        .map(JavaClass::getName)
                        .toList();
        var names = new ArrayList<>(library);
        STAR_IMPORTS.forEach(each -> names.addAll(publicTypesOf(each)));
        FOREIGN.forEach((name, owner) -> names.add(owner + "." + name));
        assertTrue(library.size() > 10 && names.contains("java.util.List"), "too little was found to compare");
        assertEquals(List.of(), clashes(names));
    }

    @Test
    void clashIsNoticed() {
        assertEquals(
                List.of("List: java.util.List, jenomics.nn.List"),
                clashes(List.of("java.util.List", "jenomics.nn.List", "jenomics.nn.Torch")));
    }

    /** Simple names that stand for two types, at least one of them ours. */
    private static List<String> clashes(Collection<String> names) {
        var owners = new TreeMap<String, TreeSet<String>>();
        for (var name : names) {
            owners.computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), key -> new TreeSet<>())
                    .add(name);
        }
        return owners.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .filter(entry -> entry.getValue().stream().anyMatch(name -> name.startsWith("jenomics.")))
                .map(entry -> entry.getKey() + ": " + entry.getValue().stream().collect(joining(", ")))
                .toList();
    }

    /** The public top-level types of a package of the JDK, read from the running Java. */
    private static List<String> publicTypesOf(String packageName) {
        var image = FileSystems.getFileSystem(URI.create("jrt:/"));
        var module = packageName.equals("java.util.prefs") ? "java.prefs" : "java.base";
        try (var files = Files.list(image.getPath("/modules", module, packageName.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-"))
                    .map(name -> packageName + "." + name.substring(0, name.length() - ".class".length()))
                    .filter(HouseTest::isPublic)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPublic(String name) {
        try {
            return java.lang.reflect.Modifier.isPublic(Class.forName(name, false, ClassLoader.getSystemClassLoader())
                    .getModifiers());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
