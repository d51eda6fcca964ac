package jenomics.omics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jenomics.omics.quality.Confounding;
import jenomics.omics.quality.GenotypeQuality;
import jenomics.omics.quality.Influence;
import jenomics.omics.quality.LayerQuality;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/**
 * What should be looked at before anything is learned: what is missing, samples that differ from all others or are the same
 * twice, sizes of libraries, features that never vary, attributes that cannot be told apart, and what is asked of genotypes.
 * It changes nothing; what to do is said where something was found.
 *
 * <pre>{@code
 * QualityReport.of(cohort).plot()
 * }</pre>
 *
 * @param cohort what was looked at
 * @param layers what is asked of any layer
 * @param genotypes what is asked of layers of dosages
 * @param confounding how much attributes of the sheet go together, the strongest first
 * @param influences how much of what varies in each layer goes with each attribute
 */
public record QualityReport(
        MultiOmics cohort,
        List<LayerQuality> layers,
        List<GenotypeQuality> genotypes,
        List<Confounding> confounding,
        List<Influence> influences)
        implements Described {

    public QualityReport {
        layers = List.copyOf(layers);
        genotypes = List.copyOf(genotypes);
        confounding = List.copyOf(confounding);
        influences = List.copyOf(influences);
    }

    /** Looks at a cohort as it stands; planned steps are not carried out. */
    public static QualityReport of(MultiOmics cohort) {
        return new QualityReport(
                cohort,
                cohort.layers().stream().map(LayerQuality::of).toList(),
                cohort.layers().stream()
                        .filter(l -> l.scale() == Scale.DOSAGE)
                        .map(GenotypeQuality::of)
                        .toList(),
                cohort.hasSheet() ? Confounding.among(cohort.sheet()) : List.of(),
                cohort.hasSheet() ? Influence.in(cohort) : List.of());
    }

    /** Looks at one layer. */
    public static QualityReport of(OmicsLayer layer) {
        return of(MultiOmics.of(layer));
    }

    /** What was found, one sentence each; empty if nothing was. */
    public List<String> findings() {
        return QualityFindings.of(this);
    }

    /** Typicality and size or missing share of each sample, markers of genotypes, and how attributes go together. */
    public Chart plot() {
        return QualityPicture.of(this);
    }

    @Override
    public Description describe() {
        var findings = findings();
        var shown = Description.of("quality of " + Phrases.count(cohort.size(), "sample") + " · "
                        + Phrases.count(layers.size(), "layer") + " · "
                        + (findings.isEmpty() ? "nothing was found" : Phrases.count(findings.size(), "finding")))
                .with(
                        findings.isEmpty() ? "" : "findings",
                        List.of(),
                        findings.stream().map(List::of).toList())
                .with(
                        "layers",
                        List.of("layer", "missing", "constant features", "outliers", "alike pairs", "library sizes"),
                        layers.stream().map(this::row).toList());
        if (!genotypes.isEmpty()) {
            shown = shown.with(
                    "genotypes",
                    List.of("layer", "call rate", "rarer allele", "Hardy-Weinberg p", "heterozygous"),
                    genotypes.stream().map(QualityReport::row).toList());
        }
        if (!influences.isEmpty()) {
            shown = shown.with("how much of a layer's variance goes with an attribute", columns(), influenceRows());
        }
        return confounding.isEmpty()
                ? shown
                : shown.with(
                        "attributes that go together",
                        List.of("one", "other", "Cramér's V", "p", "can be told apart"),
                        confounding.stream().limit(6).map(QualityReport::row).toList());
    }

    private List<String> row(LayerQuality quality) {
        var layer = cohort.layer(quality.layer());
        return List.of(
                quality.layer(),
                Phrases.percent(layer.missing(), layer.statistics().values()),
                Phrases.count(quality.constant().size()),
                Phrases.count(quality.outliers().size()),
                Phrases.count(quality.twins().size()),
                range(quality.sizes()));
    }

    private static List<String> row(GenotypeQuality quality) {
        return List.of(
                quality.layer(),
                range(quality.callRate()),
                range(quality.minorFrequency()),
                range(quality.hardyWeinberg()),
                range(quality.heterozygosity()));
    }

    private static List<String> row(Confounding pair) {
        return List.of(
                pair.one(),
                pair.other(),
                String.format(Locale.ROOT, "%.2f", pair.cramersV()),
                Phrases.value(pair.p()),
                pair.tellable() ? "yes" : "no");
    }

    private List<String> columns() {
        var columns = new ArrayList<>(List.of("attribute"));
        columns.addAll(cohort.layerNames());
        return columns;
    }

    private List<List<String>> influenceRows() {
        var rows = new ArrayList<List<String>>();
        for (String attribute :
                influences.stream().map(Influence::attribute).distinct().toList()) {
            var row = new ArrayList<>(List.of(attribute));
            influences.stream()
                    .filter(i -> i.attribute().equals(attribute))
                    .forEach(i -> row.add(String.format(Locale.ROOT, "%.1f %%", Math.max(0, 100 * i.share()))));
            rows.add(row);
        }
        return rows;
    }

    private static String range(double[] values) {
        var known = java.util.Arrays.stream(values).filter(Double::isFinite).summaryStatistics();
        return known.getCount() == 0 ? "-" : Phrases.value(known.getMin()) + " to " + Phrases.value(known.getMax());
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
