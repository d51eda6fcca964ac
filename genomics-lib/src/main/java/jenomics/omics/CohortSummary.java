package jenomics.omics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/** What a cohort says of itself. */
final class CohortSummary {
    private static final int NAMED_CLASSES = 2;
    private static final int FEW_CLASSES = 6;

    private CohortSummary() {}

    static Description of(MultiOmics cohort) {
        var shown = Description.of(headline(cohort))
                .with(
                        "layers",
                        List.of("layer", "features", "scale", "unit", "missing", "values", "first features", "samples"),
                        cohort.layers().stream().map(CohortSummary::row).toList());
        if (cohort.hasSheet()) {
            shown = shown.with(
                    "sample sheet",
                    List.of("column", "kind", "values", "missing"),
                    cohort.sheet().rows());
            var survival = cohort.sheet().survival();
            if (survival.isPresent()) {
                shown = shown.with("survival: " + survival.get(), List.of(), List.of());
            }
        }
        if (!cohort.plan().planned().isEmpty()) {
            shown = shown.with(
                    "planned, fitted to the training samples of each fold",
                    List.of("step", "layer", "what", "how"),
                    cohort.plan().rows());
        }
        return cohort.notes().isEmpty()
                ? shown
                : shown.with(
                        "how it was put together",
                        List.of(),
                        cohort.notes().stream().map(List::of).toList());
    }

    /** {@code 150 samples · 3 layers: mrna 200, mirna 184, protein 142 · subtype: 45 Basal, 30 Her2, 75 LumA}. */
    private static String headline(MultiOmics cohort) {
        var parts = new ArrayList<String>();
        parts.add(Phrases.count(cohort.size(), "sample"));
        parts.add(Phrases.count(cohort.layers().size(), "layer") + ": "
                + String.join(
                        ", ",
                        cohort.layers().stream()
                                .map(l -> l.name() + " " + Phrases.count(l.featureCount()))
                                .toList()));
        if (cohort.hasSheet()) {
            cohort.sheet().columns().stream()
                    .filter(c -> c.counts().size() >= 2 && c.counts().size() <= FEW_CLASSES)
                    .limit(NAMED_CLASSES)
                    .forEach(c -> parts.add(c.name() + ": " + LevelCounts.text(c.counts())));
        }
        return String.join(" · ", parts);
    }

    private static List<String> row(OmicsLayer layer) {
        var values = layer.statistics();
        long measured = IntStream.range(0, layer.size()).filter(layer::measured).count();
        return List.of(
                layer.name(),
                Phrases.count(layer.featureCount()),
                layer.scale().toString(),
                layer.scale().unit(),
                Phrases.percent(values.missing(), values.values()),
                LayerSummary.range(layer),
                String.join(", ", layer.features().subList(0, Math.min(3, layer.featureCount()))),
                measured == layer.size() ? "all" : Phrases.count(measured) + " of " + Phrases.count(layer.size()));
    }
}
