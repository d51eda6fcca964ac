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
 * (IA)³ (Liu et al. 2022): learned factors l, one for each output of keys and values (bias included) and for each input
 * of a feed-forward's second matrix; about 0.1 % of the parameters. They begin at one.
 *
 * @param modules where to; keys, values and the second matrix of each feed-forward
 * @param feedForward those of them, by the last parts of their names, whose inputs are scaled
 */
public record Ia3(TargetModules modules, List<String> feedForward) implements Adapter {

    /** Where the factors of a module are kept in a {@link Network}: [out, 1], or [1, in] for a feed-forward. */
    public static final String FACTORS = ".ia3_l";

    /** Keys and values, apart or fused with the queries, under the names of all architectures. */
    private static final List<String> ATTENTION = List.of("key", "value", "Wqkv");

    private static final List<String> SECOND = List.of("output.dense", "mlp.wo");

    /** Copies its lists. */
    public Ia3 {
        feedForward = List.copyOf(feedForward);
    }

    /** Keys, values and the second matrix of each feed-forward, whatever the architecture calls them. */
    public static Ia3 standard() {
        return new Ia3(TargetModules.PROPOSED, List.of());
    }

    /** Modules by the last parts of their names: {@code "key"}, {@code "output.dense"}. */
    public Ia3 targets(String... names) {
        return new Ia3(modules.names(List.of(names)), feedForward);
    }

    /** Which of the targets have their inputs scaled. */
    public Ia3 feedForward(String... names) {
        return new Ia3(modules, List.of(names));
    }

    /** In these blocks alone, counted from 0. */
    public Ia3 layers(Integer... numbers) {
        return new Ia3(modules.layers(List.of(numbers)), feedForward);
    }

    @Override
    public String name() {
        return "IA3";
    }

    @Override
    public List<Site> sites(Architecture architecture, Network net) {
        var all = Site.of(architecture, net);
        var sites = modules.of(all, proposed(all), "IA3");
        for (var site : sites) {
            if (site.embedding()) {
                throw new GenomicsException(
                        "IA3 goes to linear layers; '" + site.module() + "' is a table of embeddings. Take LoRA there.",
                        Map.of("module", site.module()));
            }
        }
        return sites;
    }

    @Override
    public Ia3 settled(Architecture architecture) {
        if (!modules.open()) {
            return this;
        }
        var names = proposed(Site.of(architecture, null));
        return new Ia3(
                modules.names(names), names.stream().filter(Ia3::isSecond).toList());
    }

    /** Keys, values and the second matrix of the feed-forward (not of the attention), as far as there are such. */
    private static List<String> proposed(List<Site> all) {
        return all.stream()
                .map(Site::module)
                .filter(module ->
                        ATTENTION.stream().anyMatch(name -> TargetModules.matches(module, name)) || isSecond(module))
                .toList();
    }

    private static boolean isSecond(String module) {
        return !TargetModules.matches(module, "attention.output.dense")
                && SECOND.stream().anyMatch(name -> TargetModules.matches(module, name));
    }

    /** Whether it is the inputs of this module that are scaled. */
    public boolean scalesInputs(String module) {
        return feedForward.isEmpty() && modules.open()
                ? isSecond(module)
                : feedForward.stream().anyMatch(name -> TargetModules.matches(module, name));
    }

    @Override
    public Map<String, long[]> shapes(Site site) {
        var shapes = new LinkedHashMap<String, long[]>();
        shapes.put(
                site.module() + FACTORS,
                scalesInputs(site.module()) ? new long[] {1, site.columns()} : new long[] {site.rows(), 1});
        return shapes;
    }

    @Override
    public void begin(Network net, Site site, Seed seed) {
        shapes(site).forEach((name, shape) -> {
            float[] ones = new float[(int) (shape[0] * shape[1])];
            Arrays.fill(ones, 1);
            net.put(name, net.scope().floats(ones, shape));
        });
    }

    @Override
    public void hang(Network net, Site site) {
        String name = site.module() + FACTORS;
        net.adapt(
                site.module(),
                scalesInputs(site.module())
                        ? (x, layer) -> layer.apply(Ops.call("scale_channels", x, net.weight(name)))
                        : (x, layer) -> Ops.call("scale_channels", layer.apply(x), net.weight(name)));
    }

    @Override
    public void merge(Network net, Site site) {
        String name = site.module() + FACTORS;
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var l = net.weight(name);
            net.put(site.weight(), Ops.call("multiply", net.weight(site.weight()), l));
            if (site.bias() && !scalesInputs(site.module())) {
                net.put(site.biasName(), Ops.call("scale_channels", net.weight(site.biasName()), l));
            }
        }
        net.adapt(site.module(), null);
        net.remove(name);
    }

    /** Factors are not drawn towards zero. */
    @Override
    public double decay(String tensor, double ofMatrices) {
        return 0;
    }

    @Override
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("method", name());
        facts.putAll(modules.facts());
        if (!feedForward.isEmpty()) {
            facts.put("inputs scaled of", feedForward);
        }
        return facts;
    }
}
