package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecsTest {
    @TempDir
    Path prefix;

    private String out;
    private String err;

    private int run(String... arguments) {
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        int status = KernelSpecs.run(
                arguments,
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    private int install(String... more) {
        var arguments =
                Stream.concat(Stream.of("install", "--prefix", prefix.toString(), "--no-archive"), Stream.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private Path folder() {
        return prefix.resolve("share/jupyter/kernels/java");
    }

    private JsonObject kernelJson() throws IOException {
        return new Gson().fromJson(Files.readString(folder().resolve("kernel.json")), JsonObject.class);
    }

    @Test
    void installsAKernelThatHoldsAllItNeeds() throws IOException {
        assertEquals(0, install("--memory", "600m"), err);
        var json = kernelJson();
        List<String> argv = json.getAsJsonArray("argv").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        assertTrue(Files.isExecutable(Path.of(argv.get(0))), argv.get(0));
        assertTrue(argv.contains("-Dai.djl.offline=true"), argv.toString());
        assertEquals("{connection_file}", argv.get(argv.size() - 1));
        for (String jar : argv.get(argv.indexOf("-cp") + 1).split(java.io.File.pathSeparator)) {
            assertTrue(jar.startsWith(folder().resolve("lib").toString()) && Files.size(Path.of(jar)) > 0, jar);
        }
        assertEquals("message", json.get("interrupt_mode").getAsString());
        assertEquals(
                "-Xmx600m", json.getAsJsonObject("env").get("JDK_JAVA_OPTIONS").getAsString());
        assertEquals(
                "passive", json.getAsJsonObject("env").get("OMP_WAIT_POLICY").getAsString());
        assertTrue(Files.size(folder().resolve("logo-64x64.png")) > 100);
        assertEquals(0, install("--online"), "again, in its own place");
        assertTrue(kernelJson().toString().contains("-Dai.djl.offline=false"));
        try (var left = Files.list(folder().getParent())) {
            assertEquals(1, left.count(), "nothing but the kernel is left");
        }
    }

    @Test
    void listsWhatWorksAndWhatDoesNot() throws IOException {
        install();
        run("list", "--prefix", prefix.toString());
        assertTrue(out.contains("java         Java (Jenomics)        " + folder() + "  ours, works"), out);
        Path jar;
        try (var jars = Files.list(folder().resolve("lib"))) {
            jar = jars.filter(j -> j.getFileName().toString().startsWith("jeromq"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(jar);
        run("list", "--prefix", prefix.toString());
        assertTrue(out.contains("ours, BROKEN: 1 jars are gone, the first is " + jar), out);
    }

    @Test
    void removesOnlyItsOwn() throws IOException {
        install();
        assertEquals(0, run("remove", "--prefix", prefix.toString()));
        assertFalse(Files.exists(folder()));
        assertEquals(1, run("remove", "--prefix", prefix.toString()));
        assertEquals("There is no kernel " + folder() + "; nothing is removed.\n", err);
    }

    @Test
    void anotherKernelOfTheNameStays() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("kernel.json"), "{\"argv\": [], \"display_name\": \"Java\"}");
        assertEquals(1, install());
        assertEquals(
                "There is another kernel at " + folder()
                        + " (\"Java\"). Install beside it with --name, or in its place with --replace.\n",
                err);
        assertEquals(1, run("remove", "--prefix", prefix.toString()));
        assertTrue(err.contains("(\"Java\") is not Jenomics'; it stays."), err);
        assertEquals(0, install("--name", "jenomics"), err);
        assertEquals(0, install("--replace"), err);
        assertEquals("Java (Jenomics)", kernelJson().get("display_name").getAsString());
    }

    @Test
    void badCommandsSayWhatThereIs() {
        assertEquals(0, run());
        assertTrue(out.startsWith("usage: "), out);
        assertEquals(1, run("instal"));
        assertEquals("There is no command 'instal'; there are install, list and remove.\n", err);
        assertEquals(1, run("install", "--mem", "4g"));
        assertTrue(err.startsWith("There is no option '--mem'; there are --user, --prefix"), err);
        assertEquals(1, run("install", "--prefix"));
        assertEquals("The option --prefix needs a value.\n", err);
        assertEquals(1, run("install", "--memory", "lots"));
        assertEquals("--memory takes a number and a unit, as in 4g or 600m; found 'lots'.\n", err);
        assertEquals(1, run("install", "--name", "My Java"));
        assertTrue(err.contains("found 'My Java'"), err);
    }
}
