package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jenomics.io.HubSettings.Patience;
import jenomics.provenance.GenomicsException;
import jenomics.testing.HubServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hub may say instead of giving a model. */
@Timeout(60)
class HubFailuresTest extends TinyHub {
    @Test
    void anUnknownModelIsCalledUnknownOrPrivate() {
        for (int status : new int[] {401, 404}) {
            hub.mischief((exchange, content) -> HubServer.refuse(exchange, status, "RepoNotFound"));
            assertEquals(
                    hub.endpoint()
                            + " has no model org/tiny that everybody may see. Check the spelling; for a private one"
                            + " set HF_TOKEN. Nor is there a folder "
                            + Path.of("org/tiny").toAbsolutePath() + ".",
                    failure());
            assertTrue(failure("hf_x")
                    .contains(" has no model org/tiny that the token in use may see. Check the spelling, and"
                            + " whether the token is still valid."));
        }
    }

    @ParameterizedTest
    @CsvSource({"401,GatedRepo", "403,GatedRepo", "403,Other"})
    void aGatedModelSaysWhereToAcceptItsTerms(int status, String code) {
        hub.mischief((exchange, content) -> content != null && HubServer.refuse(exchange, status, code));
        assertEquals(
                "The model org/tiny is only for those who accepted its terms: do so at " + hub.endpoint()
                        + "/org/tiny, then set HF_TOKEN to a token of that account.",
                failure());
        assertTrue(failure("hf_x").endsWith(" with the account of the token in use, which has no access yet."));
    }

    @Test
    void anUnknownRevisionAndAnUnknownFileAreNamed() {
        hub.mischief((exchange, content) -> HubServer.refuse(exchange, 404, "RevisionNotFound"));
        assertEquals(
                "The model org/tiny has no revision 'main'; " + hub.endpoint()
                        + "/org/tiny lists its branches, tags and commits.",
                failure());
        hub.mischief((exchange, content) -> content != null && HubServer.refuse(exchange, 404, "EntryNotFound"));
        assertEquals("The model org/tiny has no file config.json.", failure());
        hub.mischief((exchange, content) -> HubServer.refuse(exchange, 418, "Teapot"));
        assertEquals(
                hub.endpoint() + " answered 418 when asked for its list of files of the model org/tiny.", failure());
        hub.mischief((exchange, content) -> HubServer.refuse(exchange, 407, ""));
        assertTrue(failure().contains("wants a user and password: put them into HTTPS_PROXY."));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aBusyHubIsAskedAgain(int status) throws IOException {
        var refusals = new AtomicInteger(2);
        hub.mischief(
                (exchange, content) -> refusals.getAndDecrement() > 0 && HubServer.refuse(exchange, status, "Busy"));
        assertArrived();
        assertEquals(-1, Math.max(-1, refusals.get()));
    }

    @Test
    void aHubThatStaysBusyIsGivenUp() {
        hub.mischief((exchange, content) -> HubServer.refuse(exchange, 500, "InternalError"));
        assertEquals(
                "Cannot get the model org/tiny from " + hub.endpoint() + ": it answered 500. Check the network, and"
                        + " HTTPS_PROXY where there is a proxy; what has come so far is kept, and the next call goes on"
                        + " from there. Nor is there a folder "
                        + Path.of("org/tiny").toAbsolutePath() + ".",
                failure());
        assertEquals(3, hub.seen().size());
    }

    @Test
    void theHubSaysHowLongToWait() throws IOException {
        var refusals = new AtomicInteger(1);
        hub.mischief((exchange, content) -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            return refusals.getAndDecrement() > 0 && HubServer.refuse(exchange, 429, "Busy");
        });
        long begun = System.nanoTime();
        assertArrived();
        assertTrue(System.nanoTime() - begun > 1_000_000_000L);
    }

    @Test
    void noNetworkIsCalledThat() {
        hub.close();
        assertTrue(failure().contains("it cannot be reached. Check the network"), failure());
    }

    @Test
    void aSlowAnswerIsNotWaitedForForever() {
        hub.mischief((exchange, content) -> {
            HuggingFaceTest.pause(1500);
            return false;
        });
        var hasty = new Patience(2, Duration.ofMillis(1), PATIENT.connect(), Duration.ofMillis(200), PATIENT.stall());
        var e = assertThrows(
                GenomicsException.class,
                () -> HuggingFace.of(settings(null).withPatience(hasty)).model("org/tiny"));
        assertTrue(e.getMessage().contains(": it does not answer in time. "), e.getMessage());
    }

    @Test
    void anEndlessRedirectAndOneToAFileAreRefused() {
        hub.mischief((exchange, content) -> {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(302, -1);
            return true;
        });
        assertTrue(failure().contains(": it redirected more than 5 times. "));
        hub.mischief((exchange, content) -> {
            exchange.getResponseHeaders().set("Location", "file:///etc/passwd");
            exchange.sendResponseHeaders(302, -1);
            return true;
        });
        assertTrue(failure().contains(": it redirected to 'file:///etc/passwd'. "));
    }

    @Test
    void anAnswerThatIsNoListingIsRefused() {
        hub.mischief((exchange, content) -> {
            byte[] page = "<html>Please log in to the hotel's network</html>".getBytes();
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            return true;
        });
        assertTrue(failure().contains(": its answer is not JSON. "), failure());
    }

    @Test
    void otherFormatsAndAdaptersAreRefusedByName() {
        hub.without("model.safetensors").with("tf_model.h5", new byte[9]).with("flax_model.msgpack", new byte[9]);
        assertEquals(
                "The model org/tiny has no model.safetensors, only flax_model.msgpack (Flax), tf_model.h5 (TensorFlow)."
                        + " Jenomics reads model.safetensors or pytorch_model.bin, whole or in parts with their index: look"
                        + " for a revision that has one.",
                failure());
        hub.with("adapter_config.json", "{}".getBytes())
                .with("adapter_model.safetensors", new byte[9])
                .without("config.json");
        assertTrue(failure().startsWith("The model org/tiny is an adapter, not a model. Open the model that its"));
        hub.without("adapter_config.json").without("adapter_model.safetensors").with("model.safetensors", weights);
        assertEquals("The model org/tiny has no config.json, so nobody knows what its weights mean.", failure());
    }

    @Test
    void offlineSaysSo() {
        var offline = HuggingFace.of(new HubSettings(URI.create(hub.endpoint()), cache, null, true, PATIENT));
        String sentence = "The model org/tiny is not in " + cache + ", and HF_HUB_OFFLINE forbids to download it. Unset"
                + " that, or copy the model's folder there. Nor is there a folder "
                + Path.of("org/tiny").toAbsolutePath() + ".";
        assertEquals(
                sentence,
                assertThrows(GenomicsException.class, () -> offline.model("org/tiny"))
                        .getMessage());
        assertEquals(
                sentence,
                assertThrows(GenomicsException.class, () -> offline.update("org/tiny"))
                        .getMessage());
        assertEquals(List.of(), hub.seen());
    }
}
