package jenomics.kernel.maven.mima;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import jenomics.provenance.GenomicsException;
import org.eclipse.aether.repository.Proxy;
import org.junit.jupiter.api.Test;

class ProxyVariablesTest {
    private static Proxy proxy(String url, String... variables) {
        var environment = new java.util.HashMap<String, String>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return new ProxyVariables(environment).proxyFor(url);
    }

    @Test
    void eachProtocolHasItsVariable() {
        var https = proxy(
                "https://repo.example.org/x",
                "https_proxy",
                "http://gate.example.org:3128/",
                "http_proxy",
                "http://no:1");
        assertEquals("gate.example.org", https.getHost());
        assertEquals(3128, https.getPort());
        assertEquals("http", https.getType());
        assertEquals(
                "no", proxy("http://localhost/x", "http_proxy", "http://no:1").getHost());
        assertNull(proxy("https://repo.example.org/x", "http_proxy", "http://no:1"));
        assertNull(proxy("https://repo.example.org/x", "https_proxy", " "));
    }

    @Test
    void formsThatCurlTakesAreTaken() {
        assertEquals(
                "gate",
                proxy("https://r.example.org", "HTTPS_PROXY", "gate:8080").getHost());
        assertEquals(
                "small",
                proxy("https://r.example.org", "HTTPS_PROXY", "big:1", "https_proxy", "small:1")
                        .getHost());
        assertEquals(
                80, proxy("https://r.example.org", "https_proxy", "http://gate").getPort());
        var tls = proxy("https://r.example.org", "https_proxy", "https://user:pa%20ss@gate");
        assertEquals(443, tls.getPort());
        assertEquals("https", tls.getType());
        assertEquals("gate", tls.getHost());
    }

    @Test
    void exceptionsAreReachedDirectly() {
        for (String except :
                new String[] {"*", "repo.example.org", "other,example.org", " .example.org ", "*.example.org"}) {
            assertNull(proxy("https://repo.example.org/x", "https_proxy", "gate:1", "no_proxy", except), except);
        }
        assertEquals(
                "gate",
                proxy("https://repo.example.org/x", "https_proxy", "gate:1", "NO_PROXY", "ample.org")
                        .getHost());
    }

    @Test
    void aBrokenOneIsSaidWithoutItsPassword() {
        var e = assertThrows(
                GenomicsException.class, () -> proxy("https://r.example.org", "https_proxy", "http://me:secret@ gate"));
        assertEquals(
                "The variable https_proxy does not name a proxy; it should look like http://gate.example.org:3128.",
                e.getMessage());
        assertFalse(String.valueOf(e.getCause()).contains("secret"));
        assertEquals(Map.of(), e.facts());
    }
}
