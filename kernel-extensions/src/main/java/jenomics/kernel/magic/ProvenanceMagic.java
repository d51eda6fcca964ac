package jenomics.kernel.magic;

import ai.djl.engine.Engine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenomics.nn.Torch;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.Provenance;

/** {@code %provenance}: what made a result, or all results of this session. */
final class ProvenanceMagic {
    private final Session session;
    private final ClassPath classPath;

    ProvenanceMagic(Session session, ClassPath classPath) {
        this.session = session;
        this.classPath = classPath;
    }

    void register(MagicBook book) {
        book.wholeLine(
                "provenance",
                "[VARIABLE]",
                "what made this result; alone: versions, device, class path and cells of the session",
                line -> line.get(0).isBlank() ? ofSession() : of(line.get(0).strip()));
    }

    private Provenance ofSession() {
        var provenance = Provenance.here()
                .with("kernel", session.kernelVersion())
                .with("torch", Torch.version())
                .with("djl", Engine.getDjlVersion())
                .with("device", Torch.deviceName())
                .with("threads", Torch.threads())
                .with("began", session.begun().truncatedTo(ChronoUnit.SECONDS).toString())
                .with("lasts", Progress.brief(Duration.between(session.begun(), Instant.now())));
        for (Path entry : classPath.added()) {
            provenance = provenance.with("added " + entry.getFileName(), fingerprint(entry));
        }
        List<String> cells = session.cells();
        return provenance
                .with("cells run", cells.size())
                .with(
                        "their code",
                        "SHA-256 " + Fingerprint.of(String.join("\n", cells)).brief())
                .with("seed", "each result has its own: %provenance VARIABLE");
    }

    /** Of a jar; a notebook is shared, so where it lies is nobody's business. */
    private static String fingerprint(Path entry) {
        return Files.isRegularFile(entry)
                ? "SHA-256 " + Fingerprint.ofFile(entry).brief()
                : "a folder";
    }

    private Object of(String expression) throws Exception {
        Object value = session.eval(expression, 1);
        if (value instanceof Provenance) {
            return value;
        }
        Optional<Method> door = value == null ? Optional.empty() : door(value.getClass());
        if (door.isEmpty()) {
            throw new GenomicsException(expression + " is " + kind(value)
                    + ", which does not say what made it. Runs do; %provenance alone tells of this session.");
        }
        try {
            return door.get().invoke(value);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static String kind(Object value) {
        return value == null ? "null" : "a " + value.getClass().getSimpleName();
    }

    /** The method {@code provenance()}, of the first type that is public. */
    private static Optional<Method> door(Class<?> type) {
        return Stream.<Class<?>>iterate(type, t -> t != null, Class::getSuperclass)
                .flatMap(t -> Stream.concat(Stream.of(t), Stream.of(t.getInterfaces())))
                .filter(t -> Modifier.isPublic(t.getModifiers()))
                .flatMap(t -> Stream.of(t.getMethods()))
                .filter(m -> m.getName().equals("provenance") && m.getParameterCount() == 0)
                .filter(m -> Modifier.isPublic(m.getDeclaringClass().getModifiers()))
                .findFirst();
    }
}
