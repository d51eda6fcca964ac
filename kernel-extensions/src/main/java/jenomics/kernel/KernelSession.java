package jenomics.kernel;

import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenomics.kernel.magic.Session;

/** This kernel, as its magics see it. */
final class KernelSession implements Session {
    private final JavaKernel kernel;
    private final Instant begun = Instant.now();

    KernelSession(JavaKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public Object eval(String code, int firstLine) throws Exception {
        return kernel.evalNested(code, firstLine);
    }

    /** All at once: the compiler looks through its class path anew each time. */
    @Override
    public void addToClassPath(List<Path> entries) {
        kernel.addToClasspath(entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }

    @Override
    public List<Path> firstClassPath() {
        return Stream.concat(
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)),
                        IJavaVariables.classPath().stream())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    @Override
    public List<String> cells() {
        return kernel.history().all();
    }

    @Override
    public Instant begun() {
        return begun;
    }

    @Override
    public String kernelVersion() {
        return KernelInfo.version();
    }
}
