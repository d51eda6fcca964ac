package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %maven} and its kin against a repository on this machine, with a home of its own: no network, no ~/.m2. */
class MavenOnTheWireTest extends OnOneKernel {
    @TempDir
    static Path home;

    private static TinyRepository repository;

    @BeforeAll
    static void start() throws Exception {
        repository = new TinyRepository()
                .artifact("org.tiny:words:1.0", "Words", "words 1.0")
                .artifact("org.tiny:words:1.1", "Words", "words 1.1")
                .artifact("org.tiny:greeter:1.0", "Greeter", "hello", "org.tiny:words:1.0")
                .put("/org/tiny/words/maven-metadata.xml", """
                        <metadata><groupId>org.tiny</groupId><artifactId>words</artifactId><versioning>
                        <versions><version>1.0</version><version>1.1</version></versions></versioning></metadata>""");
        use(KernelProcess.start(Map.of("JDK_JAVA_OPTIONS", "-Duser.home=" + home)));
    }

    @AfterAll
    static void closeRepository() {
        repository.close();
    }

    @BeforeEach
    void everythingComesFromHere() throws IOException {
        settings("<mirrors><mirror><id>tiny</id><mirrorOf>*</mirrorOf><url>" + repository.url()
                + "</url></mirror></mirrors>");
    }

    private static void settings(String content) throws IOException {
        Files.createDirectories(home.resolve(".m2"));
        Files.writeString(home.resolve(".m2/settings.xml"), "<settings>" + content + "</settings>");
    }

    @Test
    void anArtifactComesWithWhatItNeeds() throws Exception {
        repository
                .artifact("org.tiny:core:1.0", "Core", "core")
                .artifact("org.tiny:top:1.0", "Top", "top", "org.tiny:core:1.0");
        var run = client.run("%maven org.tiny:top:1.0\ntiny.Top.word() + tiny.Core.word()");
        assertEquals("topcore", run.value(), run::traceback);
        assertTrue(run.of("display_data").get(0).data("text/plain").startsWith("downloading · "), "a progress line");
        var shown = client.run("%maven org.tiny:top:1.0");
        assertTrue(shown.value().startsWith("nothing added · 2 jars were there already"), shown.value());
        assertTrue(shown.value().contains("was there already"), shown.value());
        assertEquals(0, shown.of("display_data").size(), "nothing is downloaded");
        assertTrue(Files.exists(home.resolve(".m2/repository/org/tiny/core/1.0/core-1.0.jar")));
    }

    @Test
    void allFormsOfIJavaAreKnown() throws Exception {
        repository
                .artifact("org.tiny:a:1", "A", "a")
                .artifact("org.tiny:b:1", "B", "b")
                .artifact("org.tiny:c:1", "C", "c");
        assertEquals(
                "abc",
                client.run("%addMavenDependency org.tiny:a:1\n%addMavenDependencies org.tiny:b:1 org.tiny:c:jar:1\n"
                                + "tiny.A.word() + tiny.B.word() + tiny.C.word()")
                        .value());
        assertTrue(
                client.run("%addMavenRepo mine " + repository.url()).value().contains("beside those of settings.xml"));
    }

    @Test
    void aRepositoryCanBeAdded() throws Exception {
        try (var other = new TinyRepository().artifact("org.other:o:1", "Other", "other")) {
            settings("");
            var run = client.run("%mavenRepo other " + other.url() + "\n%mavenRepo other " + other.url()
                    + "\n%maven org.other:o:1\ntiny.Other.word()");
            settings("<offline>false</offline>");
            assertEquals("other", run.value(), run::traceback);
            assertTrue(other.asked().contains("/org/other/o/1/o-1.jar.sha1"), "the checksum was fetched");
        }
    }

    @Test
    void snapshotsWithClassifiersAreFound() throws Exception {
        String version = "2.0-20260101.101010-3";
        repository.put("/org/tiny/snap/2.0-SNAPSHOT/maven-metadata.xml", """
                        <metadata modelVersion="1.1.0"><groupId>org.tiny</groupId><artifactId>snap</artifactId>
                        <version>2.0-SNAPSHOT</version><versioning>
                        <snapshot><timestamp>20260101.101010</timestamp><buildNumber>3</buildNumber></snapshot>
                        <snapshotVersions>
                        <snapshotVersion><extension>pom</extension><value>%1$s</value><updated>20260101101010</updated></snapshotVersion>
                        <snapshotVersion><classifier>extra</classifier><extension>jar</extension><value>%1$s</value><updated>20260101101010</updated></snapshotVersion>
                        </snapshotVersions></versioning></metadata>""".formatted(version));
        repository.put(
                "/org/tiny/snap/2.0-SNAPSHOT/snap-" + version + ".pom",
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.tiny</groupId><artifactId>snap</artifactId>"
                        + "<version>2.0-SNAPSHOT</version></project>");
        repository.putJar("/org/tiny/snap/2.0-SNAPSHOT/snap-" + version + "-extra.jar", "Snap", "extra");
        var run = client.run("%mavenRepo snapshots " + repository.url()
                + "\n%maven org.tiny:snap:jar:extra:2.0-SNAPSHOT\ntiny.Snap.word()");
        assertEquals("extra", run.value(), run::traceback);
    }

    @Test
    void whatArrivesDamagedIsRefused() throws Exception {
        repository
                .artifact("org.tiny:damaged:1", "Damaged", "x")
                .fault("/org/tiny/damaged/1/damaged-1.jar", TinyRepository.Fault.DAMAGED);
        var run = client.run("%maven org.tiny:damaged:1");
        assertEquals("GenomicsException", run.errorName());
        assertTrue(
                run.errorSentence()
                        .matches(
                                "What arrived for org.tiny:damaged:jar:1 is not what should: its checksum is [0-9a-f]{40},"
                                        + " not [0-9a-f]{40}\\. It is not used\\..*"),
                run.errorSentence());
        assertTrue(client.run("tiny.Damaged.word()").errorName().equals("CompilationError"));
        assertFalse(Files.exists(home.resolve(".m2/repository/org/tiny/damaged/1/damaged-1.jar")));
    }

    @Test
    void whatHasNoChecksumIsRefused() throws Exception {
        repository
                .artifact("org.tiny:unchecked:1", "Unchecked", "x")
                .fault("/org/tiny/unchecked/1/unchecked-1.jar", TinyRepository.Fault.WITHOUT_CHECKSUM);
        var run = client.run("%maven org.tiny:unchecked:1");
        assertTrue(
                run.errorSentence().contains("its repository has no checksum to compare it with"), run.errorSentence());
    }

    @Test
    void whatIsCutIsRefusedAndCanBeFetchedAgain() throws Exception {
        repository
                .artifact("org.tiny:cut:1", "Cut", "whole")
                .fault("/org/tiny/cut/1/cut-1.jar", TinyRepository.Fault.CUT);
        var run = client.run("%maven org.tiny:cut:1");
        assertTrue(
                run.errorSentence().startsWith("org.tiny:cut:jar:1 cannot be fetched from tiny (" + repository.url()),
                run.errorSentence());
        repository.repair("/org/tiny/cut/1/cut-1.jar");
        assertEquals(
                "whole", client.run("%maven org.tiny:cut:1\ntiny.Cut.word()").value());
    }

    @Test
    void whatIsNotThereIsSaid() {
        var run = client.run("1 + 1;\n%maven org.tiny:nothing:1.0");
        assertEquals(
                "There is no org.tiny:nothing:jar:1.0 in tiny (" + repository.url()
                        + "). Check the spelling, or add a repository that has it: %mavenRepo NAME https://...",
                run.errorSentence());
        assertTrue(run.traceback().contains("line 2: %maven org.tiny:nothing:1.0"), run.traceback());
        var version = client.run("%maven org.tiny:words:9");
        assertTrue(
                version.errorSentence().endsWith(" Of words there are the versions 1.1, 1.0."),
                version.errorSentence());
        assertEquals(
                "'org.tiny:words' says no version; write org.tiny:words:VERSION. The newest are 1.1, 1.0.",
                client.run("%maven org.tiny:words").errorSentence());
        assertEquals(
                "'words' is no artifact; write group:name:version, or with what lies between:"
                        + " group:name:packaging:classifier:version.",
                client.run("%maven words").errorSentence());
        assertEquals(
                "%maven needs an artifact: %maven GROUP:NAME:VERSION",
                client.run("%maven").errorSentence());
    }

    @Test
    void whatTheKernelHasIsNotDoubled() throws Exception {
        var run = client.run("%maven org.tiny:greeter:1.0\n%maven org.tiny:words:1.1");
        assertTrue(run.value().startsWith("nothing added · 1 jar was there already"), run.value());
        assertTrue(
                run.value().contains("not added: words-1.0.jar was added before and is used; another version needs"),
                run.value());
        repository
                .pom("com.google.code.gson:gson:2.8.5")
                .putJar("/com/google/code/gson/gson/2.8.5/gson-2.8.5.jar", gson());
        var gson = client.run("%maven com.google.code.gson:gson:2.8.5");
        assertTrue(gson.value().contains("not added: the kernel's own gson-2.13.1.jar is used"), gson.value());
    }

    private static byte[] gson() throws Exception {
        return Files.readAllBytes(Path.of(com.google.gson.Gson.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()));
    }

    @Test
    void plainHttpIsRefused() throws Exception {
        var run = client.run("%mavenRepo old http://repo.example.org/all");
        assertEquals(
                "The Maven repository old (http://repo.example.org/all) is plain http, where anybody on the way can"
                        + " change what arrives. Give its https address, or an https mirror of it in settings.xml.",
                run.errorSentence());
        settings("");
        var pom = client.run(
                "%%loadFromPOM\n<repository><id>old</id><url>http://repo.example.org/all</url></repository>"
                        + "\n<dependency><groupId>a</groupId><artifactId>b</artifactId><version>1</version></dependency>");
        assertTrue(
                pom.errorSentence().startsWith("The Maven repository old (http://repo.example.org/all) is plain http"),
                pom.errorSentence());
        settings(
                "<mirrors><mirror><id>m</id><mirrorOf>*</mirrorOf><url>http://far.example.org/</url></mirror></mirrors>");
        assertTrue(client.run("%maven a:b:1")
                .errorSentence()
                .startsWith("The Maven repository m (http://far.example.org/) is plain http"));
        assertTrue(client.run("%mavenRepo x ftp://y").errorSentence().contains("should begin with https://"));
    }

    @Test
    void offlineIsSaid() throws Exception {
        settings("<offline>true</offline>");
        var run = client.run("%maven org.tiny:never:1.0");
        assertTrue(
                run.errorSentence()
                        .startsWith("Maven is offline (settings.xml), and org.tiny:never:jar:1.0 is not in " + home),
                run.errorSentence());
    }

    @Test
    void aRepositoryThatIsDownIsSaid() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        settings("<mirrors><mirror><id>down</id><mirrorOf>*</mirrorOf><url>http://localhost:" + closed
                + "/</url></mirror></mirrors>");
        var run = client.run("%maven org.tiny:never:1.0");
        assertTrue(
                run.errorSentence()
                                .startsWith("org.tiny:never:jar:1.0 cannot be fetched from down (http://localhost:"
                                        + closed)
                        || run.errorSentence()
                                .startsWith("org.tiny:never:pom:1.0 cannot be fetched from down (http://localhost:"
                                        + closed),
                run.errorSentence());
        assertTrue(
                run.errorSentence().contains("Behind a proxy, set https_proxy where Jupyter starts"),
                run.errorSentence());
    }

    @Test
    void brokenSettingsAreSaid() throws Exception {
        settings("<mirrors>");
        assertTrue(client.run("%maven org.tiny:never:1.0").errorSentence().contains("settings.xml"), "names the file");
    }

    @Test
    void piecesOfAPomAreEnough() throws Exception {
        repository.artifact("org.tiny:piece:1", "Piece", "piece").artifact("org.tiny:second:2", "Second", "second");
        var run = client.run("""
                %%loadFromPOM
                <properties><second>2</second></properties>
                <dependency>
                  <groupId>org.tiny</groupId> <artifactId>piece</artifactId> <version>1</version>
                </dependency>
                <dependencies>
                  <dependency><groupId>org.tiny</groupId><artifactId>second</artifactId><version>${second}</version></dependency>
                  <dependency><groupId>no</groupId><artifactId>test</artifactId><version>1</version><scope>test</scope></dependency>
                </dependencies>""");
        assertTrue(run.value() != null && run.value().startsWith("2 of 2 jars added"), run::traceback);
        assertEquals(
                "piecesecond",
                client.run("tiny.Piece.word() + tiny.Second.word()").value());
    }

    @Test
    void aPomFileIsRead(@TempDir Path folder) throws Exception {
        repository.artifact("org.tiny:filed:1", "Filed", "filed").artifact("org.tiny:tested:1", "Tested", "tested");
        Files.writeString(folder.resolve("parent.xml"), """
                <project><modelVersion>4.0.0</modelVersion><groupId>p</groupId><artifactId>p</artifactId><version>1</version>
                <packaging>pom</packaging><dependencyManagement><dependencies><dependency><groupId>org.tiny</groupId>
                <artifactId>filed</artifactId><version>1</version></dependency></dependencies></dependencyManagement></project>""");
        Files.writeString(folder.resolve("pom.xml"), """
                <project><modelVersion>4.0.0</modelVersion><artifactId>x</artifactId>
                <parent><groupId>p</groupId><artifactId>p</artifactId><version>1</version><relativePath>parent.xml</relativePath></parent>
                <dependencies>
                <dependency><groupId>org.tiny</groupId><artifactId>filed</artifactId></dependency>
                <dependency><groupId>org.tiny</groupId><artifactId>tested</artifactId><version>1</version><scope>test</scope></dependency>
                </dependencies></project>""");
        assertEquals(
                "filed",
                client.run("%loadFromPOM " + folder + "\ntiny.Filed.word()").value());
        assertEquals(
                "tested",
                client.run("%loadFromPOM " + folder.resolve("pom.xml") + " test\ntiny.Tested.word()")
                        .value());
        assertTrue(client.run("%loadFromPOM no-such.xml")
                .errorSentence()
                .startsWith("%loadFromPOM no-such.xml: no such file in "));
        assertEquals(
                "'tests' is no scope of Maven; they are compile, import, provided, runtime, system, test.",
                client.run("%loadFromPOM " + folder + " tests").errorSentence());
    }

    @Test
    void aBrokenPomIsSaid(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("pom.xml"), "<project><modelVersion>4.0.0</modelVersion>\n<dependencies></project>");
        assertTrue(client.run("%loadFromPOM " + folder)
                .errorSentence()
                .startsWith("The POM pom.xml does not resolve, line 2, column "));
        assertTrue(client.run("%%loadFromPOM\n<dependency>\n<groupId>a</groupid>\n</dependency>")
                .errorSentence()
                .startsWith("The POM in this cell is broken at its line 2, column "));
        assertTrue(client.run("%%loadFromPOM\n<plugin></plugin>")
                .errorSentence()
                .startsWith("%%loadFromPOM does not know <plugin> outside a <project>"));
        assertTrue(client.run(
                        "%%loadFromPOM\n<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><project>&e;</project>")
                .errorSentence()
                .contains("DOCTYPE"));
        repository
                .put("/org/tiny/badpom/1/badpom-1.pom", "<project><oh")
                .putJar("/org/tiny/badpom/1/badpom-1.jar", "Badpom", "all the same");
        var run = client.run("%maven org.tiny:badpom:1\ntiny.Badpom.word()");
        assertEquals("all the same", run.value());
        assertEquals(
                "The POM of org.tiny:badpom:1 is broken, so what it needs in turn is not known; if classes are missing, name"
                        + " their artifacts after %maven too.\n",
                run.stderr());
    }

    /** The repository is dead; its proxy answers for it. */
    @Test
    void theProxyOfTheVariablesIsUsed(@TempDir Path otherHome) throws Exception {
        repository.artifact("org.tiny:proxied:1", "Proxied", "by proxy");
        Files.createDirectories(otherHome.resolve(".m2"));
        Files.writeString(
                otherHome.resolve(".m2/settings.xml"),
                "<settings><mirrors><mirror><id>dead</id><mirrorOf>*</mirrorOf><url>http://localhost:1/</url></mirror></mirrors></settings>");
        try (var behind = KernelProcess.start(Map.of(
                        "JDK_JAVA_OPTIONS", "-Duser.home=" + otherHome,
                        "http_proxy", "http://localhost:" + repository.port()));
                var there = behind.connect().awaitReady()) {
            var run = there.run("%maven org.tiny:proxied:1\ntiny.Proxied.word()");
            assertEquals("by proxy", run.value(), run::traceback);
        }
    }

    @Test
    void stopEndsADownload() throws Exception {
        repository
                .artifact("org.tiny:slow:1", "Slow", "x")
                .fault("/org/tiny/slow/1/slow-1.jar", TinyRepository.Fault.SILENT);
        String id = client.sendCell("%maven org.tiny:slow:1");
        while (!repository.asked().contains("/org/tiny/slow/1/slow-1.jar")) {
            Thread.sleep(20);
        }
        long begun = System.nanoTime();
        client.interrupt();
        assertEquals("KeyboardInterrupt", client.finish(id).errorName());
        assertTrue(System.nanoTime() - begun < 2_000_000_000L, "Stop ends it at once");
        assertEquals("2", client.run("1 + 1").value());
    }
}
