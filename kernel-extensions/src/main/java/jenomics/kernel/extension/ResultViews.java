package jenomics.kernel.extension;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.nn.History;
import jenomics.provenance.Description;
import jenomics.sequence.KmerCounts;
import jenomics.sequence.Tokens;

/** Results of the library that are data rather than descriptions of themselves: a first line, and a table. */
final class ResultViews {
    private static final int KMERS = 15;

    private ResultViews() {}

    /** The validation scores by step. */
    static Bundle history(History history) {
        var losses = history.losses();
        var scores = history.scores();
        var line = new StringBuilder(String.format(Locale.ROOT, "training history · %,d steps", losses.size()));
        if (!losses.isEmpty()) {
            line.append(String.format(
                    Locale.ROOT,
                    " · loss %.3f → %.3f",
                    losses.get(0).value(),
                    losses.get(losses.size() - 1).value()));
        }
        var shown = Description.of(line.toString());
        if (scores.isEmpty()) {
            return DescribedView.bundle(shown);
        }
        var values = Decimals.alike(scores.stream().map(History.Point::value).toList());
        var rows = IntStream.range(0, scores.size())
                .mapToObj(i -> List.of(Integer.toString(scores.get(i).step()), values.get(i)))
                .toList();
        return DescribedView.bundle(shown.with("on the validation samples", List.of("step", history.metric()), rows));
    }

    /** A row for each sample. */
    static Bundle predictions(Predictions predictions) {
        int width = predictions.size() == 0 ? 0 : predictions.values()[0].length;
        var columns = new ArrayList<>(List.of("sample"));
        columns.addAll(outputs(predictions.task(), width));
        var ends = Ends.of(predictions.size(), 20, 5);
        List<double[]> values = ends.map(i -> predictions.values()[i], null);
        List<String> ids = ends.map(i -> predictions.ids().get(i), Html.MORE_ROWS);
        List<List<String>> byOutput =
                IntStream.range(0, width).mapToObj(o -> column(values, o)).toList();
        var rows = new ArrayList<List<String>>();
        for (int r = 0; r < ids.size(); r++) {
            var row = new ArrayList<>(List.of(ids.get(r)));
            for (var output : byOutput) {
                row.add(output.get(r));
            }
            rows.add(row);
        }
        String headline = String.format(
                Locale.ROOT,
                "%,d prediction%s · %s",
                predictions.size(),
                predictions.size() == 1 ? "" : "s",
                predictions.task());
        return DescribedView.bundle(Description.of(headline).with("", columns, rows));
    }

    private static List<String> column(List<double[]> values, int output) {
        var numbers = new ArrayList<Double>();
        values.forEach(v -> numbers.add(v == null ? null : Double.valueOf(v[output])));
        var texts = new ArrayList<>(Decimals.alike(numbers));
        for (int i = 0; i < texts.size(); i++) {
            if (values.get(i) == null) {
                texts.set(i, Html.MORE_ROWS);
            }
        }
        return texts;
    }

    /** What the columns of the predictions are: a binary task has one, for its positive class, which stands last. */
    private static List<String> outputs(Task task, int width) {
        if (task.kind() == Task.Kind.REGRESSION) {
            return List.of(task.label());
        }
        if (task.kind() == Task.Kind.SURVIVAL) {
            return List.of("risk");
        }
        int skip = task.classes().size() - width;
        return IntStream.range(0, width)
                .mapToObj(i -> skip < 0 ? "P" : "P(" + task.classes().get(i + skip) + ")")
                .toList();
    }

    /** Which bases each token stands for. */
    static Bundle tokens(Tokens tokens) {
        long special =
                IntStream.range(0, tokens.length()).filter(tokens::isSpecial).count();
        var ends = Ends.of(tokens.length(), 20, 5);
        List<List<String>> rows = ends.map(
                i -> List.of(Integer.toString(i), Integer.toString(tokens.ids()[i]), span(tokens, i)),
                List.of(Html.MORE_ROWS, Html.MORE_ROWS, Html.MORE_ROWS));
        String headline = String.format(Locale.ROOT, "%,d tokens · %d of them special", tokens.length(), special);
        return DescribedView.bundle(
                Description.of(headline).with("", List.of("place", "token", "bases (0-based)"), rows));
    }

    private static String span(Tokens tokens, int i) {
        return tokens.isSpecial(i) ? "special" : tokens.start()[i] + " to " + tokens.end()[i];
    }

    /** The most frequent. */
    static Bundle kmers(KmerCounts counts) {
        long[] all = counts.counts();
        double total = Math.max(1, counts.total());
        var rows = IntStream.range(0, all.length)
                .filter(i -> all[i] > 0)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -all[i]))
                .limit(KMERS)
                .map(i -> List.of(
                        KmerCounts.kmer(i, counts.k()),
                        String.format(Locale.ROOT, "%,d", all[i]),
                        String.format(Locale.ROOT, "%.2f %%", 100 * all[i] / total)))
                .toList();
        return DescribedView.bundle(
                Description.of(counts.toString()).with("the most frequent", List.of("k-mer", "count", "share"), rows));
    }
}
