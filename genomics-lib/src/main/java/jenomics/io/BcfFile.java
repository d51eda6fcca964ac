package jenomics.io;

import htsjdk.variant.variantcontext.Allele;
import htsjdk.variant.variantcontext.Genotype;
import htsjdk.variant.variantcontext.VariantContext;
import htsjdk.variant.vcf.VCFFileReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenomics.genome.Variant;
import jenomics.omics.Genotypes;
import jenomics.provenance.GenomicsException;

/** The binary form of VCF: version 2.1 through htsjdk; 2.2, which bcftools writes, has to be turned into VCF before. */
final class BcfFile {
    private static final int MAGIC = 5;

    private final Path file;
    private final VcfReader how;
    private long passedOver;

    BcfFile(Path file, VcfReader how) {
        this.file = file;
        this.how = how;
    }

    /** Whether a file begins as BCF does, unpacked. */
    static boolean is(Path file) {
        byte[] first = first(file);
        return first.length == MAGIC && first[0] == 'B' && first[1] == 'C' && first[2] == 'F';
    }

    private static byte[] first(Path file) {
        try (var in = Unpacked.open(file)) {
            return in.readNBytes(MAGIC);
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        }
    }

    Genotypes read() {
        byte[] version = first(file);
        if (version[3] != 2 || version[4] != 1) {
            String stem = LayerFile.stem(file);
            throw new GenomicsException(
                    "'" + file + "' is BCF " + version[3] + "." + version[4]
                            + "; 2.1 is read, and VCF. Turn it into VCF: bcftools view -O z -o " + stem + ".vcf.gz "
                            + file.getFileName(),
                    Map.of("file", file.toString(), "version", version[3] + "." + version[4]));
        }
        try (var reader = new VCFFileReader(file, false)) {
            return read(reader);
        } catch (GenomicsException e) {
            throw e;
        } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
            // htsjdk trusts lengths, and asserts where that is switched on
            throw new GenomicsException(
                    "'" + file + "' cannot be read as BCF 2.1 (" + e.getMessage() + "). It is damaged or cut short.",
                    Map.of("file", file.toString()),
                    e);
        }
    }

    private Genotypes read(VCFFileReader reader) {
        var named = reader.getFileHeader().getGenotypeSamples();
        var samples = how.samples().isEmpty() ? List.copyOf(named) : how.samples();
        for (String sample : samples) {
            if (!named.contains(sample)) {
                throw new GenomicsException(
                        "'" + file + "' has no sample '" + sample + "'; it has " + LayerNames.firstThree(named) + ".",
                        Map.of("file", file.toString(), "sample", sample));
            }
        }
        var regions = new Regions(how.regions());
        var variants = new ArrayList<Variant>();
        var packed = new ArrayList<byte[]>();
        long read = 0;
        for (VariantContext site : reader) {
            if (read == how.limit()) {
                break;
            }
            if (regions.want(site.getContig(), site.getStart() - 1L, site.getEnd())) {
                read += add(site, samples, variants, packed) ? 1 : 0;
            }
        }
        regions.check(file);
        var notes = new ArrayList<>(List.of("from " + file.getFileName()));
        if (passedOver > 0) {
            notes.add(passedOver + " sites without an alternate allele or not passing passed over");
        }
        return Genotypes.owning(LayerFile.stem(file), samples, variants, packed).withNotes(notes);
    }

    private boolean add(VariantContext site, List<String> samples, List<Variant> variants, List<byte[]> packed) {
        var alternates = site.getAlternateAlleles().stream()
                .filter(a -> !Set.of("*", "<*>", "<NON_REF>").contains(a.getDisplayString()))
                .toList();
        if (alternates.isEmpty() || how.onlyPassing() && site.isFiltered()) {
            passedOver++;
            return false;
        }
        for (var alternate : alternates) {
            variants.add(Variant.ofVcf(
                    site.getContig(),
                    site.getStart(),
                    site.getID(),
                    site.getReference().getDisplayString(),
                    alternate.getDisplayString()));
            byte[] copies = new byte[samples.size()];
            for (int s = 0; s < copies.length; s++) {
                copies[s] = copies(site.getGenotype(samples.get(s)), alternate);
            }
            packed.add(Genotypes.pack(copies));
        }
        return true;
    }

    private byte copies(Genotype genotype, Allele allele) {
        if (genotype.getPloidy() > 2) {
            throw new GenomicsException(
                    "'" + file + "' has the genotype " + genotype.getGenotypeString() + " for sample '"
                            + genotype.getSampleName() + "'; more than two alleles of a sample are not read.",
                    Map.of("file", file.toString(), "sample", genotype.getSampleName()));
        }
        boolean unknown =
                genotype.getPloidy() == 0 || genotype.getAlleles().stream().anyMatch(Allele::isNoCall);
        return unknown ? (byte) Genotypes.MISSING : (byte) genotype.countAllele(allele);
    }
}
