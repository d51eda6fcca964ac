package jenomics.model.tuning;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.model.architecture.Architecture;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Low-rank adaptation (Hu et al. 2022): beside a frozen matrix W [out, in], {@code y = Wx + (α/r)·B(Ax)} with A [r, in]
 * and B [out, r] learned; A begins uniform within ±1/√in, B at zero, as in PEFT. A table of embeddings [V, H] takes A
 * [r, V] and B [H, r].
 *
 * @param strength rank 8, α 16 (DNABERT-2 paper: r 8, α 16, dropout 0.05); rsLoRA; other ranks for single modules
 * @param dropout on the adapter's input while training; 0.05
 * @param modules where to; what the architecture proposes
 * @param start what A and B begin with; {@link Start#ZERO}
 * @param ratio B's learning rate over A's, 1; LoRA+ (Hayou et al. 2024) has about 16
 * @param biases which biases of the base model train along; none
 * @param ownBias whether B has a bias of its own [out]; PEFT's lora_bias
 */
public record Lora(
        Strength strength,
        double dropout,
        TargetModules modules,
        Start start,
        double ratio,
        Biases biases,
        boolean ownBias)
        implements Adapter {

    /** What the two matrices begin with. */
    public enum Start {
        /** A at random, B at zero: the network begins as it was. */
        ZERO,
        /**
         * The r largest singular directions of W, which are taken out of W (PiSSA, Meng et al. 2024): the network begins
         * as it was, and what matters most in W is what trains.
         */
        PISSA
    }

    /** Where A [r, in] of a linear module is kept in a {@link Network}: after the module's name, as PEFT has it. */
    public static final String A = ".lora_A.weight";

    /** Where B [out, r] is kept. */
    public static final String B = ".lora_B.weight";

    static final String B_BIAS = ".lora_B.bias";
    static final String EMBEDDING_A = ".lora_embedding_A";
    static final String EMBEDDING_B = ".lora_embedding_B";

    /** Where what PiSSA takes out of W is kept beside it, as a product of two matrices that never train: A [r, in]. */
    public static final String TAKEN_A = ".pissa_A.weight";

    /** And B [out, r]. */
    public static final String TAKEN_B = ".pissa_B.weight";

    /**
     * Checks its options.
     *
     * @throws GenomicsException if the rank is less than 1, α or the ratio not above 0, or the dropout not from 0 to below 1
     */
    public Lora {
        double alpha = strength.alpha();
        int rank = strength.rank();
        if (rank < 1 || !(alpha > 0) || !(dropout >= 0 && dropout < 1)) {
            throw new GenomicsException(
                    "LoRA takes a rank of at least 1, an alpha above 0 and a dropout from 0 to below 1; found rank "
                            + rank + ", alpha " + alpha + ", dropout " + dropout + ".",
                    Map.of("rank", rank, "alpha", alpha, "dropout", dropout));
        }
        if (!(ratio > 0)) {
            throw new GenomicsException(
                    "LoRA+ takes a ratio of learning rates above 0; found " + ratio + ".", Map.of("ratio", ratio));
        }
    }

    /** Rank 8, α 16, dropout 0.05, on the modules that the architecture proposes. */
    public static Lora standard() {
        var strength = new Strength(8, 16, false, Map.of(), Map.of());
        return new Lora(strength, 0.05, TargetModules.PROPOSED, Start.ZERO, 1, Biases.NONE, false);
    }

    /** With another rank r, at least 1 and at most the smaller side of the matrices it goes to. */
    public Lora rank(int value) {
        return with(strength.rank(value));
    }

    /** With another α, above 0. */
    public Lora alpha(double value) {
        return with(strength.alpha(value));
    }

    /** Another rank for the modules whose name ends with this. */
    public Lora rank(String module, int value) {
        return with(strength.rank(module, value));
    }

    /** Another alpha for the modules whose name ends with this. */
    public Lora alpha(String module, double value) {
        return with(strength.alpha(module, value));
    }

    /** rsLoRA (Kalajdzievski 2023): the factor α/√r, so that large ranks learn as fast as small ones. */
    public Lora rankStabilised() {
        return with(strength.stabilised(true));
    }

    /** With another dropout on the adapter's input, 0 to below 1. */
    public Lora dropout(double value) {
        return new Lora(strength, value, modules, start, ratio, biases, ownBias);
    }

    /** Modules by the last parts of their names: {@code "query"}, {@code "attention.output.dense"}. */
    public Lora targets(String... names) {
        return with(modules.names(List.of(names)));
    }

    /** Modules whose whole name matches a regular expression. */
    public Lora targetsMatching(String pattern) {
        return with(modules.pattern(pattern));
    }

    /** Every linear module of the encoder. */
    public Lora everywhere() {
        return targets(TargetModules.ALL_LINEAR);
    }

    /** None of the modules whose name ends with one of these. */
    public Lora except(String... names) {
        return with(modules.excluded(List.of(names)));
    }

    /** In these blocks alone, counted from 0. */
    public Lora layers(Integer... numbers) {
        return with(modules.layers(List.of(numbers)));
    }

    /** PiSSA (Meng et al. 2024): begins with the largest singular directions of each matrix. */
    public Lora pissa() {
        return new Lora(strength, dropout, modules, Start.PISSA, ratio, biases, ownBias);
    }

    /** LoRA+ (Hayou et al. 2024): B learns this many times faster than A, above 0. */
    public Lora plus(double value) {
        return new Lora(strength, dropout, modules, start, value, biases, ownBias);
    }

    /** The biases of the modules it goes to train along. */
    public Lora withBiases() {
        return new Lora(strength, dropout, modules, start, ratio, Biases.ADAPTED, ownBias);
    }

    /** All biases of the base model train along. */
    public Lora withAllBiases() {
        return new Lora(strength, dropout, modules, start, ratio, Biases.ALL, ownBias);
    }

    private Lora with(Strength value) {
        return new Lora(value, dropout, modules, start, ratio, biases, ownBias);
    }

    private Lora with(TargetModules value) {
        return new Lora(strength, dropout, value, start, ratio, biases, ownBias);
    }

    /** The rank, where a module has none of its own. */
    public int rank() {
        return strength.rank();
    }

    /** The factor on B(Ax), where a module has none of its own. */
    public double scaling() {
        return strength.scaling("");
    }

    @Override
    public String name() {
        return (start == Start.PISSA ? "PiSSA" : strength.stabilised() ? "rsLoRA" : "LoRA") + (ratio == 1 ? "" : "+");
    }

    @Override
    public List<Site> sites(Architecture architecture, Network net) {
        return modules.of(Site.of(architecture, net), architecture.defaultTargets(), "LoRA");
    }

    @Override
    public Lora settled(Architecture architecture) {
        return modules.open() ? with(modules.names(architecture.defaultTargets())) : this;
    }

    @Override
    public void check(Architecture architecture) {
        for (var site : sites(architecture)) {
            int rank = strength.rank(site.module());
            int most = Math.min(site.rows(), site.columns());
            if (rank > most) {
                throw new GenomicsException(
                        "LoRA of rank " + rank + " is larger than module '" + site.module() + "', whose weight is ["
                                + site.rows() + ", " + site.columns() + "]: take a rank of at most " + most + ".",
                        Map.of("rank", rank, "module", site.module(), "most", most));
            }
        }
    }

    @Override
    public Map<String, long[]> shapes(Site site) {
        int rank = strength.rank(site.module());
        var shapes = new LinkedHashMap<String, long[]>();
        if (site.embedding()) {
            shapes.put(site.module() + EMBEDDING_A, new long[] {rank, site.rows()});
            shapes.put(site.module() + EMBEDDING_B, new long[] {site.columns(), rank});
            return shapes;
        }
        shapes.put(site.module() + A, new long[] {rank, site.columns()});
        shapes.put(site.module() + B, new long[] {site.rows(), rank});
        if (ownBias) {
            shapes.put(site.module() + B_BIAS, new long[] {site.rows()});
        }
        return shapes;
    }

    @Override
    public void begin(Network net, Site site, Seed seed) {
        if (start == Start.PISSA && !site.embedding()) {
            principal(net, site);
            net.put(site.module() + A, copy(net, site.module() + TAKEN_A));
            net.put(site.module() + B, copy(net, site.module() + TAKEN_B));
        }
        shapes(site).forEach((name, shape) -> {
            if (!net.has(name)) {
                net.put(name, net.scope().floats(begin(site, name, shape, seed), shape));
            }
        });
    }

    /** Zeros, but for the matrix that begins at random: A of a layer, B of an embedding (as in PEFT). */
    private static float[] begin(Site site, String name, long[] shape, Seed seed) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        var random = seed.random();
        if (name.endsWith(EMBEDDING_B)) {
            var normal = new java.util.Random(seed.value());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) normal.nextGaussian();
            }
        } else if (name.endsWith(A)) {
            double bound = 1 / Math.sqrt(site.columns());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-bound, bound);
            }
        }
        return values;
    }

    /** Takes the singular directions out again, for an adapter that was saved without them. */
    public void takeOut(Network net, List<Site> sites) {
        sites.stream().filter(site -> !site.embedding()).forEach(site -> principal(net, site));
    }

    /** Computes what PiSSA takes out of a matrix, and keeps it beside. */
    private void principal(Network net, Site site) {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var module = site.module();
            var taken = Ops.callAll(
                    "principal", net.weight(site.weight()), strength.rank(module), strength.scaling(module));
            net.put(module + TAKEN_A, taken[0]);
            net.put(module + TAKEN_B, taken[1]);
        }
    }

    private static ai.djl.ndarray.NDArray copy(Network net, String name) {
        try (var off = Grad.off()) {
            return net.weight(name).duplicate();
        }
    }

    @Override
    public void hang(Network net, Site site) {
        var module = site.module();
        double scaling = strength.scaling(module);
        if (site.embedding()) {
            net.adapt(
                    module,
                    (ids, table) -> Ops.call(
                            "lora_embedding",
                            ids,
                            table.apply(ids),
                            net.weight(module + EMBEDDING_A),
                            net.weight(module + EMBEDDING_B),
                            scaling));
            return;
        }
        net.adapt(module, (x, layer) -> {
            var y = layer.apply(x);
            if (net.has(module + TAKEN_A)) {
                y = Ops.call("lora", x, y, net.weight(module + TAKEN_A), net.weight(module + TAKEN_B), -scaling, 0.0);
            }
            y = Ops.call(
                    "lora",
                    x,
                    y,
                    net.weight(module + A),
                    net.weight(module + B),
                    scaling,
                    net.training() ? dropout : 0.0);
            return ownBias ? Ops.call("lora_bias", y, net.weight(module + B_BIAS), scaling) : y;
        });
    }

    @Override
    public void merge(Network net, Site site) {
        var module = site.module();
        double scaling = strength.scaling(module);
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var w = net.weight(site.weight());
            if (site.embedding()) {
                w = Ops.call(
                        "merge_lora_embedding",
                        w,
                        net.weight(module + EMBEDDING_A),
                        net.weight(module + EMBEDDING_B),
                        scaling);
            } else {
                if (net.has(module + TAKEN_A)) {
                    w = Ops.call("merge_lora", w, net.weight(module + TAKEN_A), net.weight(module + TAKEN_B), -scaling);
                }
                w = Ops.call("merge_lora", w, net.weight(module + A), net.weight(module + B), scaling);
            }
            if (ownBias && !site.embedding()) {
                mergeBias(net, site, scaling);
            }
            net.put(site.weight(), w);
        }
        takeOff(net, site);
    }

    private static void mergeBias(Network net, Site site, double scaling) {
        if (!site.bias()) {
            throw new GenomicsException(
                    "The adapter on '" + site.module()
                            + "' has a bias, but the layer itself has none to merge it into.",
                    Map.of("module", site.module()));
        }
        net.put(
                site.biasName(),
                Ops.call("lora_bias", net.weight(site.biasName()), net.weight(site.module() + B_BIAS), scaling));
    }

    private void takeOff(Network net, Site site) {
        net.adapt(site.module(), null);
        shapes(site).keySet().forEach(net::remove);
        net.remove(site.module() + TAKEN_A);
        net.remove(site.module() + TAKEN_B);
    }

    @Override
    public double rate(String tensor) {
        return tensor.endsWith(B) || tensor.endsWith(B_BIAS) || tensor.endsWith(EMBEDDING_B) ? ratio : 1;
    }

    @Override
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("method", name());
        facts.put("rank", strength.rank());
        facts.put("alpha", strength.alpha());
        if (!strength.ranks().isEmpty() || !strength.alphas().isEmpty()) {
            facts.put("ranks and alphas of modules", strength.ranks() + " " + strength.alphas());
        }
        facts.put("adapter dropout", dropout);
        facts.putAll(modules.facts());
        if (ratio != 1) {
            facts.put("learning rate of B over A", ratio);
        }
        if (biases != Biases.NONE) {
            facts.put("biases trained", biases.name().toLowerCase(java.util.Locale.ROOT));
        }
        return facts;
    }
}
