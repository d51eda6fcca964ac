package jenomics.model.pretraining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jenomics.nn.Grad;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.Seed;

/**
 * How well hidden k-mers of the held-out chromosomes are guessed: by the model, which sees both sides, and by Markov
 * models, which see the bases before. All at the same places.
 *
 * @param tokens hidden k-mers
 * @param rows one per guesser
 */
record HeldOutScores(long tokens, List<Row> rows) {

    /**
     * @param name who guesses
     * @param accuracy share of k-mers guessed exactly
     * @param bitsPerBase cross-entropy in bits per base; 2 is blind guessing
     */
    record Row(String name, double accuracy, double bitsPerBase) {}

    private static final int ORDER = 5;

    static HeldOutScores of(Pretraining pretraining, PretrainingPlan plan, GenomeCorpus corpus) {
        var windows = windows(corpus, plan.windowBp());
        var unigram = MarkovBaseline.of(0, corpus.training());
        var markov = MarkovBaseline.of(ORDER, corpus.training());
        var tally = new double[3][2];
        long tokens = 0;
        var random = Seed.of(plan.seed()).part("held out").random();
        try (var off = Grad.off()) {
            for (int from = 0; from < windows.size(); from += plan.batch()) {
                var some = windows.subList(from, Math.min(windows.size(), from + plan.batch()));
                var batch = MaskedBatch.of(
                        some, pretraining.tokenizer(), plan.maskShare(), MaskedBatch.Hiding.ALL_MASKED, random);
                try (var scope = Scope.open()) {
                    var logits = pretraining.logits(scope, batch);
                    var targets = scope.longs(batch.targets(), batch.targets().length);
                    tally[0][0] += Ops.call("count_hits", logits, targets).getLong();
                    tally[0][1] -=
                            Ops.call("cross_entropy_sum", logits, targets).getFloat();
                }
                guess(unigram, some, batch, pretraining, tally[1]);
                guess(markov, some, batch, pretraining, tally[2]);
                tokens += batch.targets().length;
            }
        }
        return new HeldOutScores(
                tokens,
                List.of(
                        row("the model", tally[0], tokens, plan.k()),
                        row("unigram (base composition)", tally[1], tokens, plan.k()),
                        row("order-" + ORDER + " Markov", tally[2], tokens, plan.k())));
    }

    private static void guess(
            MarkovBaseline baseline, List<byte[]> windows, MaskedBatch batch, Pretraining pretraining, double[] tally) {
        int k = pretraining.tokenizer().basesPerToken();
        int first = pretraining.tokenizer().firstKmer();
        double[] uniform = new double[1 << 2 * k];
        java.util.Arrays.fill(uniform, -k * Math.log(4));
        for (int i = 0; i < batch.places().length; i++) {
            var window = windows.get((int) (batch.places()[i] / batch.length()));
            int from = (int) (batch.places()[i] % batch.length() - 1) * k;
            int truth = (int) batch.targets()[i] - first;
            double[] logs = from < ORDER ? uniform : baseline.kmerLogProbabilities(window, from, k);
            int best = 0;
            for (int kmer = 1; kmer < logs.length; kmer++) {
                best = logs[kmer] > logs[best] ? kmer : best;
            }
            tally[0] += best == truth ? 1 : 0;
            tally[1] += logs[truth];
        }
    }

    /** The held-out chromosomes of all genomes, cut end to end; windows with unknown bases are left out. */
    private static List<byte[]> windows(GenomeCorpus corpus, int lengthBp) {
        var windows = new ArrayList<byte[]>();
        for (var chromosome : corpus.test()) {
            for (int from = 0; from + lengthBp <= chromosome.codes().length; from += lengthBp) {
                var window = java.util.Arrays.copyOfRange(chromosome.codes(), from, from + lengthBp);
                if (GenomeCorpus.known(window)) {
                    windows.add(window);
                }
            }
        }
        return windows;
    }

    private static Row row(String name, double[] tally, long tokens, int k) {
        return new Row(name, tally[0] / tokens, -tally[1] / tokens / Math.log(2) / k);
    }

    String text() {
        var text = new StringBuilder(String.format(Locale.ROOT, "%,d hidden k-mers of held-out chromosomes:", tokens));
        for (var row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n  %-28s accuracy %.4f   %.4f bits per base",
                    row.name(),
                    row.accuracy(),
                    row.bitsPerBase()));
        }
        return text.toString();
    }
}
