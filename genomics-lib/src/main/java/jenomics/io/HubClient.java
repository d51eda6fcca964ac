package jenomics.io;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import jenomics.io.HubBody.Stopped;
import jenomics.io.HubSettings.Patience;
import jenomics.provenance.StopSignal;

/** Asks a hub over HTTP: follows redirects without handing the token to another host, and asks again when it is busy. */
final class HubClient {

    /** What came back: the last answer, its body still on its way. */
    record Answer(int status, HttpHeaders headers, HubBody body) implements AutoCloseable {
        String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        @Override
        public void close() {
            body.close();
        }
    }

    /** Something to do that may fail on the way. */
    interface Attempt<T> {
        T run() throws IOException;
    }

    /** The hub is there and asks to come back later. */
    static final class Busy extends IOException {
        private final Duration pause;

        Busy(int status, Duration pause) {
            super("it answered " + status);
            this.pause = pause;
        }
    }

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 100;

    private final HubSettings settings;
    private final HttpClient http;
    private final HubProxy proxy = HubProxy.here();
    private final StopSignal stop;

    HubClient(HubSettings settings, StopSignal stop) {
        this.settings = settings;
        this.stop = stop;
        proxy.authorization(settings.endpoint());
        this.http = proxy.configure(HttpClient.newBuilder())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.patience().connect())
                .build();
    }

    /** The hub's address of a path such as {@code /api/models/org/name}. */
    URI address(String path) {
        return URI.create(settings.endpoint() + path);
    }

    /**
     * Sends a request without a body and follows where it leads; 429 and 5xx are {@link Busy}. A HEAD ends where the hub
     * describes the content, before it leads on to whoever stores that.
     */
    Answer ask(String method, URI first, Map<String, String> headers) throws IOException {
        var uri = first;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            var response = send(request(method, uri, headers));
            int status = response.statusCode();
            boolean told = method.equals("HEAD")
                    && response.headers().firstValue("x-linked-etag").isPresent();
            if (!REDIRECTS.contains(status) || told) {
                return checked(new Answer(told ? 200 : status, response.headers(), response.body()));
            }
            response.body().close();
            uri = next(uri, response.headers().firstValue("location").orElse(""));
        }
        throw new IOException("it redirected more than " + MOST_REDIRECTS + " times");
    }

    private HttpRequest request(String method, URI uri, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(settings.patience().answer())
                .header("User-Agent", "jenomics")
                .header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        proxy.authorization(uri).ifPresent(proof -> request.header("Proxy-Authorization", proof));
        if (settings.token() != null && sameOrigin(uri, settings.endpoint())) {
            request.header("Authorization", "Bearer " + settings.token());
        }
        return request.build();
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && Objects.requireNonNullElse(one.getHost(), "").equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private static URI next(URI from, String location) throws IOException {
        try {
            var next = from.resolve(location);
            boolean web = Set.of("http", "https").contains(next.getScheme()) && next.getHost() != null;
            if (location.isEmpty()
                    || !web
                    || from.getScheme().equals("https") && !next.getScheme().equals("https")) {
                throw new IOException("it redirected to '" + location + "'");
            }
            return next;
        } catch (IllegalArgumentException e) {
            throw new IOException("it redirected to '" + location + "'", e);
        }
    }

    private HttpResponse<HubBody> send(HttpRequest request) throws IOException {
        var answer = http.sendAsync(request, head -> new HubBody());
        try {
            while (true) {
                try {
                    return answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    checkStop(answer);
                } catch (TimeoutException e) {
                    checkStop(answer);
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    private void checkStop(CompletableFuture<?> answer) {
        if (stop.requested()) {
            answer.cancel(true);
            throw new Stopped();
        }
    }

    private Answer checked(Answer answer) throws Busy {
        if (answer.status() != 429 && answer.status() < 500) {
            return answer;
        }
        answer.close();
        throw new Busy(answer.status(), retryAfter(answer.header("retry-after")));
    }

    private static Duration retryAfter(String seconds) {
        if (seconds == null || !seconds.matches("\\d{1,6}")) {
            return Duration.ZERO;
        }
        var asked = Duration.ofSeconds(Long.parseLong(seconds));
        return asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
    }

    /** Tries again after each failure of the network, patiently; the last failure is thrown. */
    <T> T persist(Attempt<T> attempt) throws IOException {
        Patience patience = settings.patience();
        for (int failures = 1; ; failures++) {
            try {
                return attempt.run();
            } catch (SSLHandshakeException | FileSystemException e) {
                throw e;
            } catch (IOException e) {
                if (failures >= (isUnreachable(e) ? 2 : patience.attempts())) {
                    throw e;
                }
                pause(
                        patience.pause().multipliedBy(1L << failures - 1),
                        e instanceof Busy busy ? busy.pause : Duration.ZERO);
            }
        }
    }

    private static boolean isUnreachable(IOException e) {
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
    }

    private void pause(Duration own, Duration asked) {
        long end = System.nanoTime() + (own.compareTo(asked) > 0 ? own : asked).toNanos();
        for (long left; (left = end - System.nanoTime()) > 0; ) {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, POLL_MILLIS * 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (stop.requested()) {
                throw new Stopped();
            }
        }
    }

    HubSettings settings() {
        return settings;
    }

    StopSignal stop() {
        return stop;
    }
}
