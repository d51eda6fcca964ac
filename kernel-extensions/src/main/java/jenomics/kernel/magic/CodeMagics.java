package jenomics.kernel.magic;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenomics.kernel.shell.CellError;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;

/** {@code %time} and {@code %load}: code as a part of the cell. */
final class CodeMagics {
    private static final List<String> ENDINGS = List.of("", ".jshell", ".jsh", ".java", ".ijava", ".ipynb");
    private static final String NOTEBOOK = ".ipynb";

    private final Session session;

    CodeMagics(Session session) {
        this.session = session;
    }

    void register(MagicBook book) {
        book.wholeLine("time", "CODE", "runs the code and says how long it took", line -> time(line.get(0), 1));
        book.cell("time", "", "runs the cell and says how long it took", (words, body) -> time(body, 2));
        book.line("load", "FILE...", "runs a .jshell or .java file, or the code cells of a notebook", this::load);
    }

    private Object time(String code, int firstLine) throws Exception {
        long begun = System.nanoTime();
        long cpuBefore = cpuNanos();
        try {
            return session.eval(code, firstLine);
        } finally {
            System.out.println("wall time " + Progress.brief(Duration.ofNanos(System.nanoTime() - begun))
                    + " · cpu time " + Progress.brief(Duration.ofNanos(cpuNanos() - cpuBefore)));
        }
    }

    /** Of all threads of this process; more than the wall time where several worked. */
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private Object load(List<String> names) throws Exception {
        if (names.isEmpty()) {
            throw new GenomicsException("%load needs a file: %load FILE, a .jshell or .java file or a notebook.");
        }
        Object value = null;
        for (String name : names) {
            value = load(find(name));
        }
        return value;
    }

    private static Path find(String name) {
        return Stream.of(name)
                .flatMap(n -> ENDINGS.stream().map(ending -> Path.of(n + ending)))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new GenomicsException("%load " + name + ": there is no such file in "
                        + Path.of("").toAbsolutePath() + ", and none that ends in "
                        + String.join(", ", ENDINGS.subList(1, ENDINGS.size())) + "."));
    }

    private Object load(Path file) throws Exception {
        String text = read(file);
        if (!file.toString().endsWith(NOTEBOOK)) {
            return eval(withoutPackage(text), file.getFileName().toString());
        }
        Object value = null;
        List<String> cells = codeCells(text, file);
        for (int i = 0; i < cells.size(); i++) {
            value = eval(cells.get(i), file.getFileName() + ", code cell " + (i + 1));
        }
        return value;
    }

    private Object eval(String code, String where) throws Exception {
        try {
            return session.eval(code, 1);
        } catch (CellError e) {
            System.err.println("%load: the line numbers below count in " + where + ".");
            throw e;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new GenomicsException("%load " + file + ": this is no text in UTF-8.", e);
        } catch (IOException e) {
            throw new GenomicsException("%load " + file + " cannot be read (" + e + ").", e);
        }
    }

    /** What a cell defines stands in no package. */
    private static String withoutPackage(String source) {
        return source.replaceFirst("(?m)\\A((?:\\s|//.*|/\\*(?s:.*?)\\*/)*)package\\s+[\\w.]+\\s*;", "$1");
    }

    private static List<String> codeCells(String json, Path file) {
        var cells = new ArrayList<String>();
        try {
            JsonObject notebook = JsonParser.parseString(json).getAsJsonObject();
            for (JsonElement element : notebook.getAsJsonArray("cells")) {
                JsonObject cell = element.getAsJsonObject();
                if (cell.get("cell_type").getAsString().equals("code")) {
                    cells.add(text(cell.get("source")));
                }
            }
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException e) {
            throw new GenomicsException(
                    "%load " + file + ": this is no notebook of format 4 (" + e.getMessage() + ").", e);
        }
        return cells;
    }

    /** One text, or its lines. */
    private static String text(JsonElement source) {
        if (!source.isJsonArray()) {
            return source.getAsString();
        }
        var text = new StringBuilder();
        source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }
}
