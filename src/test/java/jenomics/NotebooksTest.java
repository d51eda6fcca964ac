package jenomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Executes every notebook through a real Jupyter client, in the kernel of this build. */
class NotebooksTest {

    private static final Path NOTEBOOKS = Repository.ROOT.resolve("notebooks");
    private static final String QUICKSTART = "01_quickstart.ipynb";
    private static final String INSTALLER = "jenomics.kernel.KernelSpecs";

    /** Debian's own: another python3 may come first on PATH and lack nbclient. */
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path prefix;

    /** JUnit refuses a parameterised test without parameters, so no notebook at all is one of its own. */
    static Stream<Path> notebooks() {
        var found = Repository.files(NOTEBOOKS, ".ipynb");
        return found.isEmpty() ? Stream.of(NOTEBOOKS) : found.stream();
    }

    @BeforeAll
    static void installKernel() throws Exception {
        assumeFalse(
                Repository.files(NOTEBOOKS, ".ipynb").isEmpty(),
                "There is no notebook under notebooks/, so nothing was executed.");
        requireClient();
        run(
                prefix,
                60,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                INSTALLER,
                "install",
                "--prefix",
                prefix.toString(),
                "--no-archive");
    }

    /** {@code ./lab test} installs the client and says that it is required; elsewhere its absence skips. */
    private static void requireClient() throws Exception {
        var client = Files.isExecutable(PYTHON)
                && new ProcessBuilder(PYTHON.toString(), "-c", "import nbclient, nbformat")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
        if (!client && "required".equals(System.getenv("JENOMICS_NOTEBOOKS"))) {
            fail("No notebook was executed: " + PYTHON + " has no nbclient.");
        }
        assumeTrue(client, "No notebook was executed: " + PYTHON + " has no nbclient. Run ./lab test.");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void runsFromFirstToLastCell(Path notebook) throws Exception {
        var out = Repository.ROOT.resolve("src/test/target/notebooks");
        run(
                Repository.ROOT,
                1800,
                PYTHON.toString(),
                NOTEBOOKS.resolve("execute.py").toString(),
                notebook.toString(),
                "--out",
                out.toString());
        var executed = JSON.readTree(out.resolve(notebook.getFileName()).toFile());
        var stored = JSON.readTree(notebook.toFile());
        assertEquals(List.of(), withError(executed), "cells that failed");
        assertEquals(List.of(), withError(stored), "cells whose stored output is an error");
        assertEquals(
                List.of(), withoutStoredResult(stored, executed), "cells that show something, but not in the file");
        if (notebook.endsWith(QUICKSTART)) {
            assertTrue(outputs(executed).contains("AUROC"), "the quickstart shows no AUROC");
            assertTrue(outputs(stored).contains("AUROC"), "the quickstart's stored outputs show no AUROC");
        }
    }

    @Test
    void aFailingCellIsNoticed() throws Exception {
        var bad = notebook("bad", cell("int x = 1 / 0;", ""));
        var error =
                org.junit.jupiter.api.Assertions.assertThrows(AssertionError.class, () -> runsFromFirstToLastCell(bad));
        assertTrue(error.getMessage().contains("ArithmeticException"), error::getMessage);
    }

    @Test
    void aMissingStoredOutputIsNoticed() throws Exception {
        var stored = JSON.readTree(notebook("bare", cell("1 + 1", "")).toFile());
        var executed = JSON.readTree(notebook("run", cell("1 + 1", result("2"))).toFile());
        assertEquals(List.of(1), withoutStoredResult(stored, executed));
        assertEquals(List.of(), withoutStoredResult(executed, executed));
    }

    private static Path notebook(String name, String cell) throws IOException {
        var text =
                "{\"cells\":[" + cell + "],\"metadata\":{\"kernelspec\":{\"name\":\"java\",\"display_name\":\"Java\","
                        + "\"language\":\"java\"}},\"nbformat\":4,\"nbformat_minor\":4}";
        return Files.writeString(prefix.resolve(name + ".ipynb"), text);
    }

    private static String cell(String source, String output) {
        return "{\"cell_type\":\"code\",\"execution_count\":null,\"metadata\":{},\"source\":\"" + source
                + "\",\"outputs\":[" + output + "]}";
    }

    private static String result(String text) {
        return "{\"output_type\":\"execute_result\",\"execution_count\":1,\"metadata\":{},\"data\":{\"text/plain\":\""
                + text + "\"}}";
    }

    private static List<Integer> withError(JsonNode notebook) {
        return cellsWith(notebook, List.of("error"));
    }

    private static List<Integer> withoutStoredResult(JsonNode stored, JsonNode executed) {
        var shows = List.of("execute_result", "display_data");
        var missing = new ArrayList<>(cellsWith(executed, shows));
        missing.removeAll(cellsWith(stored, shows));
        return missing;
    }

    /** The numbers, from 1, of the cells with an output of one of these types. */
    private static List<Integer> cellsWith(JsonNode notebook, List<String> types) {
        var found = new ArrayList<Integer>();
        var number = 0;
        for (var cell : notebook.get("cells")) {
            number++;
            for (var output : cell.path("outputs")) {
                if (types.contains(output.get("output_type").asText()) && !found.contains(number)) {
                    found.add(number);
                }
            }
        }
        return found;
    }

    private static String outputs(JsonNode notebook) {
        var text = new StringBuilder();
        notebook.get("cells").forEach(cell -> text.append(cell.path("outputs")));
        return text.toString();
    }

    /** Runs a command that must end well; what it said is the message when it does not. */
    private static void run(Path folder, int seconds, String... command) throws Exception {
        var said = Files.createTempFile(prefix, "said", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment()
                .put("JUPYTER_PATH", prefix.resolve("share/jupyter").toString());
        builder.environment()
                .put("JUPYTER_RUNTIME_DIR", prefix.resolve("runtime").toString());
        builder.environment().put("JUPYTER_CONFIG_DIR", prefix.resolve("config").toString());
        var process = builder.start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            fail(String.join(" ", command) + " was not done after " + seconds + " s:\n" + Files.readString(said));
        }
        assertEquals(0, process.exitValue(), () -> String.join(" ", command) + ":\n" + Repository.read(said));
    }
}
