package jenomics.model.tuning;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenomics.model.architecture.Architecture;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Low-rank adaptation (Hu et al. 2022): beside a frozen matrix W [out, in], {@code y = Wx + (α/r)·B(Ax)} with A [r, in]
 * and B [out, r] learned; A begins uniform within ±1/√in, B at zero, as in PEFT.
 *
 * @param rank r; 8
 * @param alpha α, the strength; 16 (DNABERT-2 paper: r 8, α 16, dropout 0.05)
 * @param dropout on the adapter's input while training; 0.05
 * @param targets modules by the last parts of their names; empty: what the architecture proposes
 */
public record Lora(int rank, double alpha, double dropout, List<String> targets) implements Tuning {

    /** Where the matrices of a module are kept in a {@link Network}. */
    public static final String A = ".lora_A.weight";

    public static final String B = ".lora_B.weight";

    public Lora {
        targets = List.copyOf(targets);
        if (rank < 1 || !(alpha > 0) || !(dropout >= 0 && dropout < 1)) {
            throw new GenomicsException(
                    "LoRA takes a rank of at least 1, an alpha above 0 and a dropout from 0 to below 1; found rank "
                            + rank + ", alpha " + alpha + ", dropout " + dropout + ".",
                    Map.of("rank", rank, "alpha", alpha, "dropout", dropout));
        }
    }

    public static Lora standard() {
        return new Lora(8, 16, 0.05, List.of());
    }

    public Lora rank(int value) {
        return new Lora(value, alpha, dropout, targets);
    }

    public Lora alpha(double value) {
        return new Lora(rank, value, dropout, targets);
    }

    public Lora dropout(double value) {
        return new Lora(rank, alpha, value, targets);
    }

    /** Modules by the last parts of their names: {@code "query"}, {@code "attention.output.dense"}. */
    public Lora targets(String... names) {
        return new Lora(rank, alpha, dropout, List.of(names));
    }

    @Override
    public String name() {
        return "LoRA";
    }

    /** The factor on B(Ax). */
    public double scaling() {
        return alpha / rank;
    }

    /** The full names of the modules this goes to. A target that matches none is an error that lists what there is. */
    public List<String> modules(Architecture architecture) {
        var wanted = targets.isEmpty() ? architecture.defaultTargets() : targets;
        var all = architecture.linearModules();
        for (var target : wanted) {
            if (all.stream().noneMatch(module -> matches(module, target))) {
                throw new GenomicsException(
                        "LoRA target '" + target + "' matches no module of this model; there are " + endings(all) + ".",
                        Map.of("target", target, "modules", all));
            }
        }
        return all.stream()
                .filter(module -> wanted.stream().anyMatch(target -> matches(module, target)))
                .toList();
    }

    @Override
    public void check(Architecture architecture) {
        modules(architecture);
    }

    @Override
    public List<Parameter> attach(Network net, Architecture architecture, double weightDecay, Seed seed) {
        var trained = new ArrayList<Parameter>();
        for (var module : modules(architecture)) {
            long[] shape = net.weight(module + ".weight").getShape().getShape();
            int out = (int) shape[0];
            int in = (int) shape[1];
            var random = seed.part(module).random();
            float[] a = new float[rank * in];
            double bound = 1 / Math.sqrt(in);
            for (int i = 0; i < a.length; i++) {
                a[i] = (float) random.nextDouble(-bound, bound);
            }
            put(net, module, net.scope().floats(a, rank, in), net.scope().floats(new float[out * rank], out, rank));
            trained.add(new Parameter(module + A, net.weight(module + A), weightDecay, 1));
            trained.add(new Parameter(module + B, net.weight(module + B), weightDecay, 1));
        }
        return trained;
    }

    /** Hangs a pair of matrices on a module. */
    public void put(Network net, String module, NDArray a, NDArray b) {
        net.put(module + A, a);
        net.put(module + B, b);
        net.adapt(
                module,
                (x, y) -> Ops.call(
                        "lora",
                        x,
                        y,
                        net.weight(module + A),
                        net.weight(module + B),
                        scaling(),
                        net.training() ? dropout : 0.0));
    }

    @Override
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("method", name());
        facts.put("rank", rank);
        facts.put("alpha", alpha);
        facts.put("adapter dropout", dropout);
        facts.put("targets", targets.isEmpty() ? "as the architecture proposes" : targets);
        return facts;
    }

    private static boolean matches(String module, String target) {
        return module.equals(target) || module.endsWith("." + target);
    }

    /** What a user could have said: the part of each name after the layer's number, once. */
    private static String endings(List<String> modules) {
        return modules.stream()
                .map(module -> module.replaceFirst("^.*\\.\\d+\\.", ""))
                .distinct()
                .map(module -> "'" + module.replaceFirst("^attention\\.self\\.", "") + "'")
                .collect(Collectors.joining(", "));
    }
}
