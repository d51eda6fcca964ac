package jenomics.fusion;

import java.util.List;
import java.util.Map;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;

/** The weighted mean of what the layers say; of those that a sample has. */
record Choir(List<LayerVoice> voices, Task task, String name) implements Fitted<MultiOmics> {

    @Override
    public Predictions predict(MultiOmics samples) {
        var told = voices.stream().map(v -> v.tell(samples)).toList();
        double[][] values = new double[samples.size()][];
        for (int s = 0; s < values.length; s++) {
            values[s] = mean(told, samples, s);
        }
        return new Predictions(task, samples.ids(), values);
    }

    private double[] mean(List<double[][]> told, MultiOmics samples, int sample) {
        boolean anySkill = false;
        for (int v = 0; v < told.size(); v++) {
            anySkill |= told.get(v)[sample] != null && voices.get(v).skill() > 0;
        }
        double[] sum = null;
        double all = 0;
        for (int v = 0; v < told.size(); v++) {
            double[] one = told.get(v)[sample];
            if (one != null) {
                double weight = anySkill ? voices.get(v).skill() : 1;
                sum = sum == null ? new double[one.length] : sum;
                all += weight;
                for (int c = 0; c < sum.length; c++) {
                    sum[c] += weight * one[c];
                }
            }
        }
        if (sum == null) {
            throw nothing(name, voices, samples.id(sample));
        }
        return Matrices.scaled(sum, 1 / all);
    }

    static GenomicsException nothing(String who, List<LayerVoice> voices, String sample) {
        return new GenomicsException(
                who + " can say nothing of sample '" + sample + "': it has no value in any of the layers "
                        + voices.stream().map(LayerVoice::layer).toList()
                        + ". Leave it out, or give one of these layers.",
                Map.of("sample", sample));
    }
}
