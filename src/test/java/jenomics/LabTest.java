package jenomics;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the one script says, above all when something is missing. */
class LabTest {

    private record Said(int status, String text) {}

    @TempDir
    Path folder;

    @Test
    void helpNamesEveryCommandOfTheReadme() throws Exception {
        var help = lab(Map.of(), "help");
        var commands = Pattern.compile("\\./lab ([a-z]+)")
                .matcher(Repository.read(Repository.ROOT.resolve("README.md")))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertEquals(0, help.status());
        assertTrue(commands.size() > 4, commands::toString);
        commands.forEach(command -> assertTrue(help.text().contains(command), command + " is not in:\n" + help.text()));
        assertEquals(help, lab(Map.of()));
    }

    @Test
    void unknownCommandIsNamed() throws Exception {
        assertFails("There is no command 'quikstart'.", lab(Map.of(), "quikstart"));
    }

    @Test
    void unknownArgumentsAreNamed() throws Exception {
        assertAll(
                () -> assertFails(
                        "needs install, list or remove, but was given: move", lab(Map.of(), "kernel", "move")),
                () -> assertFails(
                        "knows yeast-promoters and cohort, but was given: human", lab(Map.of(), "dataset", "human")),
                () -> assertFails("takes no arguments, but was given: now", lab(Map.of(), "quickstart", "now")));
    }

    @Test
    void javaHomeWithoutCompilerIsNamed() throws Exception {
        assertFails(
                "JAVA_HOME is " + folder + ", but there is no bin/javac in it.",
                lab(Map.of("JAVA_HOME", folder.toString()), "bench"));
    }

    @Test
    void oldJavaIsNamed() throws Exception {
        program("bin/javac", "echo javac 11.0.2");
        assertFails("is 11.0.2; it must be 17 or newer", lab(Map.of("JAVA_HOME", folder.toString()), "bench"));
    }

    @Test
    void oldMavenIsNamed() throws Exception {
        program("mvn", "echo 'Apache Maven 3.6.3 (Red Hat)'");
        var path = folder + ":" + System.getenv("PATH");
        var java = System.getProperty("java.home");
        assertFails("Maven is 3.6.3; it must be 3.8.7 or newer", lab(Map.of("PATH", path, "JAVA_HOME", java), "bench"));
    }

    @Test
    void unknownProfileIsNamed() throws Exception {
        var java = System.getProperty("java.home");
        assertFails(
                "JENOMICS_PROFILE is 'tpu'; it can be cpu (the default) or gpu.",
                lab(Map.of("JENOMICS_PROFILE", "tpu", "JAVA_HOME", java), "pretrain"));
    }

    private void program(String name, String script) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private static void assertFails(String sentence, Said said) {
        assertEquals(1, said.status(), said::text);
        assertTrue(said.text().contains(sentence), said::text);
    }

    /** Runs the script from a folder that is not the repository. */
    private Said lab(Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(Repository.ROOT.resolve("lab").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
