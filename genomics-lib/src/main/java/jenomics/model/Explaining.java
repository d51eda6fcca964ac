package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import jenomics.learn.Task;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.nn.Grad;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;
import jenomics.sequence.Tokens;

/** What a fine-tuned model looks at in one sequence. */
record Explaining(SequenceEncoder encoder, Head head) {

    Attention attention(SequenceRecord sequence) {
        var tokens = onePiece(sequence, 0);
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var encoding = encoder.encode(scope, tokens, Wish.ATTENTIONS);
            int heads = encoder.architecture().heads();
            int length = tokens.length();
            var maps = new float[encoding.attentions().size()][heads][length][length];
            for (int layer = 0; layer < maps.length; layer++) {
                float[] flat = encoding.attentions().get(layer).toFloatArray(); // [1, A, T, T]
                for (int i = 0; i < flat.length; i++) {
                    maps[layer][i / length / length][i / length % length][i % length] = flat[i];
                }
            }
            return new Attention(sequence, tokens, maps);
        }
    }

    /** @param className what the score is for; null: the positive or the predicted class, or the value */
    Saliency saliency(SequenceRecord sequence, String className) {
        int output = output(sequence, className);
        int frames = encoder.tokenizer().frames();
        double[] weights = new double[sequence.lengthBp()];
        int[] read = new int[weights.length];
        double score = 0;
        for (int frame = 0; frame < frames; frame++) {
            score += add(sequence, frame, output, weights, read) / frames;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = read[i] == 0 ? 0 : weights[i] / read[i];
        }
        return new Saliency(sequence, weights, score, name(output));
    }

    /** Adds what one reading frame says of each base; returns the score of the output. */
    private double add(SequenceRecord sequence, int frame, int output, double[] weights, int[] read) {
        var tokens = onePiece(sequence, frame);
        int length = tokens.length();
        float[] gradient;
        double score;
        try (var scope = Scope.open();
                var on = Grad.on()) {
            var encoding = encoder.encode(scope, tokens, Wish.SALIENCY);
            var pooled = encoder.pool(scope, tokens, encoding.last());
            var beside = head.features().of(SequenceSet.of(List.of(sequence)));
            var z = head.scores(encoder.net(), head.features().beside(scope, pooled, beside)); // [1, outputs]
            var chosen = Ops.call("total", Ops.call("column", z, output));
            Grad.backward(chosen);
            score = chosen.getFloat();
            try (NDArray g = encoding.embeddings().getGradient()) {
                gradient = g.toFloatArray(); // [1, T, H]
            }
        }
        var substitutions = new Substitutions(encoder);
        int skipped = sequence.lengthBp() - readLength(sequence, frame);
        var now = new BitSet();
        for (int t = 0; t < length; t++) {
            if (!tokens.isSpecial(t)) {
                for (int at = tokens.start()[t]; at < tokens.end()[t]; at++) {
                    int place = at + skipped;
                    weights[place] += substitutions.effect(sequence.bases(), tokens, t, place, at, gradient);
                    now.set(place);
                }
            }
        }
        now.stream().forEach(place -> read[place]++);
        return score;
    }

    private int readLength(SequenceRecord sequence, int frame) {
        return sequence.lengthBp() > frame + encoder.tokenizer().basesPerToken()
                ? sequence.lengthBp() - frame
                : sequence.lengthBp();
    }

    private Tokens onePiece(SequenceRecord sequence, int frame) {
        var segments = encoder.segments(sequence.bases(), frame);
        if (segments.size() > 1) {
            throw new GenomicsException(
                    "Sequence '" + sequence.id() + "' has " + sequence.lengthBp() + " bp; attention and saliency are"
                            + " computed in one piece, which is at most " + encoder.longestBp()
                            + " bp for this model. Cut out the part of interest first.",
                    Map.of("id", sequence.id(), "length", sequence.lengthBp(), "longest", encoder.longestBp()));
        }
        return segments.get(0);
    }

    private int output(SequenceRecord sequence, String className) {
        var task = head.task();
        if (task.kind() == Task.Kind.BINARY || task.kind() == Task.Kind.REGRESSION) {
            if (className != null && !className.equals(name(0))) {
                throw noSuch(className, List.of(name(0)));
            }
            return 0;
        }
        if (className != null) {
            int output = task.classes().indexOf(className);
            if (output < 0) {
                throw noSuch(className, task.classes());
            }
            return output;
        }
        var bases = List.of(sequence.bases());
        float[][] embedding =
                head.features().beside(encoder.embed(bases, done -> true), SequenceSet.of(List.of(sequence)));
        double[] values = head.values(encoder.net(), embedding)[0];
        int best = 0;
        for (int c = 1; c < values.length; c++) {
            best = values[c] > values[best] ? c : best;
        }
        return best;
    }

    private GenomicsException noSuch(String className, List<String> there) {
        return new GenomicsException(
                "Saliency for '" + className + "': this run scores " + there + ".", Map.of("class", className));
    }

    private String name(int output) {
        var task = head.task();
        return switch (task.kind()) {
            case REGRESSION -> task.label();
            case BINARY -> task.classes().get(1);
            default -> task.classes().get(output);
        };
    }

    /**
     * Gradient × input for single bases read as parts of tokens: the gradient at a token, times how its embedding would
     * change if one base were another. The mean over the three other bases is what the base itself contributes; a base
     * in several overlapping tokens contributes the sum. Where no such token is in the vocabulary (byte pairs), the
     * token is compared with the mask token and its bases share the effect.
     */
    private static final class Substitutions {
        private static final char[] BASES = {'A', 'C', 'G', 'T'};

        private final Map<String, Integer> number = new java.util.HashMap<>();
        private final float[] embeddings;
        private final int width;
        private final int mask;

        Substitutions(SequenceEncoder encoder) {
            var vocabulary = encoder.tokenizer().vocabulary();
            for (int i = 0; i < vocabulary.size(); i++) {
                number.put(vocabulary.get(i), i);
            }
            mask = encoder.tokenizer().maskId();
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                var inputs = encoder.architecture().inputs(encoder.net()); // [V, W]
                width = (int) inputs.getShape().get(1);
                embeddings = inputs.toFloatArray();
            }
        }

        double effect(String bases, Tokens tokens, int t, int place, int at, float[] gradient) {
            int offset = place - at;
            var token = new StringBuilder(bases.substring(tokens.start()[t] + offset, tokens.end()[t] + offset));
            int id = tokens.ids()[t];
            int others = 0;
            double effect = 0;
            for (char base : BASES) {
                if (base != bases.charAt(place)) {
                    token.setCharAt(at - tokens.start()[t], base);
                    Integer other = number.get(token.toString());
                    if (other != null) {
                        others++;
                        effect += change(gradient, t, id, other);
                    }
                }
            }
            if (others > 0) {
                return effect / others;
            }
            int length = tokens.end()[t] - tokens.start()[t];
            return length > 1 && mask >= 0 ? change(gradient, t, id, mask) / length : 0;
        }

        /** What the score loses, to first order, when one token stands where another does. */
        private double change(float[] gradient, int t, int id, int other) {
            double change = 0;
            for (int h = 0; h < width; h++) {
                change +=
                        gradient[t * width + h] * (double) (embeddings[id * width + h] - embeddings[other * width + h]);
            }
            return change;
        }
    }
}
