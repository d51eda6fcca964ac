package jenomics.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jenomics.nn.Torch;
import jenomics.provenance.Description;
import jenomics.provenance.Progress;

/** What a run shows of itself. */
record RunSummary(Run run) {

    Description describe() {
        double share = 100.0 * run.fit().trained() / (run.plan().model().parameters() + headParameters());
        var line = new ArrayList<String>();
        if (run.fit().interrupted()) {
            line.add("stopped early, the best so far");
        }
        line.add(String.format(Locale.ROOT, "%.2g %% of parameters trained", share));
        line.add(Progress.brief(Duration.ofMillis((long) (run.fit().seconds() * 1000))));
        line.add(Torch.deviceName());
        if (!run.test().any()) {
            return Description.of(String.join(" · ", line) + " · no test part").with("", List.of(), facts());
        }
        if (!run.isJudged()) {
            return Description.of(String.join(" · ", line) + " · the test part is not read yet: run.evaluate()")
                    .with("", List.of(), facts());
        }
        var scores = run.scores();
        line.add(scores.all().entrySet().stream()
                .limit(1)
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining()));
        var shown = Description.of(String.join(" · ", line)).with("", List.of(), facts());
        var compared = run.evaluate().describe();
        shown = shown.with(compared.headline(), List.of(), List.of());
        for (var table : compared.tables()) {
            shown = shown.with(table.title(), table.columns(), table.rows());
        }
        return shown;
    }

    private long headParameters() {
        return run.encoder().net().weight(Head.WEIGHT).size()
                + run.encoder().net().weight(Head.BIAS).size();
    }

    private List<List<String>> facts() {
        var rows = new LinkedHashMap<String, String>();
        rows.put("model", run.plan().model().id());
        rows.put(
                "trained",
                String.format(
                        Locale.ROOT,
                        "%,d of %,d parameters (%s and head)",
                        run.fit().trained(),
                        run.plan().model().parameters() + headParameters(),
                        run.plan().tuning().name()));
        run.plan().extras().forEach((name, value) -> {
            if (!name.contains("SHA")) {
                rows.put(name, value.toString());
            }
        });
        var points = run.fit().history().scores();
        if (!points.isEmpty()) {
            var best = points.stream()
                    .reduce((a, b) ->
                            (run.plan().watched().higherIsBetter() ? b.value() > a.value() : b.value() < a.value())
                                    ? b
                                    : a)
                    .orElseThrow();
            rows.put(
                    "best epoch",
                    String.format(
                            Locale.ROOT,
                            "%s, validation %s %.3f",
                            best.step() == 0 ? "none: the frozen encoder" : "ends at step " + best.step(),
                            run.plan().watched(),
                            best.value()));
        }
        if (!run.fit().frozen().why().isEmpty()) {
            rows.put("frozen weights", run.fit().frozen().toString());
        }
        if (!run.fit().memory().isEmpty()) {
            rows.put("for want of memory", String.join("; ", run.fit().memory()));
        }
        if (run.fit().cut() > 0) {
            rows.put(
                    "long sequences",
                    String.format(
                            Locale.ROOT,
                            "%,d are too long for one piece (%,d bp): read in overlapping segments, pooled",
                            run.fit().cut(),
                            run.encoder().longestBp()));
        }
        return rows.entrySet().stream()
                .map(e -> List.of(e.getKey(), e.getValue()))
                .toList();
    }
}
