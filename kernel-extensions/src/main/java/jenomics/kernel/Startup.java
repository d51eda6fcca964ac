package jenomics.kernel;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jenomics.kernel.shell.CellError;
import jenomics.kernel.shell.CellShell;
import jenomics.kernel.shell.RunningCell;
import jenomics.kernel.wire.ServerLog;

/** What happens in the background while the kernel already answers: JShell, the imports, a first statement, torch. */
final class Startup {
    private static final List<String> JAVA_PACKAGES = List.of(
            "java.util",
            "java.io",
            "java.math",
            "java.net",
            "java.nio.file",
            "java.time",
            "java.util.concurrent",
            "java.util.function",
            "java.util.prefs",
            "java.util.regex",
            "java.util.stream");
    private static final List<String> JENOMICS_PACKAGES = List.of(
            "provenance",
            "plot",
            "genome",
            "learn",
            "sequence",
            "omics",
            "io",
            "nn",
            "classic",
            "model",
            "fusion",
            "fusion.network",
            "bench",
            "explain");
    /** Classes whose methods a cell calls by their bare names: {@code standardize()}. */
    private static final List<String> STATIC_IMPORTS = List.of("jenomics.kernel.Notebook", "jenomics.omics.Steps");
    /** Set to "no", the torch engine starts when a cell first uses it, not with the kernel. */
    private static final String WARM_TORCH = "JENOMICS_WARM";

    private Startup() {}

    static CellShell shell() {
        var shell = new CellShell(IJavaVariables.compilerOptions(), IJavaVariables.classPath(), imports());
        shell.refusedImports().forEach(refused -> ServerLog.say("not taken by the compiler: " + refused));
        evaluate(shell, "1 + 1", "the first statement"); // it costs 100 ms, the next 10
        return shell;
    }

    /** The user's own start-up scripts; they may use magics, so the kernel must be there. */
    static void runScripts(CellShell shell, UnaryOperator<String> toJava) {
        IJavaVariables.startupScripts()
                .forEach((name, script) -> evaluate(shell, toJava.apply(script), "the start-up script " + name));
    }

    private static void evaluate(CellShell shell, String code, String what) {
        try {
            shell.eval(new RunningCell(0), code);
        } catch (CellError e) {
            ServerLog.say(what + " failed: " + e.name() + ": " + e.getMessage());
        }
    }

    static List<String> imports() {
        ClassLoader loader = Startup.class.getClassLoader();
        Stream<String> ours = JENOMICS_PACKAGES.stream()
                .map(name -> "jenomics." + name)
                .filter(name -> loader.getResource(name.replace('.', '/') + "/") != null);
        Stream<String> methods = STATIC_IMPORTS.stream()
                .filter(name -> loader.getResource(name.replace('.', '/') + ".class") != null)
                .map(name -> "static " + name);
        return Stream.of(JAVA_PACKAGES.stream(), ours, methods)
                .flatMap(names -> names)
                .map(name -> "import " + name + ".*;")
                .toList();
    }

    /** Never waits and never fails: what is wrong with torch shows when a cell uses it. */
    static void warmTorch() {
        if ("no".equals(System.getenv(WARM_TORCH))) {
            return;
        }
        var warmer = new Thread(
                () -> {
                    OutputTarget.isKernelsOwn(); // which engine it is belongs to no cell
                    try {
                        Class.forName("jenomics.nn.Torch").getMethod("warm").invoke(null);
                    } catch (ReflectiveOperationException | LinkageError e) {
                        // not there, or it will say so itself in the first cell that needs it
                    }
                },
                "torch-warm-up");
        warmer.setDaemon(true);
        warmer.setContextClassLoader(Startup.class.getClassLoader());
        warmer.start();
    }
}
