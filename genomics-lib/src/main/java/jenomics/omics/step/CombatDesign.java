package jenomics.omics.step;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import jenomics.omics.MultiOmics;
import jenomics.omics.SheetColumn;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * Which batch each sample is of, and what else of it is in the model.
 *
 * @param batches the batches, in order of size or alphabet
 * @param batch the place of each sample's batch
 * @param reference the place of the batch that all others are brought to, or -1
 * @param encodings how covariates become numbers
 * @param covariateRows the covariates of each sample, {@code [sample, column]}
 */
record CombatDesign(
        List<String> batches, int[] batch, int reference, List<Encoding> encodings, double[][] covariateRows) {

    /**
     * How a covariate becomes numbers: itself, or 1 for its level and 0 for others, the first level left out.
     *
     * @param name the column of the sheet
     * @param levels of a factor; empty for numbers
     */
    record Encoding(String name, List<String> levels) {

        static Encoding of(SheetColumn column) {
            return column.kind() == SheetColumn.Kind.NUMBER ? new Encoding(column.name(), List.of()) : ofLevels(column);
        }

        /** Numbers are levels too: classes may be named so. */
        static Encoding ofLevels(SheetColumn column) {
            return new Encoding(column.name(), levelsOf(column));
        }

        int width() {
            return levels.isEmpty() ? 1 : levels.size() - 1;
        }

        void write(String value, String sample, double[] row, int from) {
            if (levels.isEmpty()) {
                row[from] = number(value, sample);
                return;
            }
            int place = levels.indexOf(value);
            if (place < 0) {
                throw new GenomicsException(
                        "Sample '" + sample + "' has '" + value + "' for the covariate '" + name
                                + "', which no training sample has; they have " + levels + ".",
                        Map.of("sample", sample, "covariate", name, "value", value));
            }
            if (place > 0) {
                row[from + place - 1] = 1;
            }
        }

        private double number(String value, String sample) {
            try {
                return Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw new GenomicsException(
                        "Sample '" + sample + "' has '" + value + "' for the covariate '" + name
                                + "', which is a number in all training samples.",
                        Map.of("sample", sample, "covariate", name, "value", value));
            }
        }
    }

    static CombatDesign of(BatchCorrection how, MultiOmics train) {
        var levels = levelsOf(train.sheet().column(how.batch()));
        var values = values(how, how.batch(), train);
        var encodings = how.covariates().stream()
                .map(c -> Encoding.of(train.sheet().column(c)))
                .toList();
        return new CombatDesign(
                levels,
                values.stream().mapToInt(levels::indexOf).toArray(),
                reference(how, levels),
                encodings,
                covariates(how, encodings, train));
    }

    /** Those that some sample has. */
    private static List<String> levelsOf(SheetColumn column) {
        return column.counts().entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int reference(BatchCorrection how, List<String> levels) {
        int place = levels.indexOf(how.reference());
        if (!how.reference().isEmpty() && place < 0) {
            throw new GenomicsException(
                    "The reference batch '" + how.reference() + "' of " + how.name()
                            + " has no training sample; there are " + levels + ".",
                    Map.of("reference", how.reference(), "batches", levels));
        }
        return place;
    }

    /** A column of the sheet, complete. */
    static List<String> values(BatchCorrection how, String column, MultiOmics samples) {
        var values = samples.sheet().column(column).values();
        var without = new ArrayList<String>();
        for (int s = 0; s < values.size(); s++) {
            if (values.get(s) == null) {
                without.add(samples.id(s));
            }
        }
        if (!without.isEmpty()) {
            throw new GenomicsException(
                    Phrases.count(without.size(), "sample") + " " + (without.size() == 1 ? "has" : "have") + " no '"
                            + column + "', which " + how.name() + " needs: " + Phrases.firstThree(without) + ".",
                    Map.of("column", column, "samples", without));
        }
        return values;
    }

    /** The covariates of other samples, as those of the training samples were encoded. */
    double[][] covariates(BatchCorrection how, MultiOmics samples) {
        return covariates(how, encodings, samples);
    }

    private static double[][] covariates(BatchCorrection how, List<Encoding> encodings, MultiOmics samples) {
        int width = encodings.stream().mapToInt(Encoding::width).sum();
        double[][] rows = new double[samples.size()][width];
        int from = 0;
        for (var encoding : encodings) {
            var values = values(how, encoding.name(), samples);
            for (int s = 0; s < rows.length; s++) {
                encoding.write(values.get(s), samples.id(s), rows[s], from);
            }
            from += encoding.width();
        }
        return rows;
    }

    /** How many samples a batch has. */
    int count(int of) {
        int count = 0;
        for (int b : batch) {
            count += b == of ? 1 : 0;
        }
        return count;
    }

    double[] covariates(int sample) {
        return covariateRows[sample];
    }

    /** The design matrix: a column for each batch (all 1 for the reference), then the covariates. */
    double[][] rows() { // [N, batches + columns]
        double[][] rows = new double[batch.length][];
        for (int s = 0; s < rows.length; s++) {
            rows[s] = new double[batches.size() + covariateRows[s].length];
            rows[s][batch[s]] = 1;
            if (reference >= 0) {
                rows[s][reference] = 1;
            }
            System.arraycopy(covariateRows[s], 0, rows[s], batches.size(), covariateRows[s].length);
        }
        return rows;
    }

    /** Refuses what cannot be told apart: covariates, and the classes that are to be predicted, from the batches. */
    void requireTellable(BatchCorrection how, MultiOmics train, String outcome) {
        for (var encoding : encodings) {
            requireTellable(how, train, encoding, "the covariate");
        }
        int columns = rows()[0].length;
        if (LeastSquares.rank(rows()) < columns) {
            throw new GenomicsException(
                    "The covariates " + how.covariates() + " of " + how.name()
                            + " cannot be told apart from each other and the batches: one follows from the rest."
                            + " Leave one out.",
                    Map.of("covariates", how.covariates()));
        }
        if (batch.length <= columns) {
            throw new GenomicsException(
                    how.name() + " has " + columns + " effects to estimate from "
                            + Phrases.count(batch.length, "training sample") + "; it needs more samples than that.",
                    Map.of("effects", columns, "samples", batch.length));
        }
        if (!outcome.isEmpty()) {
            var classes = Encoding.ofLevels(train.sheet().column(outcome));
            requireTellable(how, train, classes, "what is to be predicted,");
        }
    }

    private void requireTellable(BatchCorrection how, MultiOmics train, Encoding encoding, String role) {
        String column = encoding.name();
        double[][] alone = covariates(how, List.of(encoding), train);
        double[][] both = new CombatDesign(batches, batch, -1, List.of(encoding), alone).rows();
        if (LeastSquares.rank(both) == batches.size() + encoding.width()) {
            return;
        }
        boolean constant = new LinkedHashSet<>(train.sheet().column(column).values()).size() < 2;
        throw new GenomicsException(
                "Batches by '" + how.batch() + "' cannot be taken out: " + role + " '" + column + "' "
                        + (constant ? "is the same in all training samples" : "is confounded with them") + ". "
                        + table(train, how.batch(), column) + ". What is batch and what is '" + column
                        + "' cannot be told apart, and correcting would take out both.",
                Map.of("batch", how.batch(), "column", column));
    }

    /** {@code study 1: hESC, hiPSC; study 2: Fibroblast}. */
    private String table(MultiOmics train, String batchColumn, String column) {
        var parts = new ArrayList<String>();
        for (int b = 0; b < Math.min(4, batches.size()); b++) {
            var found = new LinkedHashSet<String>();
            for (int s = 0; s < batch.length; s++) {
                if (batch[s] == b) {
                    found.add(train.attribute(s, column));
                }
            }
            var shown = found.stream().limit(4).toList();
            parts.add(batchColumn + " " + batches.get(b) + " has " + String.join(", ", shown)
                    + (found.size() > shown.size() ? " and others" : ""));
        }
        return String.join("; ", parts) + (batches.size() > 4 ? "; and so on" : "");
    }
}
