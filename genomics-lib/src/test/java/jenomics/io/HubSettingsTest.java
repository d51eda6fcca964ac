package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubSettingsTest {
    @TempDir
    Path home;

    private HubSettings of(Map<String, String> variables) {
        return HubSettings.of(variables::get, home);
    }

    @Test
    void theUsualPlacesAreHuggingFaces() {
        var usual = of(Map.of());
        assertEquals(home.resolve(".cache/huggingface/hub"), usual.cache());
        assertEquals("huggingface.co", usual.endpoint().getHost());
        assertNull(usual.token());
        assertFalse(usual.offline());
    }

    @Test
    void theNarrowerVariableDecides() {
        assertEquals(
                Path.of("x/huggingface/hub"), of(Map.of("XDG_CACHE_HOME", "x")).cache());
        assertEquals(
                Path.of("h/hub"),
                of(Map.of("XDG_CACHE_HOME", "x", "HF_HOME", "h")).cache());
        assertEquals(home.resolve("h/hub"), of(Map.of("HF_HOME", "~/h")).cache());
        assertEquals(
                Path.of("old"),
                of(Map.of("HUGGINGFACE_HUB_CACHE", "old", "HF_HOME", "h")).cache());
        assertEquals(
                Path.of("new"),
                of(Map.of("HF_HUB_CACHE", "new", "HUGGINGFACE_HUB_CACHE", "old"))
                        .cache());
        assertEquals(
                home.resolve(".cache/huggingface/hub"),
                of(Map.of("HF_HOME", " ")).cache());
    }

    @Test
    void theTokenComesFromTheVariableOrTheFile() throws IOException {
        var hub = Files.createDirectories(home.resolve(".cache/huggingface"));
        Files.writeString(hub.resolve("token"), "hf_file\n");
        Files.writeString(home.resolve("other"), "hf_other");
        assertEquals("hf_file", of(Map.of()).token());
        assertEquals("hf_variable", of(Map.of("HF_TOKEN", " hf_variable\n")).token());
        assertEquals("hf_old", of(Map.of("HUGGING_FACE_HUB_TOKEN", "hf_old")).token());
        assertEquals("hf_other", of(Map.of("HF_TOKEN_PATH", "~/other")).token());
    }

    @Test
    void offlineIsSaidInSeveralWays() {
        for (String yes : List.of("1", "true", "ON", "Yes")) {
            assertTrue(of(Map.of("HF_HUB_OFFLINE", yes)).offline(), yes);
            assertTrue(of(Map.of("TRANSFORMERS_OFFLINE", yes)).offline(), yes);
        }
        for (String no : List.of("0", "false", "")) {
            assertFalse(of(Map.of("HF_HUB_OFFLINE", no)).offline(), no);
        }
    }

    @Test
    void anEndpointIsAnAddress() {
        assertEquals(
                URI.create("http://localhost:81"),
                of(Map.of("HF_ENDPOINT", "http://localhost:81//")).endpoint());
        for (String wrong : List.of("localhost", "ftp://x.org", "https://", "a b")) {
            var e = assertThrows(GenomicsException.class, () -> of(Map.of("HF_ENDPOINT", wrong)));
            assertTrue(
                    e.getMessage().startsWith("HF_ENDPOINT is '" + wrong + "'; it should be the address of a hub"),
                    e.getMessage());
        }
    }

    @Test
    void aPropertyGoesBeforeTheEnvironment() {
        System.setProperty("HF_HUB_CACHE", "of/property");
        try {
            assertEquals(Path.of("of/property"), HubSettings.here().cache());
        } finally {
            System.clearProperty("HF_HUB_CACHE");
        }
    }

    @Test
    void proxiesOfTheEnvironmentAreUsed() {
        var proxy = HubProxy.of(Map.of(
                "https_proxy", "http://user:secret@one.example:3128",
                "HTTP_PROXY", "two.example:8080",
                "NO_PROXY", "localhost, .inside.example,*.lab.example")::get);
        assertEquals("one.example:3128", address(proxy, "https://hub.example/x"));
        assertEquals("two.example:8080", address(proxy, "http://hub.example/x"));
        assertEquals(Optional.of("Basic dXNlcjpzZWNyZXQ="), proxy.authorization(URI.create("https://hub.example/x")));
        assertEquals(Optional.empty(), proxy.authorization(URI.create("http://hub.example/x")));
        assertEquals(Optional.empty(), proxy.authorization(URI.create("https://a.inside.example/x")));
        for (String direct : List.of("localhost", "inside.example", "a.inside.example", "b.lab.example")) {
            assertEquals("direct", address(proxy, "https://" + direct + "/x"));
        }
        assertEquals("one.example:3128", address(proxy, "https://outinside.example/x"));
        assertEquals("direct", address(HubProxy.of(name -> null), "https://hub.example"));
        assertEquals(
                "three.example:80", address(HubProxy.of(Map.of("ALL_PROXY", "http://three.example")::get), "http://x"));
        assertEquals("direct", address(HubProxy.of(Map.of("ALL_PROXY", "::::")::get), "http://x"));
        assertEquals("direct", address(HubProxy.of(Map.of("ALL_PROXY", "a:1", "NO_PROXY", "*")::get), "http://x"));
    }

    /** A password for a proxy sets a property of Java's client. */
    @AfterEach
    void leaveTheRoomAsItWas() {
        System.clearProperty("jdk.http.auth.tunneling.disabledSchemes");
    }

    private static String address(HubProxy proxy, String uri) {
        var chosen = proxy.select(URI.create(uri)).get(0);
        return chosen.equals(Proxy.NO_PROXY)
                ? "direct"
                : String.valueOf(chosen.address()).replaceAll("/<unresolved>", "");
    }
}
