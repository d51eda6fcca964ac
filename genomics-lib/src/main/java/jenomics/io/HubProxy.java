package jenomics.io;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The proxies that the environment names (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY, in either case), which Java does
 * not read by itself. Where Java's own properties (https.proxyHost and the like) are set, those decide.
 */
final class HubProxy extends ProxySelector {
    private static final String TUNNELING = "jdk.http.auth.tunneling.disabledSchemes";

    private final UnaryOperator<String> variable;

    private HubProxy(UnaryOperator<String> variable) {
        this.variable = variable;
    }

    static HubProxy here() {
        return of(System::getenv);
    }

    static HubProxy of(UnaryOperator<String> variable) {
        return new HubProxy(name -> {
            String lower = variable.apply(name.toLowerCase(Locale.ROOT));
            String value = lower == null ? variable.apply(name) : lower;
            return value == null ? "" : value.strip();
        });
    }

    /**
     * The client with the proxies. No Authenticator: with one, Java's client would keep the token of the hub to itself and
     * take an answer of 401 for an error.
     */
    HttpClient.Builder configure(HttpClient.Builder client) {
        if (System.getProperty("https.proxyHost") != null || System.getProperty("http.proxyHost") != null) {
            return client.proxy(ProxySelector.getDefault());
        }
        return client.proxy(this);
    }

    /**
     * What proves to the proxy who asks, from {@code http://user:password@proxy}. Java refuses to send it where it opens
     * a tunnel, as to every https address, until it is told otherwise; so it is, before its client is first used.
     */
    Optional<String> authorization(URI uri) {
        var address = isExcepted(uri.getHost()) ? null : address(uri.getScheme());
        if (address == null || address.getUserInfo() == null) {
            return Optional.empty();
        }
        if (System.getProperty(TUNNELING) == null) {
            System.setProperty(TUNNELING, "");
        }
        byte[] user = address.getUserInfo().getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(user));
    }

    @Override
    public List<Proxy> select(URI uri) {
        var address = isExcepted(uri.getHost()) ? null : address(uri.getScheme());
        return List.of(
                address == null
                        ? Proxy.NO_PROXY
                        : new Proxy(
                                Proxy.Type.HTTP,
                                new InetSocketAddress(
                                        address.getHost(), address.getPort() < 0 ? 80 : address.getPort())));
    }

    private URI address(String scheme) {
        String given = variable.apply(scheme.toUpperCase(Locale.ROOT) + "_PROXY");
        String text = given.isEmpty() ? variable.apply("ALL_PROXY") : given;
        if (text.isEmpty()) {
            return null;
        }
        try {
            var uri = URI.create(text.contains("://") ? text : "http://" + text);
            return uri.getHost() == null ? null : uri;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean isExcepted(String host) {
        return Arrays.stream(variable.apply("NO_PROXY").split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*")
                        || host.equalsIgnoreCase(entry)
                        || host.toLowerCase(Locale.ROOT).endsWith("." + entry));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, java.io.IOException cause) {
        // The request fails with the cause; there is no other proxy to turn to.
    }
}
