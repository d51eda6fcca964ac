package jenomics.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import jenomics.io.HubClient.Answer;
import jenomics.io.HubListing.HubFile;
import jenomics.provenance.GenomicsException;

/** What to say when a hub does not give a model. */
record HubRefusals(HubName name, HubSettings settings) implements DownloadRefusals {

    @Override
    public void check(Answer answer, String file) {
        if (answer.status() == 200 || answer.status() == 206) {
            return;
        }
        String code = String.valueOf(answer.header("x-error-code"));
        throw refusal(sentence(answer.status(), code, file), answer.status());
    }

    private String sentence(int status, String code, String file) {
        String repository = name.repository();
        if (code.equals("GatedRepo") || status == 403) {
            return "The model " + repository + " is only for those who accepted its terms: do so at " + page()
                    + (settings.token() == null
                            ? ", then set HF_TOKEN to a token of that account."
                            : " with the account of the token in use, which has no access yet.");
        }
        if (status == 407) {
            return "The proxy before " + settings.endpoint() + " wants a user and password: put them into HTTPS_PROXY.";
        }
        if (code.equals("RevisionNotFound")) {
            return "The model " + repository + " has no revision '" + name.revision() + "'; " + page()
                    + " lists its branches, tags and commits.";
        }
        if (code.equals("EntryNotFound")) {
            return "The model " + name + " has no file " + file + ".";
        }
        if (status == 401 || status == 404) {
            return settings.endpoint() + " has no model " + repository + " that "
                    + (settings.token() == null
                            ? "everybody may see. Check the spelling; for a private one set HF_TOKEN."
                            : "the token in use may see. Check the spelling, and whether the token is still valid.")
                    + noFolder();
        }
        return settings.endpoint() + " answered " + status + " when asked for " + file + " of the model " + name + ".";
    }

    private String page() {
        return settings.endpoint() + "/" + name.repository();
    }

    private String noFolder() {
        return " Nor is there a folder " + Path.of(name.repository()).toAbsolutePath() + ".";
    }

    GenomicsException unreachable(IOException cause) {
        return refusal(
                "Cannot get the model " + name + " from " + settings.endpoint() + ": " + reason(cause)
                        + ". Check the network, and HTTPS_PROXY where there is a proxy; what has come so far is kept, and"
                        + " the next call goes on from there." + noFolder(),
                cause);
    }

    private static String reason(IOException e) {
        if (e instanceof java.net.ConnectException) {
            return "it cannot be reached";
        }
        if (e instanceof java.net.http.HttpTimeoutException) {
            return "it does not answer in time";
        }
        if (e instanceof javax.net.ssl.SSLException) {
            return "its certificate is not trusted here (" + e.getMessage() + ")";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public GenomicsException damaged(HubFile file) {
        return refusal(
                "The file " + file.name() + " of the model " + name + " came from " + settings.endpoint()
                        + " with other content than it announced (" + file.etag()
                        + "). Nothing of it was kept; try again"
                        + " later.",
                null);
    }

    GenomicsException offline() {
        return refusal(
                "The model " + name + " is not in " + settings.cache()
                        + ", and HF_HUB_OFFLINE forbids to download it. Unset that, or copy the model's folder there."
                        + noFolder(),
                null);
    }

    @Override
    public String otherDisk() {
        return "set HF_HOME to a folder on another disk";
    }

    GenomicsException unwritable(IOException cause) {
        return refusal(
                "Cannot keep the model " + name + " in " + settings.cache() + ": " + cause
                        + ". Set HF_HOME to a folder that you may write.",
                cause);
    }

    GenomicsException full(long needed, long free) {
        return refusal(
                String.format(
                        java.util.Locale.ROOT,
                        "The model %s needs %,d MB more, and %s has %,d MB left. Free some space, or set HF_HOME to a"
                                + " folder on another disk.",
                        name,
                        (needed + 999_999) / 1_000_000,
                        settings.cache(),
                        free / 1_000_000),
                null);
    }

    GenomicsException stopped() {
        return refusal(
                "The download of the model " + name
                        + " was stopped. What has come so far is kept, and the next call goes" + " on from there.",
                null);
    }

    private GenomicsException refusal(String sentence, Object cause) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("model", name.toString());
        facts.put("endpoint", settings.endpoint().toString());
        if (cause instanceof Integer status) {
            facts.put("status", status);
        }
        return new GenomicsException(sentence, facts, cause instanceof Throwable t ? t : null);
    }
}
