package jenomics.kernel.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenomics.genome.DnaSequence;
import jenomics.provenance.Description;
import jenomics.sequence.SequenceRecord;

/**
 * DNA in lines of sixty bases, numbered from 1 as databases do, each base on its colour: that of the sequence logos. Long
 * sequences lose their middle.
 */
final class SequenceView {
    private static final int LINE = 60;
    private static final int BLOCK = 10;
    private static final int HEAD_LINES = 6;
    private static final int TAIL_LINES = 2;

    /** Okabe and Ito's, as in the logos; see through, so that letters can be read on light and on dark pages. */
    private static final Map<Character, String> COLOURS =
            Map.of('A', "0,158,115", 'C', "0,114,178", 'G', "230,159,0", 'T', "213,94,0");

    private static final double OPACITY = 0.5;

    private SequenceView() {}

    static Bundle bundle(DnaSequence sequence) {
        return bundle(measures(sequence.bases()), sequence.bases(), List.of());
    }

    static Bundle bundle(SequenceRecord record) {
        var attributes = new ArrayList<List<String>>();
        record.attributes().forEach((name, value) -> attributes.add(List.of(name, value)));
        return bundle(record.id() + " · " + measures(record.bases()), record.bases(), attributes);
    }

    private static String measures(String bases) {
        double gc = DnaSequence.gc(bases);
        return String.format(Locale.ROOT, "%,d bp", bases.length())
                + (Double.isNaN(gc) ? "" : String.format(Locale.ROOT, " · GC %.1f %%", 100 * gc));
    }

    private static Bundle bundle(String headline, String bases, List<List<String>> attributes) {
        int count = (bases.length() + LINE - 1) / LINE;
        var lines = Ends.of(count, HEAD_LINES, TAIL_LINES);
        String gap = String.format(Locale.ROOT, "%s %,d bp more", Html.MORE_ROWS, lines.leftOut() * LINE);
        var description = Description.of(headline);
        var shown = DescribedView.shortened(
                attributes.isEmpty() ? description : description.with("", List.of(), attributes));
        int digits = Integer.toString(Math.max(1, bases.length())).length();
        String text = String.join("\n", lines.map(i -> textLine(bases, i, digits), gap));
        String html = String.join("", lines.map(i -> htmlLine(bases, i, digits), "<div>" + gap + "</div>"));
        return Bundle.text(shown.text() + "\n" + text)
                .html(Html.block(DescribedView.html(shown)
                        + "<div style=\"font-family:monospace;line-height:1.5;white-space:pre\">" + html + "</div>"));
    }

    private static String textLine(String bases, int line, int digits) {
        return number(line, digits) + " " + String.join(" ", blocks(bases, line));
    }

    private static String htmlLine(String bases, int line, int digits) {
        var html = new StringBuilder("<div><span style=\"opacity:.6;user-select:none\">")
                .append(number(line, digits))
                .append("  </span>");
        for (String block : blocks(bases, line)) {
            html.append("<span style=\"margin-right:.6em\">");
            appendColoured(block, html);
            html.append("</span>");
        }
        return html.append("</div>").toString();
    }

    private static String number(int line, int digits) {
        return String.format(Locale.ROOT, "%" + digits + "d", line * LINE + 1);
    }

    private static List<String> blocks(String bases, int line) {
        var blocks = new ArrayList<String>();
        int end = Math.min(bases.length(), (line + 1) * LINE);
        for (int from = line * LINE; from < end; from += BLOCK) {
            blocks.add(bases.substring(from, Math.min(end, from + BLOCK)));
        }
        return blocks;
    }

    /** Equal bases side by side share one element. */
    private static void appendColoured(String block, StringBuilder html) {
        for (int from = 0; from < block.length(); ) {
            int to = from + 1;
            while (to < block.length() && block.charAt(to) == block.charAt(from)) {
                to++;
            }
            String letters = block.substring(from, to);
            String colour = COLOURS.get(block.charAt(from));
            html.append(
                    colour == null
                            ? letters
                            : "<span style=\"background:rgba(" + colour + "," + OPACITY + ")\">" + letters + "</span>");
            from = to;
        }
    }
}
