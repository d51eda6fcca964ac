package jenomics.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import jenomics.io.Safetensors.Tensor;
import jenomics.model.architecture.Architecture;
import jenomics.model.tuning.Lora;
import jenomics.model.tuning.Site;
import jenomics.provenance.GenomicsException;

/**
 * A weighted sum of LoRA adapters as one LoRA: {@code Σ wₖ·sₖBₖAₖ = [w₁s₁B₁, w₂s₂B₂, ...][A₁; A₂; ...]}, with the factor
 * one (PEFT's combination "cat").
 */
final class Blend {
    private final Map<SavedAdapter, Double> parts;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private Lora lora;

    private Blend(Map<SavedAdapter, Double> parts) {
        this.parts = parts;
    }

    static SavedAdapter of(Map<SavedAdapter, Double> parts, Architecture architecture) {
        return new Blend(parts).blended(architecture);
    }

    private SavedAdapter blended(Architecture architecture) {
        var modules = new LinkedHashSet<String>();
        for (var part : parts.keySet()) {
            if (!(part.method() instanceof Lora each)
                    || each.ownBias()
                    || each.biases() != Lora.standard().biases()
                    || each.start() == Lora.Start.PISSA) {
                throw new GenomicsException(
                        "Only plain LoRA adapters blend exactly; found "
                                + part.method().name() + ". Merge the others one by one.",
                        Map.of("method", part.method().name()));
            }
            for (var site : each.sites(architecture)) {
                if (site.embedding()) {
                    throw new GenomicsException(
                            "An adapter on embeddings does not blend; found one on '" + site.module() + "'.",
                            Map.of("module", site.module()));
                }
                modules.add(site.module());
            }
        }
        lora = Lora.standard().rank(1).alpha(1).dropout(0).targets(modules.toArray(String[]::new));
        modules.forEach(this::join);
        heads();
        String base = parts.keySet().iterator().next().base();
        return new SavedAdapter(lora, base, tensors);
    }

    /** The matrices of all adapters on one module, side by side. */
    private void join(String module) {
        var as = new ArrayList<float[]>();
        var bs = new ArrayList<float[]>();
        int in = 0;
        int out = 0;
        for (var part : parts.entrySet()) {
            var a = part.getKey().tensors().get(module + Lora.A);
            var b = part.getKey().tensors().get(module + Lora.B);
            if (a != null) {
                double factor = part.getValue()
                        * ((Lora) part.getKey().method()).strength().scaling(module);
                in = (int) a.shape()[1];
                out = (int) b.shape()[0];
                as.add(a.floats());
                bs.add(times(b.floats(), factor));
            }
        }
        float[] a = stacked(as);
        int rank = a.length / in;
        tensors.put(module + Lora.A, Tensor.of(a, rank, in));
        tensors.put(module + Lora.B, Tensor.of(beside(bs, out, rank), out, rank));
        lora = lora.rank(module, rank).alpha(module, rank);
    }

    /** The weighted mean of heads that have the same shapes; else that of the first. */
    private void heads() {
        double total = parts.values().stream().mapToDouble(Double::doubleValue).sum();
        var first = parts.keySet().iterator().next().tensors();
        first.forEach((name, tensor) -> {
            if (!Site.isOfHead(name)) {
                return;
            }
            boolean alike = total != 0
                    && parts.keySet().stream()
                            .allMatch(part -> part.tensors().containsKey(name)
                                    && Arrays.equals(part.tensors().get(name).shape(), tensor.shape()));
            float[] mean = alike ? new float[tensor.floats().length] : tensor.floats();
            if (alike) {
                parts.forEach((part, weight) -> {
                    float[] values = times(part.tensors().get(name).floats(), weight / total);
                    for (int i = 0; i < mean.length; i++) {
                        mean[i] += values[i];
                    }
                });
            }
            tensors.put(name, Tensor.of(mean, tensor.shape()));
        });
    }

    private static float[] times(float[] values, double factor) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (values[i] * factor);
        }
        return scaled;
    }

    private static float[] stacked(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static float[] beside(List<float[]> parts, int rows, int width) {
        float[] all = new float[rows * width];
        int at = 0;
        for (var part : parts) {
            int columns = part.length / rows;
            for (int i = 0; i < rows; i++) {
                System.arraycopy(part, i * columns, all, i * width + at, columns);
            }
            at += columns;
        }
        return all;
    }
}
