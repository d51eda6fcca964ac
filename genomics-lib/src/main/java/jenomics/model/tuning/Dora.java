package jenomics.model.tuning;

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
 * Weight-decomposed low-rank adaptation (Liu et al. 2024): LoRA turns the rows of a matrix, and their lengths m [out]
 * are learned apart: {@code W' = m · (W + sBA)/‖W + sBA‖} by row, the norm a constant in the backward pass, as in PEFT.
 *
 * @param lora how the rows are turned; neither PiSSA nor a bias on B goes with it
 */
public record Dora(Lora lora) implements Adapter {

    /** Where the lengths of a module's rows are kept in a {@link Network}. */
    public static final String MAGNITUDE = ".lora_magnitude_vector";

    /**
     * Checks its options.
     *
     * @throws GenomicsException if the LoRA begins as PiSSA or has a bias on B
     */
    public Dora {
        if (lora.start() == Lora.Start.PISSA || lora.ownBias()) {
            throw new GenomicsException(
                    "DoRA does not go together with " + (lora.ownBias() ? "a bias on B" : "PiSSA")
                            + ": take .lora(...) for that.",
                    Map.of("lora", lora.toString()));
        }
    }

    /** With the defaults of {@link Lora#standard}. */
    public static Dora standard() {
        return new Dora(Lora.standard());
    }

    @Override
    public String name() {
        return lora.name().replace("LoRA", "DoRA");
    }

    @Override
    public List<Site> sites(Architecture architecture, Network net) {
        var sites = lora.sites(architecture, net);
        for (var site : sites) {
            if (site.embedding()) {
                throw new GenomicsException(
                        "DoRA goes to linear layers; '" + site.module()
                                + "' is a table of embeddings. Take LoRA there.",
                        Map.of("module", site.module()));
            }
        }
        return sites;
    }

    @Override
    public Dora settled(Architecture architecture) {
        return new Dora(lora.settled(architecture));
    }

    @Override
    public void check(Architecture architecture) {
        sites(architecture);
        lora.check(architecture);
    }

    @Override
    public Map<String, long[]> shapes(Site site) {
        var shapes = new LinkedHashMap<>(lora.shapes(site));
        shapes.put(site.module() + MAGNITUDE, new long[] {site.rows()});
        return shapes;
    }

    @Override
    public void begin(Network net, Site site, Seed seed) {
        lora.begin(net, site, seed);
        var module = site.module();
        try (var scope = Scope.open();
                var off = Grad.off()) {
            net.put(
                    module + MAGNITUDE,
                    Ops.call(
                            "row_norms",
                            net.weight(site.weight()),
                            net.weight(module + Lora.A),
                            net.weight(module + Lora.B),
                            lora.strength().scaling(module)));
        }
    }

    @Override
    public void hang(Network net, Site site) {
        var module = site.module();
        double scaling = lora.strength().scaling(module);
        net.adapt(module, (x, layer) -> {
            var base = layer.apply(x);
            boolean drops = net.training() && lora.dropout() > 0;
            var dropped = drops ? Ops.call("dropout", x, lora.dropout()) : x;
            return Ops.call(
                    "dora",
                    dropped,
                    base,
                    drops ? layer.apply(dropped) : base,
                    site.bias() ? net.weight(site.biasName()) : null,
                    net.weight(site.weight()),
                    net.weight(module + Lora.A),
                    net.weight(module + Lora.B),
                    net.weight(module + MAGNITUDE),
                    scaling);
        });
    }

    @Override
    public void merge(Network net, Site site) {
        var module = site.module();
        try (var scope = Scope.open();
                var off = Grad.off()) {
            net.put(
                    site.weight(),
                    Ops.call(
                            "merge_dora",
                            net.weight(site.weight()),
                            net.weight(module + Lora.A),
                            net.weight(module + Lora.B),
                            net.weight(module + MAGNITUDE),
                            lora.strength().scaling(module)));
        }
        net.adapt(module, null);
        shapes(site).keySet().forEach(net::remove);
    }

    @Override
    public Biases biases() {
        return lora.biases();
    }

    /** Lengths are not drawn towards zero. */
    @Override
    public double decay(String tensor, double ofMatrices) {
        return tensor.endsWith(MAGNITUDE) ? 0 : ofMatrices;
    }

    @Override
    public double rate(String tensor) {
        return lora.rate(tensor);
    }

    @Override
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<>(lora.facts());
        facts.put("method", name());
        return facts;
    }
}
