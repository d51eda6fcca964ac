package jenomics.model.pretraining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jenomics.model.architecture.Esm;
import jenomics.plot.Chart;
import jenomics.plot.LineChart;
import jenomics.plot.Panels;

/**
 * What a pretrained model was made of, what it can and what it cannot do: README.md with the front matter that Hugging
 * Face reads, and a picture of the losses. Every number is the run's own.
 */
final class ModelCard {
    private static final String EMBEDDED = "jenomics/yeast-base";

    private final String name;
    private final PretrainingPlan plan;
    private final GenomeCorpus corpus;
    private final Esm architecture;
    private final LossCurve curve;
    private final HeldOutScores scores;

    /**
     * @param folder the name of the folder the model lies in, its name unless it is made as the embedded one was
     */
    ModelCard(
            String folder,
            PretrainingPlan plan,
            GenomeCorpus corpus,
            Esm architecture,
            LossCurve curve,
            HeldOutScores scores) {
        this.name = embedded(plan, corpus) ? EMBEDDED : folder;
        this.plan = plan;
        this.corpus = corpus;
        this.architecture = architecture;
        this.curve = curve;
        this.scores = scores;
    }

    private static boolean embedded(PretrainingPlan plan, GenomeCorpus corpus) {
        return plan.identity().equals(PretrainingPlan.YEAST_BASE.identity())
                && corpus.files().values().stream()
                        .allMatch(print -> GenomeSource.of(print).isPresent());
    }

    /** Training loss as the optimizer saw it, and what the held-out chromosome said, side by side. */
    Chart losses() {
        return Panels.beside(
                LineChart.of("Training")
                        .x("step")
                        .y("loss (nats per chosen token)")
                        .size(480, 320)
                        .line("training", curve.trainingSteps(), curve.trainingLosses()),
                LineChart.of("Validation: chromosome " + listed(plan.validation()))
                        .x("step")
                        .y("bits per base")
                        .size(480, 320)
                        .line(
                                "validation",
                                curve.validationSteps(),
                                curve.validationLosses().stream()
                                        .map(plan::bitsPerBase)
                                        .toList()));
    }

    /** README.md, whole. */
    String text() {
        return String.join(
                        "\n\n",
                        frontMatter(),
                        "# " + name,
                        summary(),
                        "## Use\n\n" + use(),
                        "## What it knows, measured\n\n" + measured(),
                        "## Data\n\n" + data(),
                        "## How it was trained\n\n" + training(),
                        "## Limits\n\n" + limits(),
                        "## Licence\n\nThe weights are Apache-2.0, as Jenomics is.")
                + "\n";
    }

    private String frontMatter() {
        var text = new StringBuilder("---\nlicense: apache-2.0\nlibrary_name: jenomics\npipeline_tag: fill-mask\n");
        text.append("tags:\n- biology\n- genomics\n- dna\n- esm\n");
        genera().forEach(genus ->
                text.append("- ").append(genus.toLowerCase(Locale.ROOT)).append('\n'));
        text.append("model-index:\n- name: ").append(quoted(name));
        text.append("\n  results:\n  - task:\n      type: fill-mask\n    dataset:\n      name: ");
        text.append(quoted("chromosomes " + listed(plan.test()) + " of " + genomes() + ", held out"));
        text.append("\n      type: genomes\n    metrics:\n");
        text.append(metric("accuracy", "masked " + plan.k() + "-mer accuracy", model().accuracy()));
        text.append(metric("bits_per_base", "bits per base", model().bitsPerBase()));
        return text.append("---").toString();
    }

    private static String metric(String type, String name, double value) {
        return String.format(
                Locale.ROOT, "    - type: %s%n      name: %s%n      value: %.4f%n", type, quoted(name), value);
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "A small language model of DNA: an encoder in the layout of ESM (pre-LN, rotary positions, SwiGLU) with"
                        + " %,d parameters, %d layers of width %d with %d heads, that reads non-overlapping %d-mers."
                        + " It was pretrained with Jenomics by guessing hidden %d-mers on both strands of %s%s.",
                architecture.parameters(),
                plan.layers(),
                plan.hidden(),
                plan.heads(),
                plan.k(),
                plan.k(),
                genomes(),
                genera().isEmpty() ? "" : " (" + String.join(", ", genera()) + ")");
    }

    private String use() {
        String place = name.equals(EMBEDDED) ? name : "path/to/" + name;
        return """
                ```java
                var model = GenomicModel.pretrained("%s");
                var run = model.finetune(Task.binary("promoter")).lora().fit(split);
                ```

                Meant for teaching and for research on small labelled sets of sequences from the organisms below: as a
                frozen encoder, or fine-tuned. The files have Hugging Face's layout (config.json, model.safetensors in
                float16, vocab.txt), so that other tools read the weights too.""".formatted(place);
    }

    private String measured() {
        var table = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d hidden %d-mers of chromosomes %s, from which nothing was learned in any genome; %.0f %% of the"
                        + " tokens hidden, all of them by the mask token. 2 bits per base is blind guessing.%n%n"
                        + "| guesser | accuracy | bits per base |%n|---|---|---|%n",
                scores.tokens(),
                plan.k(),
                listed(plan.test()),
                100 * plan.maskShare()));
        for (var row : scores.rows()) {
            table.append(String.format(
                    Locale.ROOT, "| %s | %.4f | %.4f |%n", row.name(), row.accuracy(), row.bitsPerBase()));
        }
        return table.append("\nThe model sees the bases on both sides, the Markov models those before; all guess the"
                        + " same places. The baselines were counted on the training chromosomes.")
                .toString();
    }

    private String data() {
        var table = new StringBuilder("| file | what | SHA-256 |\n|---|---|---|\n");
        corpus.files().forEach((file, print) -> {
            var what = GenomeSource.of(print)
                    .map(source -> source.organism() + ": " + source.citation())
                    .orElse("not known to Jenomics");
            table.append(String.format("| `%s` | %s | `%s` |%n", file, what, print.sha256()));
        });
        table.append(String.format(
                Locale.ROOT,
                "%n%,d bp to learn from; chromosome %s (%,d bp) to watch, chromosomes %s (%,d bp) held out, of every"
                        + " genome alike, because related genomes are alike.",
                GenomeCorpus.basePairs(corpus.training()),
                listed(plan.validation()),
                GenomeCorpus.basePairs(corpus.validation()),
                listed(plan.test()),
                GenomeCorpus.basePairs(corpus.test())));
        if (!corpus.leftOut().isEmpty()) {
            table.append(" Read and not used: ")
                    .append(String.join("; ", corpus.leftOut()))
                    .append('.');
        }
        return table.toString();
    }

    private String training() {
        return String.format(
                Locale.ROOT,
                "%,d steps of %d windows of %d bp (%,d tokens, %.1f million base pairs seen, %.1f times the training"
                        + " chromosomes). AdamW, learning rate %s after %d steps of warm-up, falling over the last %.0f"
                        + " %% of the steps, weight decay %s on matrices, gradient norm at most %s, seed %d, %d"
                        + " threads%s. Windows begin anywhere, on either strand. `pretraining.json` holds the plan and"
                        + " the curves; the same plan on the same files with as many threads gives the same weights"
                        + " again:%n%n    ./lab pretrain --genomes DIR --out DIR%s%n%n![losses](loss.svg)",
                plan.steps(),
                plan.batch(),
                plan.windowBp(),
                plan.tokensSeen(),
                basesSeen() / 1e6,
                basesSeen() / GenomeCorpus.basePairs(corpus.training()),
                plan.learningRate(),
                plan.warmupSteps(),
                100 * plan.decay(),
                plan.weightDecay(),
                plan.clip(),
                plan.seed(),
                plan.threads(),
                plan.bfloat16() ? ", matrix products in bfloat16" : "",
                plan.optionsBeside(PretrainingPlan.YEAST_BASE));
    }

    private String limits() {
        var limits = new ArrayList<String>();
        limits.add("It is small, and has seen "
                + (genera().isEmpty() ? "the genomes above" : String.join(" and ", genera()))
                + " only. On other organisms expect no more than from k-mer counts; measure beside such a baseline.");
        if (plan.k() > 1) {
            limits.add(String.format(
                    "It reads %d-mers in one frame: one inserted base shifts every token after it. Jenomics averages"
                            + " over the %d reading frames when it predicts; other tools have to do so themselves.",
                    plan.k(), plan.k()));
        }
        limits.add(
                "It was trained on both strands but answers for the strand it is given; nothing in it makes a sequence"
                        + " and its reverse complement alike.");
        limits.add(String.format(
                Locale.ROOT,
                "Its windows were %,d bp, so it has seen no dependence over longer distances; up to %,d tokens are"
                        + " allowed.",
                plan.windowBp(),
                architecture.maximumTokens()));
        limits.add(
                "Its training loss counts tokens that stay visible: of those chosen, 80 % become the mask token, 10 % a"
                        + " random one, 10 % stay. The training curve is therefore lower than the loss on tokens that are"
                        + " truly hidden, which the validation curve and the table show.");
        limits.add("Not for clinical use, nor for any decision about people.");
        return limits.stream().map(limit -> "- " + limit).collect(Collectors.joining("\n"));
    }

    private HeldOutScores.Row model() {
        return scores.rows().get(0);
    }

    private double basesSeen() {
        return (double) plan.tokensSeen() * plan.k();
    }

    private String genomes() {
        int count = corpus.files().size();
        return count == 1 ? "1 genome" : count + " genomes";
    }

    private Collection<String> genera() {
        return corpus.files().values().stream()
                .map(GenomeSource::of)
                .flatMap(Optional::stream)
                .map(GenomeSource::genus)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String listed(List<String> names) {
        return String.join(" and ", names);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
