package jenomics.kernel.shell;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The comments of our own sources, which lie in our jars below {@code META-INF/sources}. JShell reads only the JDK's. A
 * source is parsed when somebody first asks for something in it.
 */
final class SourceDocs {
    private static final String ROOT = "META-INF/sources/";
    private static final String JAVA = ".java";

    /**
     * Something with a comment.
     *
     * @param name with the types around it: {@code FastaReader.limit}; a constructor is named as its type
     * @param parameters their names; null of what is no method
     */
    private record Member(String name, List<String> parameters, String comment) {}

    private Map<String, String> files;
    private final Map<String, List<Member>> members = new HashMap<>();

    /** Whether the library has a public type of this simple name. */
    boolean isType(String simpleName) {
        return files().containsKey(simpleName);
    }

    /** The raw comment of what JShell calls by this signature; null if it is not ours or has none. */
    String of(String signature) {
        Signature asked = Signature.of(signature);
        String file = files().get(asked.outermost());
        if (file == null) {
            return null;
        }
        List<Member> named = members.computeIfAbsent(file, SourceDocs::read).stream()
                .filter(m -> m.name().equals(asked.name()))
                .toList();
        return named.stream()
                .filter(m -> asked.parameters() == null || asked.parameters().equals(m.parameters()))
                .findFirst()
                .map(Member::comment)
                .orElse(null);
    }

    /** Simple names of the outermost types to their sources. */
    private Map<String, String> files() {
        if (files == null) {
            files = new HashMap<>();
            try {
                for (URL root :
                        Collections.list(SourceDocs.class.getClassLoader().getResources(ROOT))) {
                    names(root).forEach(name -> files.putIfAbsent(simple(name), name));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    private static String simple(String path) {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - JAVA.length());
    }

    private static List<String> names(URL root) throws IOException {
        if (root.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(ROOT) && name.endsWith(JAVA))
                    .toList();
        }
        Path folder = Path.of(java.net.URI.create(root.toString()));
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(JAVA))
                    .map(file -> ROOT + folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static List<Member> read(String file) {
        try (InputStream in = SourceDocs.class.getClassLoader().getResourceAsStream(file)) {
            return in == null ? List.of() : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Member> parse(String source) {
        Syntax.Parsed parsed = Syntax.file(source);
        var scanner = new Comments(DocTrees.instance(parsed.task()));
        CompilationUnitTree unit = parsed.unit();
        scanner.scan(unit, null);
        return scanner.found;
    }

    private static final class Comments extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final List<Member> found = new ArrayList<>();
        private String around = "";

        Comments(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            String outer = around;
            around = (outer.isEmpty() ? "" : outer + ".") + type.getSimpleName();
            add(around, null);
            if (type.getKind() == Tree.Kind.RECORD) {
                components(type);
            }
            super.visitClass(type, unused);
            around = outer;
            return null;
        }

        /** What a record says of its components is said of their accessors, and of the whole to its constructor. */
        private void components(ClassTree type) {
            String comment = trees.getDocComment(getCurrentPath());
            List<String> names = type.getMembers().stream()
                    .filter(m -> m instanceof VariableTree v
                            && !v.getModifiers().getFlags().contains(javax.lang.model.element.Modifier.STATIC))
                    .map(m -> ((VariableTree) m).getName().toString())
                    .toList();
            if (comment != null) {
                found.add(new Member(around, names, comment));
                Map<String, String> told = JavadocText.parameters(comment);
                names.stream()
                        .filter(told::containsKey)
                        .forEach(name -> found.add(new Member(around + "." + name, List.of(), told.get(name))));
            }
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            String name = method.getName().contentEquals("<init>") ? around : around + "." + method.getName();
            add(
                    name,
                    method.getParameters().stream()
                            .map(p -> p.getName().toString())
                            .collect(Collectors.toList()));
            return null; // what is inside is nobody's business
        }

        @Override
        public Void visitVariable(VariableTree field, Void unused) {
            add(around + "." + field.getName(), null);
            return null;
        }

        private void add(String name, List<String> parameters) {
            String comment = trees.getDocComment(getCurrentPath());
            if (comment != null) {
                found.add(0, new Member(name, parameters, comment)); // an explicit accessor goes before the component's
            }
        }
    }
}
