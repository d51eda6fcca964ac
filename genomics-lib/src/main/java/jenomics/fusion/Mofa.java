package jenomics.fusion;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.learn.FittedPreparation;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Factors that several layers share, or that one has alone (MOFA: Argelaguet et al., Mol Syst Biol 2018 and Genome Biol
 * 2020): each layer is a sum of factors times weights, most of which are zero (spike and slab), found by variational
 * inference. Samples may lack layers, and layers single values. New samples are placed by whichever layers they have.
 *
 * @param factors how many to begin with; 10. Never more than samples or features.
 * @param least a factor that explains less than this share of the variance in every layer is given up; 0.01
 * @param likelihoods of layers by name; the others are Gaussian
 * @param scaled whether every Gaussian layer is first brought to the same variance
 * @param rounds at most; 1,000
 * @param tolerance the iteration ends when the bound rises by less than this share of its first value; 5e-7, which is
 *     "medium" of mofapy2
 */
public record Mofa(
        int factors,
        double least,
        Map<String, MofaLikelihood> likelihoods,
        boolean scaled,
        int rounds,
        double tolerance)
        implements FusionMethod<FactorView> {

    public Mofa {
        likelihoods = Collections.unmodifiableMap(new LinkedHashMap<>(likelihoods));
        if (factors < 1 || !(least >= 0 && least < 1) || rounds < 1 || !(tolerance > 0)) {
            throw new GenomicsException(
                    "MOFA takes at least 1 factor, a least share of variance from 0 to 1, at least 1 round and a tolerance"
                            + " above 0; found " + factors + " factors, " + least + ", " + rounds
                            + " rounds, tolerance "
                            + tolerance + ".",
                    Map.of("factors", factors, "least", least, "rounds", rounds, "tolerance", tolerance));
        }
    }

    static Mofa standard() {
        return new Mofa(10, 0.01, Map.of(), false, 1000, 5e-7);
    }

    /** So many factors to begin with. */
    public Mofa factors(int count) {
        return new Mofa(count, least, likelihoods, scaled, rounds, tolerance);
    }

    /** Factors that explain less than this share of the variance in every layer are given up; 0 keeps all. */
    public Mofa giveUpBelow(double share) {
        return new Mofa(factors, share, likelihoods, scaled, rounds, tolerance);
    }

    /** This layer holds 0 and 1. */
    public Mofa bernoulli(String layer) {
        return with(layer, MofaLikelihood.BERNOULLI);
    }

    /** This layer holds counts; not too large ones, for thousands take their logarithm and leave it Gaussian. */
    public Mofa poisson(String layer) {
        return with(layer, MofaLikelihood.POISSON);
    }

    private Mofa with(String layer, MofaLikelihood likelihood) {
        var more = new LinkedHashMap<>(likelihoods);
        more.put(layer, likelihood);
        return new Mofa(factors, least, more, scaled, rounds, tolerance);
    }

    /** Every Gaussian layer with the same variance in all. */
    public Mofa scaleLayers() {
        return new Mofa(factors, least, likelihoods, true, rounds, tolerance);
    }

    /** At most so many rounds. */
    public Mofa rounds(int most) {
        return new Mofa(factors, least, likelihoods, scaled, most, tolerance);
    }

    /** The iteration ends when the bound rises by less than this share of its first value. */
    public Mofa tolerance(double share) {
        return new Mofa(factors, least, likelihoods, scaled, rounds, share);
    }

    @Override
    public Mofa only(List<String> layers) {
        return new Mofa(factors, least, Blocks.some(likelihoods, layers), scaled, rounds, tolerance);
    }

    @Override
    public String name() {
        return "MOFA";
    }

    @Override
    public FactorView fit(FittedPreparation<MultiOmics> prepared, Seed seed) {
        var train = prepared.train();
        likelihoods.keySet().forEach(train::layer);
        var blocks = Blocks.of(train).requireMeasured(name(), train);
        if (train.size() < 3) {
            throw new GenomicsException(
                    "MOFA needs at least 3 samples to find factors in; found " + train.size() + ".",
                    Map.of("samples", train.size()));
        }
        return FactorView.of(this, prepared, blocks, Factors.fit(this, blocks, seed));
    }

    MofaLikelihood likelihood(String layer) {
        return likelihoods.getOrDefault(layer, MofaLikelihood.GAUSSIAN);
    }
}
