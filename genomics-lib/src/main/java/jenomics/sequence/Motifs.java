package jenomics.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import jenomics.genome.Motif;
import jenomics.plot.Chart;
import jenomics.plot.Panels;
import jenomics.plot.SequenceLogo;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Spelling;

/**
 * Motifs of a collection such as JASPAR, in the order of their file.
 *
 * <pre>{@code
 * var motifs = Jaspar.read("JASPAR_fungi.txt");
 * motifs.get("ABF1")                      // or its identifier, MA0265.1
 * motifs.plot("ABF1")                     // its logo
 * }</pre>
 */
public final class Motifs implements Described, Iterable<Motif> {
    private static final int SHOWN = 5;
    private static final int DRAWN = 6;

    private final List<Motif> motifs;

    private Motifs(List<Motif> motifs) {
        this.motifs = motifs;
    }

    public static Motifs of(Collection<Motif> motifs) {
        if (motifs.isEmpty()) {
            throw new GenomicsException("A collection of motifs has at least one; found none.");
        }
        return new Motifs(List.copyOf(motifs));
    }

    public int size() {
        return motifs.size();
    }

    public List<Motif> list() {
        return motifs;
    }

    public Stream<Motif> stream() {
        return motifs.stream();
    }

    @Override
    public Iterator<Motif> iterator() {
        return motifs.iterator();
    }

    /** The motif at this place, from 0. */
    public Motif get(int place) {
        if (place < 0 || place >= size()) {
            throw new GenomicsException(
                    "There is no motif number " + place + ": there are " + size() + ", numbered from 0.",
                    Map.of("place", place));
        }
        return motifs.get(place);
    }

    /** The motif of this name, or of this word in its name: {@code MA0265.1} or {@code ABF1} of "MA0265.1 ABF1". */
    public Motif get(String name) {
        var found = motifs.stream()
                .filter(m -> m.name().equals(name) || words(m).contains(name))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.size() > 1) {
            throw new GenomicsException(
                    found.size() + " motifs are named '" + name + "': "
                            + found.stream().limit(3).map(Motif::name).toList() + ". Say which by its identifier.",
                    Map.of("name", name));
        }
        var near = Spelling.nearest(
                name, motifs.stream().flatMap(m -> words(m).stream()).toList());
        throw new GenomicsException(
                "No motif is named '" + name + "'; names look like "
                        + motifs.stream()
                                .limit(3)
                                .map(m -> "'" + m.name() + "'")
                                .toList() + "."
                        + near.map(n -> " Did you mean '" + n + "'?").orElse(""),
                Map.of("name", name));
    }

    private static List<String> words(Motif motif) {
        return Arrays.asList(motif.name().split("\\s+"));
    }

    /** The logo of one motif: letters as high as they carry information, in bits. */
    public Chart plot(String name) {
        return logo(get(name));
    }

    /** The logos of the first few motifs. */
    public Chart plot() {
        return Panels.stacked(motifs.stream().limit(DRAWN).map(Motifs::logo).toArray(Chart[]::new));
    }

    /** Each letter has its share of the information of its position (Schneider and Stephens 1990). */
    private static Chart logo(Motif motif) {
        double[][] heights = motif.frequencies();
        double[] bits = motif.informationBits();
        for (int i = 0; i < heights.length; i++) {
            for (int b = 0; b < heights[i].length; b++) {
                heights[i][b] *= bits[i];
            }
        }
        return SequenceLogo.ofMatrix(motif.name(), heights).x("position").y("bits");
    }

    @Override
    public Description describe() {
        int least = motifs.stream().mapToInt(Motif::width).min().orElse(0);
        int most = motifs.stream().mapToInt(Motif::width).max().orElse(0);
        String headline = String.format(
                Locale.ROOT, "%,d motifs \u00b7 %s bp", size(), least == most ? least : least + " to " + most);
        var rows = new ArrayList<List<String>>();
        motifs.stream()
                .limit(SHOWN)
                .forEach(m -> rows.add(List.of(
                        m.name(), m.consensus(), String.format(Locale.ROOT, "%.1f", m.totalInformationBits()))));
        return Description.of(headline).with("the first", List.of("name", "consensus", "bits"), rows);
    }

    /** The summary; see {@link #describe}. */
    @Override
    public String toString() {
        return describe().text();
    }
}
