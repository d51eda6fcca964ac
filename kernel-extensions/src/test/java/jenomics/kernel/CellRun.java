package jenomics.kernel;

import java.util.List;
import java.util.stream.Collectors;
import jenomics.kernel.WireClient.Received;

/** What a front end saw of one cell. {@code others} came in between and belong to other cells. */
record CellRun(String id, List<Received> published, List<Received> others, Received reply) {

    String status() {
        return reply.text("status");
    }

    List<Received> of(String type) {
        return published.stream().filter(m -> m.type().equals(type)).toList();
    }

    String stdout() {
        return stream("stdout");
    }

    String stderr() {
        return stream("stderr");
    }

    private String stream(String name) {
        return of("stream").stream()
                .filter(m -> m.text("name").equals(name))
                .map(m -> m.text("text"))
                .collect(Collectors.joining());
    }

    /** The result, or null if there is none. */
    Received result() {
        var results = of("execute_result");
        return results.isEmpty() ? null : results.get(0);
    }

    /** The text of the result, or null. */
    String value() {
        return result() == null ? null : result().data("text/plain");
    }

    String errorName() {
        return of("error").isEmpty() ? null : of("error").get(0).text("ename");
    }

    String errorSentence() {
        return of("error").get(0).text("evalue");
    }

    /** The lines of the error without their colours. */
    String traceback() {
        return of("error").get(0).content().getAsJsonArray("traceback").asList().stream()
                .map(line -> line.getAsString().replaceAll("\u001b\\[[0-9;]*m", ""))
                .collect(Collectors.joining("\n"));
    }
}
