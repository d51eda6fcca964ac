package jenomics.kernel.magic;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What magics need of the kernel they run in. */
public interface Session {

    /**
     * Evaluates code as a part of the running cell; magics in it work. Returns the value of its last statement.
     *
     * @param firstLine the line where the code stands, for errors
     */
    Object eval(String code, int firstLine) throws Exception;

    /** Jars or folders of classes that cells can use from now on. */
    void addToClassPath(List<Path> entries);

    /** The class path the kernel began with. */
    List<Path> firstClassPath();

    /** The cells that were run, in order. */
    List<String> cells();

    Instant begun();

    String kernelVersion();
}
