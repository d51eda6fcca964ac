package jenomics.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;

/**
 * Letters as high as their weights, downwards below the axis: saliency along a sequence, motifs. Long sequences wrap
 * into rows of one scale. A value: every call gives a new chart.
 *
 * <pre>{@code
 * SequenceLogo.of("Saliency", "ACGTTATAAA...", weights).offset(-250).y("gradient × input").highlight(120, 128, "TATA box")
 * }</pre>
 *
 * A, C, G and T are bluish green, blue, orange and vermillion of the Okabe-Ito colours: near the customary green, blue,
 * gold and red, and told apart with the usual forms of colour blindness.
 */
public final class SequenceLogo extends Drawing {
    /** What fits a notebook's column. */
    private static final double WIDEST = 900;

    private static final String BASES = "ACGT";
    private static final int ONE_ROW = 120;
    private static final int ROW = 100;

    private final String title;
    private final List<List<Letters>> columns;
    private final List<Span> spans;
    private final Layout layout;

    /** A letter at a position, with its weight. */
    record Letters(Letter letter, double weight) {}

    /** A named stretch, 0-based, half-open. */
    record Span(int from, int to, String name) {}

    /**
     * @param offset the number under the first position
     * @param perRow positions in a row
     * @param width nominal width
     */
    record Layout(String x, String y, long offset, int perRow, double width, double rowHeight) {}

    private SequenceLogo(String title, List<List<Letters>> columns, List<Span> spans, Layout layout) {
        this.title = title;
        this.columns = List.copyOf(columns);
        this.spans = List.copyOf(spans);
        this.layout = layout;
    }

    /**
     * One letter for each position, upwards where its weight is above 0, downwards below.
     *
     * @param sequence letters A, C, G, T, U or N, in either case
     * @param weights as many as letters; NaN leaves a gap
     */
    public static SequenceLogo of(String title, String sequence, double[] weights) {
        String who = "Sequence logo '" + title + "'";
        Given.sameLength(who, "letters", sequence.length(), "weights", weights.length);
        Given.some(who, "letters", weights.length);
        var columns = IntStream.range(0, weights.length)
                .mapToObj(i -> List.of(new Letters(letter(who, sequence, i), weights[i])))
                .toList();
        return of(title, columns);
    }

    /** As {@link #of(String, String, double[])}. */
    public static SequenceLogo of(String title, String sequence, float[] weights) {
        return of(title, sequence, Given.numbers(weights));
    }

    /**
     * Four letters for each position, the heaviest outermost: information content, contributions, weights of a motif.
     *
     * @param weights [positions][4], columns A, C, G, T
     */
    public static SequenceLogo ofMatrix(String title, double[][] weights) {
        String who = "Sequence logo '" + title + "'";
        Given.some(who, "positions", weights.length);
        var columns = new ArrayList<List<Letters>>();
        for (int i = 0; i < weights.length; i++) {
            double[] four = weights[i];
            Given.sameLength(who + ", position " + i, "weights", four.length, "bases", BASES.length());
            columns.add(IntStream.range(0, BASES.length())
                    .mapToObj(base -> new Letters(Letter.of(BASES.charAt(base)), four[base]))
                    .toList());
        }
        return of(title, columns);
    }

    private static SequenceLogo of(String title, List<List<Letters>> columns) {
        int perRow = columns.size() <= ONE_ROW ? columns.size() : ROW;
        double width = Math.max(360, Math.min(WIDEST, 90 + 28.0 * perRow));
        return new SequenceLogo(title, columns, List.of(), new Layout("position (bp)", "", 1, perRow, width, 0));
    }

    private static Letter letter(String who, String sequence, int at) {
        Letter letter = Letter.of(sequence.charAt(at));
        if (letter == null) {
            throw new GenomicsException(
                    who + ": letter '" + sequence.charAt(at) + "' at index " + at
                            + " cannot be drawn; a logo has A, C, G, T, U and N.",
                    Map.of("letter", String.valueOf(sequence.charAt(at)), "index", at));
        }
        return letter;
    }

    /** The title of the axis of positions; "position (bp)" unless told. */
    public SequenceLogo x(String axisTitle) {
        return with(new Layout(axisTitle, layout.y, layout.offset, layout.perRow, layout.width, layout.rowHeight));
    }

    /** The title of the axis of weights, with the unit: {@code "gradient × input"}, {@code "bits"}. */
    public SequenceLogo y(String axisTitle) {
        return with(new Layout(layout.x, axisTitle, layout.offset, layout.perRow, layout.width, layout.rowHeight));
    }

    /** The number printed under the first position; 1 unless told. -250 puts 0 at the 251st. */
    public SequenceLogo offset(long first) {
        return with(new Layout(layout.x, layout.y, first, layout.perRow, layout.width, layout.rowHeight));
    }

    /** How many positions a row has; one row up to 120 positions and rows of 100 beyond, unless told. */
    public SequenceLogo perRow(int positions) {
        if (positions < 1) {
            throw new GenomicsException(
                    "Sequence logo '" + title + "': a row of " + positions
                            + " positions cannot be drawn; give 1 or more.",
                    Map.of("chart", title, "positions", positions));
        }
        return with(new Layout(
                layout.x,
                layout.y,
                layout.offset,
                Math.min(positions, columns.size()),
                layout.width,
                layout.rowHeight));
    }

    /** Nominal width in pixels, and the height of one row of letters. */
    public SequenceLogo size(double width, double rowHeight) {
        Axes.checkSize(title, width, Math.max(rowHeight, 80));
        return with(new Layout(layout.x, layout.y, layout.offset, layout.perRow, width, rowHeight));
    }

    /** A shaded stretch with a name, by 0-based positions in the sequence, the end not included. */
    public SequenceLogo highlight(int from, int to, String name) {
        check("highlight '" + name + "'", from, to);
        var more = new ArrayList<>(spans);
        more.add(new Span(from, to, name));
        return new SequenceLogo(title, columns, more, layout);
    }

    /** Only these positions, 0-based, the end not included; the numbers under them stay the same. */
    public SequenceLogo window(int from, int to) {
        check("window", from, to);
        var inside = spans.stream()
                .filter(span -> span.from < to && span.to > from)
                .map(span -> new Span(Math.max(0, span.from - from), Math.min(to, span.to) - from, span.name))
                .toList();
        var part = of(title, columns.subList(from, to));
        var wide = new Layout(
                layout.x, layout.y, layout.offset + from, part.layout.perRow, part.layout.width, layout.rowHeight);
        return new SequenceLogo(title, part.columns, inside, wide);
    }

    private void check(String what, int from, int to) {
        if (from < 0 || to > columns.size() || from >= to) {
            throw new GenomicsException(
                    "Sequence logo '" + title + "': the " + what + " from " + from + " to " + to
                            + " is not within its positions 0 to " + columns.size()
                            + " (0-based, the end not included).",
                    Map.of("chart", title, "from", from, "to", to, "positions", columns.size()));
        }
    }

    private SequenceLogo with(Layout newLayout) {
        return new SequenceLogo(title, columns, spans, newLayout);
    }

    @Override
    public String title() {
        return title;
    }

    private LogoRows rows() {
        return new LogoRows(title, columns, spans, layout);
    }

    @Override
    double width() {
        return Math.max(layout.width, Frame.titleWidth(title));
    }

    @Override
    double height() {
        return rows().height();
    }

    @Override
    void draw(Surface surface, Box area) {
        rows().draw(surface, area);
    }

    @Override
    public String text() {
        var text = new StringBuilder(title).append("\n  ").append(Numbers.fixed(columns.size(), 0));
        text.append(columns.size() == 1 ? " position" : " positions");
        for (int i : heaviest(5)) {
            Letters letter = outermost(columns.get(i));
            text.append("\n  ").append(letter.letter.name()).append(" at ");
            text.append(Numbers.fixed(layout.offset + i, 0)).append(": ").append(Numbers.brief(letter.weight));
        }
        for (Span span : spans) {
            text.append("\n  ").append(span.name).append(": ").append(Numbers.fixed(layout.offset + span.from, 0));
            text.append(" to ").append(Numbers.fixed(layout.offset + span.to - 1, 0));
        }
        return text.toString();
    }

    private List<Integer> heaviest(int count) {
        return IntStream.range(0, columns.size())
                .boxed()
                .filter(i -> !Double.isNaN(outermost(columns.get(i)).weight))
                .sorted(java.util.Comparator.comparingDouble(i -> -Math.abs(outermost(columns.get(i)).weight)))
                .limit(count)
                .toList();
    }

    private static Letters outermost(List<Letters> column) {
        return column.stream()
                .max(java.util.Comparator.comparingDouble(l -> Double.isNaN(l.weight) ? -1 : Math.abs(l.weight)))
                .orElseThrow();
    }
}
