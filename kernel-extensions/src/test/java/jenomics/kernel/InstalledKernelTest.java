package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel as a Jupyter finds it: installed by a command with somebody's environment, started by its kernel.json. */
@Timeout(300)
class InstalledKernelTest {
    @TempDir
    Path home;

    private String said;

    private int specs(Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Jdk.own().java(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                "jenomics.kernel.KernelSpecs"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        for (String name :
                List.of("JUPYTER_PATH", "JUPYTER_DATA_DIR", "XDG_DATA_HOME", "CONDA_PREFIX", "VIRTUAL_ENV")) {
            builder.environment().remove(name);
        }
        builder.environment().putAll(environment);
        Process process = builder.start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private static JsonObject kernelJson(Path folder) throws IOException {
        return new Gson().fromJson(Files.readString(folder.resolve("kernel.json")), JsonObject.class);
    }

    @Test
    void eachPlaceOfJupyterIsFoundByItsVariable() throws Exception {
        Path conda = Files.createDirectories(home.resolve("conda"));
        Path venv = Files.createDirectories(home.resolve("venv"));
        Path data = Files.createDirectories(home.resolve("data"));
        assertEquals(
                0, specs(Map.of("CONDA_PREFIX", conda.toString()), "install", "--sys-prefix", "--no-archive"), said);
        assertTrue(Files.exists(conda.resolve("share/jupyter/kernels/java/kernel.json")), said);
        assertEquals(0, specs(Map.of("VIRTUAL_ENV", venv.toString()), "install", "--sys-prefix", "--no-archive"), said);
        assertTrue(Files.exists(venv.resolve("share/jupyter/kernels/java/kernel.json")), said);
        assertEquals(0, specs(Map.of("JUPYTER_DATA_DIR", data.toString()), "install", "--user", "--no-archive"), said);
        assertTrue(Files.exists(data.resolve("kernels/java/kernel.json")), said);
        assertEquals(0, specs(Map.of(), "install", "--user", "--no-archive"), said);
        assertTrue(Files.exists(home.resolve(".local/share/jupyter/kernels/java/kernel.json")), said);

        String path = conda.resolve("share/jupyter") + File.pathSeparator + data;
        assertEquals(0, specs(Map.of("JUPYTER_PATH", path), "list"), said);
        assertEquals(
                3, said.lines().filter(line -> line.endsWith("ours, works")).count(), said);
        assertEquals(0, specs(Map.of("CONDA_PREFIX", conda.toString()), "remove", "--sys-prefix"), said);
        assertFalse(Files.exists(conda.resolve("share/jupyter/kernels/java")));
    }

    @Test
    void aPathWithSpacesAndLettersOfAllKindsWorks() throws Exception {
        Path prefix = home.resolve("my Jupyter für 日本語");
        assertEquals(0, specs(Map.of(), "install", "--prefix", prefix.toString(), "--memory", "700m"), said);
        assertTrue(said.contains("Class archive of "), said);
        assertEquals(
                0, specs(Map.of(), "install", "--prefix", prefix.toString(), "--memory", "600m"), "again: " + said);
        Path folder = prefix.resolve("share/jupyter/kernels/java");
        assertTrue(Files.size(folder.resolve("classes.jsa")) > 1 << 20);
        var json = kernelJson(folder);
        List<String> argv = json.getAsJsonArray("argv").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        try (var kernel = KernelProcess.installed(
                        argv, json.getAsJsonObject("env").asMap());
                var client = kernel.connect().awaitReady()) {
            assertEquals("42", client.run("6 * 7", 60_000).value());
            long megabytes = Long.parseLong(
                    client.run("Runtime.getRuntime().maxMemory() >> 20").value());
            assertTrue(megabytes <= 600, megabytes + " MB");
        }
    }
}
