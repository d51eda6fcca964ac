package jenomics.kernel.maven.mima;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import jenomics.provenance.GenomicsException;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;

/** {@code https_proxy}, {@code http_proxy} and {@code no_proxy}, in small letters or capitals, as curl reads them. */
final class ProxyVariables {
    private final Map<String, String> environment;

    ProxyVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Null if the address is to be reached directly. */
    Proxy proxyFor(String url) {
        var uri = URI.create(url);
        String variable = "https".equalsIgnoreCase(uri.getScheme()) ? "https_proxy" : "http_proxy";
        String proxy = value(variable);
        return proxy.isBlank() || uri.getHost() == null || isExcepted(uri.getHost()) ? null : parse(variable, proxy);
    }

    private boolean isExcepted(String host) {
        return Stream.of(value("no_proxy").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .anyMatch(name -> name.equals("*")
                        || host.equalsIgnoreCase(name.replaceFirst("^\\*?\\.", ""))
                        || host.toLowerCase(Locale.ROOT)
                                .endsWith(
                                        "." + name.replaceFirst("^\\*?\\.", "").toLowerCase(Locale.ROOT)));
    }

    private static Proxy parse(String variable, String text) {
        URI uri = null;
        try {
            uri = URI.create(text.contains("://") ? text : "http://" + text);
        } catch (IllegalArgumentException e) {
            // said below, without the text: a password may stand in it
        }
        if (uri == null || uri.getHost() == null) {
            throw new GenomicsException("The variable " + variable
                    + " does not name a proxy; it should look like http://gate.example.org:3128.");
        }
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        var login = new AuthenticationBuilder();
        if (uri.getUserInfo() != null) {
            String[] parts = uri.getUserInfo().split(":", 2);
            login.addUsername(parts[0]).addPassword(parts.length > 1 ? parts[1] : "");
        }
        return new Proxy(tls ? Proxy.TYPE_HTTPS : Proxy.TYPE_HTTP, uri.getHost(), port, login.build());
    }

    private String value(String variable) {
        String value = environment.get(variable);
        return value != null ? value : environment.getOrDefault(variable.toUpperCase(Locale.ROOT), "");
    }
}
