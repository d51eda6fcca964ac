package jenomics.fusion.network;

import java.util.Map;
import java.util.function.UnaryOperator;
import jenomics.fusion.FusionMethod;
import jenomics.learn.FittedPreparation;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Genotypes in few numbers, as DAGP does it (Biology 2025, 14:1622): each SNP is one of three classes, stretches of
 * neighbouring SNPs have an autoencoder each (ReLU, a sigmoid middle, a sigmoid end, squared error), and the middles stand
 * side by side. For layers of dosages or presence; a missing genotype is of no class and is not missed. A plan and a value.
 * Whether it is worth it say all SNPs and principal components of the same number beside it.
 *
 * @param stretch neighbouring SNPs encoded together; 100
 * @param hidden units before the middle of a stretch; 64
 * @param dimensions of the middle of a stretch; 8
 * @param regime how it is trained
 */
public record GenotypeCompressor(int stretch, int hidden, int dimensions, Regime regime)
        implements FusionMethod<GenotypeView> {

    public GenotypeCompressor {
        if (stretch < 1 || hidden < 1 || dimensions < 1) {
            throw new GenomicsException(
                    "A genotype compressor takes stretches of at least 1 SNP, 1 hidden unit and 1 dimension; found stretch "
                            + stretch + ", hidden " + hidden + ", dimensions " + dimensions + ".",
                    Map.of("stretch", stretch, "hidden", hidden, "dimensions", dimensions));
        }
    }

    /** The standard plan; in cells {@code Fusion.genotypeCompressor()}. */
    public static GenotypeCompressor standard() {
        return new GenotypeCompressor(100, 64, 8, Regime.standard().weightDecay(0));
    }

    public GenotypeCompressor stretch(int value) {
        return new GenotypeCompressor(value, hidden, dimensions, regime);
    }

    public GenotypeCompressor hidden(int value) {
        return new GenotypeCompressor(stretch, value, dimensions, regime);
    }

    public GenotypeCompressor dimensions(int value) {
        return new GenotypeCompressor(stretch, hidden, value, regime);
    }

    /** Changes how it is trained: {@code .training(t -> t.epochs(500))}. Of several networks the first is used. */
    public GenotypeCompressor training(UnaryOperator<Regime> change) {
        return new GenotypeCompressor(stretch, hidden, dimensions, change.apply(regime));
    }

    @Override
    public String name() {
        return "genotype compressor";
    }

    @Override
    public GenotypeView fit(FittedPreparation<MultiOmics> prepared, Seed seed) {
        return GenotypeView.of(this, prepared, seed);
    }
}
