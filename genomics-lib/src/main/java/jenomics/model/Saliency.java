package jenomics.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import jenomics.plot.Chart;
import jenomics.plot.SequenceLogo;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.sequence.SequenceRecord;

/**
 * How much each base of a sequence speaks for an output of a model: gradient × input to first order, the input being the
 * base against the mean of the three others, averaged over the tokenizer's reading frames. In units of the score (log
 * odds for classes); not a proof of what would happen if the base were changed.
 *
 * @param sequence what was read
 * @param weights one per base; positive speaks for the output
 * @param score the model's score for the output
 * @param output a class, a label, or what is measured
 */
public record Saliency(SequenceRecord sequence, double[] weights, double score, String output) implements Described {
    private static final int WINDOW = 12;
    private static final int SHOWN = 3;
    private static final int LOGO_BP = 60;

    /** The whole sequence as a logo, in rows. */
    public Chart plot() {
        return logo();
    }

    /** Part of it, 0-based half-open, in bp. */
    public Chart plot(int fromBp, int toBp) {
        return logo().window(fromBp, toBp);
    }

    /** Sixty bp around the stretch that speaks most. */
    public Chart plotPeak() {
        int centre = peaks().get(0) + WINDOW / 2;
        int from = Math.max(0, Math.min(centre - LOGO_BP / 2, weights.length - LOGO_BP));
        return logo().window(from, Math.min(weights.length, from + LOGO_BP));
    }

    private SequenceLogo logo() {
        var logo = SequenceLogo.of("What speaks for " + output + " in " + sequence.id(), sequence.bases(), weights)
                .x("position (bp)")
                .y("gradient × input");
        for (var site : sites()) {
            logo = logo.highlight(site.from(), site.to(), site.name());
        }
        return logo;
    }

    /**
     * A known site, from the attribute {@code truth} of a simulated sequence.
     *
     * @param from 0-based, in bp
     * @param to exclusive
     */
    public record Site(String name, int from, int to) {}

    /** The sites that the sequence's attribute {@code truth} names ({@code TATA:312-320:+;...}); may be none. */
    public List<Site> sites() {
        return sites(sequence);
    }

    static List<Site> sites(SequenceRecord sequence) {
        String truth = sequence.attribute("truth");
        var sites = new ArrayList<Site>();
        if (truth != null) {
            for (String part : truth.split(";")) {
                var m = java.util.regex.Pattern.compile("([^:]+):(\\d+)-(\\d+)(:.)?")
                        .matcher(part.trim());
                if (m.matches()) {
                    sites.add(new Site(m.group(1), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))));
                }
            }
        }
        return List.copyOf(sites);
    }

    /** The mean weight of a base within a stretch. */
    public double mean(int fromBp, int toBp) {
        return IntStream.range(fromBp, toBp)
                .mapToDouble(i -> weights[i])
                .average()
                .orElse(0);
    }

    /** First bases of the 12-bp stretches that speak most, strongest first, none overlapping another. */
    List<Integer> peaks() {
        int width = Math.min(WINDOW, weights.length);
        var starts = IntStream.rangeClosed(0, weights.length - width)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -mean(i, i + width)))
                .toList();
        var peaks = new ArrayList<Integer>();
        for (int start : starts) {
            if (peaks.size() < SHOWN && peaks.stream().allMatch(p -> Math.abs(p - start) >= width)) {
                peaks.add(start);
            }
        }
        return peaks;
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        int width = Math.min(WINDOW, weights.length);
        for (int start : peaks()) {
            rows.add(List.of(
                    start + "–" + (start + width),
                    sequence.bases().substring(start, start + width),
                    String.format(Locale.ROOT, "%.4f", mean(start, start + width)),
                    overlapping(start, start + width)));
        }
        return Description.of(String.format(
                        Locale.ROOT,
                        "%s · score for %s %.2f · %,d bp",
                        sequence.id(),
                        output,
                        score,
                        sequence.lengthBp()))
                .with("what speaks most", List.of("bp (0-based)", "bases", "mean weight", "known site"), rows);
    }

    private String overlapping(int from, int to) {
        return sites().stream()
                .filter(s -> s.from() < to && from < s.to())
                .map(Site::name)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
