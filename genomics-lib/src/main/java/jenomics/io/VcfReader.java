package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.genome.Locus;
import jenomics.genome.Variant;
import jenomics.omics.Genotypes;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.GenomicsException;

/**
 * How to read VCF; begin with {@link Vcf#reader}. Each option gives another reader.
 *
 * @param regions which stretches of the genome; empty: all. Through the index {@code .tbi} where the file has one
 * @param samples which samples, in this order; empty: all
 * @param onlyPassing whether only sites are read whose FILTER is PASS or {@code .}
 * @param limit the most variants to read; the rest of the file is not looked at
 */
public record VcfReader(List<Locus> regions, List<String> samples, boolean onlyPassing, long limit) {

    public VcfReader {
        regions = List.copyOf(regions);
        samples = List.copyOf(samples);
        if (limit < 1) {
            throw new GenomicsException(
                    "The limit is at least 1 variant; found " + limit + ".", Map.of("limit", limit));
        }
    }

    static VcfReader defaults() {
        return new VcfReader(List.of(), List.of(), false, Long.MAX_VALUE);
    }

    /** Reads this stretch, too: {@code chr7:1-10}, 1-based with both ends included. */
    public VcfReader region(String region) {
        return region(Locus.ofRegion(region));
    }

    /** Reads this stretch, too. */
    public VcfReader region(Locus region) {
        var more = new ArrayList<>(regions);
        more.add(region);
        return new VcfReader(more, samples, onlyPassing, limit);
    }

    /** Reads these samples only, in this order. */
    public VcfReader samples(String... names) {
        return new VcfReader(regions, List.of(names), onlyPassing, limit);
    }

    /** Reads only sites that passed all filters. */
    public VcfReader passing() {
        return new VcfReader(regions, samples, true, limit);
    }

    /** Reads no more than so many variants. */
    public VcfReader limit(long variants) {
        return new VcfReader(regions, samples, onlyPassing, variants);
    }

    /** The genotypes of a file: copies of each alternate allele. */
    public Genotypes read(String path) {
        return read(DataFile.find(path));
    }

    /** See {@link #read(String)}. */
    public Genotypes read(Path path) {
        var file = DataFile.find(path);
        if (BcfFile.is(file)) {
            return new BcfFile(file, this).read();
        }
        try (var sites = new VcfSites(file, this)) {
            return new VcfCalls(sites).read();
        }
    }

    /** The expected dosages (field DS, 0 to 2) of imputed genotypes, as a layer; a feature for each alternate allele. */
    public OmicsLayer expectedDosages(String path) {
        return expectedDosages(DataFile.find(path));
    }

    /** See {@link #expectedDosages(String)}. */
    public OmicsLayer expectedDosages(Path path) {
        try (var sites = new VcfSites(DataFile.find(path), this)) {
            return new VcfDosages(sites).read();
        }
    }

    /** The variants of a file, whether it has samples or not. */
    public List<Variant> variants(Path path) {
        var file = DataFile.find(path);
        try (var sites = new VcfSites(file, this)) {
            var variants = new ArrayList<Variant>();
            while (sites.next()) {
                variants.addAll(sites.site().variants());
            }
            sites.finish();
            return List.copyOf(variants);
        }
    }
}
