package jenomics.io;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.samtools.util.BlockCompressedOutputStream;
import htsjdk.tribble.AsciiFeatureCodec;
import htsjdk.tribble.bed.BEDCodec;
import htsjdk.tribble.index.IndexFactory;
import htsjdk.tribble.index.tabix.TabixFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import jenomics.genome.GenomicFeature;
import jenomics.genome.GenomicFeatures;
import jenomics.genome.Locus;
import jenomics.genome.Strand;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;

class IntervalsTest extends WrittenFiles {
    private static final String GFF = """
            ##gff-version 3
            # a remark
            chrI\tSGD\tgene\t335\t649\t.\t+\t.\tID=gene1;Name=YAL069W;Note=a%3Bb%20c
            chrI\tSGD\tmRNA\t335\t649\t.\t+\t.\tID=t1;Parent=gene1
            chrI\tSGD\tCDS\t335\t400\t0.5\t+\t0\tID=cds1;Parent=t1,t2
            chrI\tSGD\tCDS\t450\t649\t.\t+\t2\tID=cds1;Parent=t1
            chrII\t.\tregion\t1\t10\t.\t.\t.\t.
            ##FASTA
            >chrI
            ACGT
            """;
    private static final String GTF = """
            chrI\tensembl\tgene\t335\t649\t.\t+\t.\tgene_id "YAL069W"; gene_name "A;B"; tag "x"; tag "y";
            chrI\tensembl\ttranscript\t335\t649\t.\t+\t.\tgene_id "YAL069W"; transcript_id "YAL069W_mRNA";
            chrI\tensembl\texon\t335\t649\t.\t+\t.\tgene_id "YAL069W"; transcript_id "YAL069W_mRNA"; exon_number 1
            """;

    @Test
    void bedIsZeroBasedWithoutItsEnd() {
        var peaks = Bed.read(
                file(
                        "a.bed",
                        "track name=x\nbrowser position chr1:1-2\n#c\nchr1\t0\t10\tp1\t7.5\t-\t2\t8\nchr1 5 6\n\nchr2\t3\t3\tnone\n"));
        assertEquals(2, peaks.size());
        var first = peaks.get("p1");
        assertEquals("chr1:1-10(-)", first.locus().toString());
        assertEquals(7.5, first.score());
        assertEquals(Strand.REVERSE, first.locus().strand());
        assertEquals("2", first.attribute("thickStart"));
        assertEquals(1, peaks.get(1).locus().lengthBp());
        assertEquals(List.of("from a.bed", "1 without any base passed over"), peaks.notes());
        var narrow = Bed.read(file("a.narrowPeak", "chr1\t0\t10\t.\t0\t.\t5.5\t-1\t-1\t4\n"));
        assertEquals("4", narrow.get(0).attribute("peak"));
    }

    @Test
    void gff3HasParentsAndEscapes() {
        var features = Gff.read(file("a.gff3", GFF));
        assertEquals(5, features.size());
        var gene = features.get("YAL069W");
        assertEquals("chrI:335-649(+)", gene.locus().toString());
        assertEquals("a;b c", gene.attribute("Note"));
        var transcript = features.children(gene).get(0);
        assertEquals("t1", transcript.id());
        assertEquals(2, features.children(transcript).size());
        assertEquals(List.of("t1", "t2"), features.ofType("CDS").get(0).parents());
        assertEquals(2, features.ofType("CDS").get(1).phase());
        assertEquals(gene, features.parents(transcript).get(0));
        assertTrue(features.toString().startsWith("5 features · chrI, chrII · 325 bp covered"), features.toString());
        assertTrue(refusal(() -> features.ofType("exon")).contains("No feature is a 'exon'; there are [CDS, gene"));
        assertTrue(refusal(() -> features.get("x")).startsWith("No feature is named 'x'; names look like 'YAL069W'"));
    }

    @Test
    void gtfHasGenesTranscriptsAndExons() {
        var features = Gff.read(file("a.gtf", GTF));
        var gene = features.get("A;B");
        assertEquals("x,y", gene.attribute("tag"));
        var transcript = features.children(gene).get(0);
        assertEquals("transcript", transcript.type());
        assertEquals("1", features.children(transcript).get(0).attribute("exon_number"));
    }

    @Test
    void typesRegionsAndLimitsAreChosen() {
        var gff = file("a.gff3", GFF);
        assertEquals(1, Gff.reader().types("gene").read(gff).size());
        assertEquals(3, Gff.reader().region("chrI:401-450").read(gff).size());
        assertEquals(2, Gff.reader().limit(2).read(gff).size());
        assertTrue(refusal(() -> Gff.reader().region("1:1-2").read(gff))
                .endsWith("has no chromosome '1'; it has 'chrI', 'chrII'."));
    }

    @Test
    void badLinesAreRefusedWithTheirPlace() {
        badBed("chr1\t5\n", "has 2 columns");
        badBed("chr1\tx\t6\n", "has the start 'x', which is no whole number");
        badBed("chr1\t7\t6\n", "ends at 6 before it starts at 7");
        badBed("chr1\t1\t6\tn\tz\n", "has the score 'z', which is no number and not '.'");
        badBed("chr1\t1\t6\tn\t0\tb\n", "has the strand 'b'; it is '+', '-' or '.' (unknown)");
        badBed("\t1\t6\n", "has no chromosome");
        badBed("l\u001b\u0001\u0000\n", "begins as PLINK's genotypes do");
        badGff("chr1\ta\tb\t1\t2\n", "has 5 columns, separated by tabs; GFF and GTF have 9");
        badGff("chr1\ta\tb\t0\t2\t.\t.\t.\tID=1\n", "goes from 0 to 2; places count from 1, both ends included");
        badGff("chr1\ta\tb\t1\t2\t.\t.\t3\tID=1\n", "has the phase '3'; it is 0, 1, 2 or '.'");
        badGff("chr1\ta\tb\t1\t2\t.\t.\t.\tgene_id \"x\n", "has a quote in its attributes that never closes");
    }

    private void badBed(String line, String what) {
        var bad = file("bad.bed", "chr1\t1\t2\n" + line);
        String said = refusal(() -> Bed.read(bad));
        assertTrue(said.contains("bad.bed', line 2, ") && said.contains(what), said);
    }

    private void badGff(String line, String what) {
        var bad = file("bad.gff", "##gff-version 3\n" + line);
        String said = refusal(() -> Gff.read(bad));
        assertTrue(said.contains("bad.gff', line 2, ") && said.contains(what), said);
    }

    private static GenomicFeatures random(long seed, int count, int longest) {
        var random = new Random(seed);
        return GenomicFeatures.of(java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> {
                    long start = random.nextInt(5000);
                    var locus = Locus.ofBed("chr" + random.nextInt(3), start, start + 1 + random.nextInt(longest));
                    return new GenomicFeature(locus, "interval", "i" + i, "", Double.NaN, -1, java.util.Map.of());
                })
                .toList());
    }

    @Test
    void overlapsAreThoseOfComparingAllWithAll() {
        for (int longest : new int[] {1, 20, 3000}) {
            var some = random(1, 300, longest);
            var others = random(2, 300, 40);
            long pairs = some.stream()
                    .flatMap(a -> others.stream().filter(b -> a.locus().overlaps(b.locus())))
                    .count();
            assertTrue(pairs > 0);
            assertEquals(pairs, some.overlaps(others).size());
            var expected = some.stream()
                    .filter(a -> others.stream().anyMatch(b -> a.locus().overlaps(b.locus())))
                    .toList();
            assertEquals(expected, some.overlapping(others).list());
            assertEquals(300 - expected.size(), some.apartFrom(others).size());
            for (var overlap : some.overlaps(others)) {
                assertTrue(overlap.sharedBp() > 0);
            }
        }
    }

    @Test
    void mergedCoversEachBaseOnce() {
        var features = random(3, 200, 100);
        var covered = new java.util.HashSet<String>();
        for (var feature : features) {
            for (long at = feature.locus().start(); at < feature.locus().end(); at++) {
                covered.add(feature.locus().chromosome() + at);
            }
        }
        assertEquals(covered.size(), features.coveredBp());
    }

    @Test
    void aRegionThroughTheIndexIsTheSame() throws IOException {
        var sorted = random(4, 500, 200).stream()
                .sorted(java.util.Comparator.comparing(
                                (GenomicFeature f) -> f.locus().chromosome())
                        .thenComparing(f -> f.locus().start()))
                .toList();
        var bed = folder.resolve("t.bed.gz");
        try (var out = new BlockCompressedOutputStream(bed.toFile())) {
            for (var f : sorted) {
                out.write((f.locus().chromosome() + "\t" + f.locus().start() + "\t"
                                + f.locus().end() + "\t" + f.name() + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        var regions = List.of("chr0:1-300", "chr1:4,000-9,000", "chr2:77", "chr1:250-251");
        var scanned = regions.stream()
                .map(r -> Bed.reader().region(r).read(bed).list())
                .toList();
        AsciiFeatureCodec<?> codec = new BEDCodec();
        IndexFactory.createTabixIndex(bed.toFile(), codec, TabixFormat.BED, null)
                .write(folder.resolve("t.bed.gz.tbi"));
        for (int r = 0; r < regions.size(); r++) {
            assertEquals(
                    scanned.get(r),
                    Bed.reader().region(regions.get(r)).read(bed).list());
        }
    }

    @Test
    void realAnnotationIsRead() {
        var yeast = Gff.read(SharedFolder.file("data/genomes/annotation/S_cerevisiae.R64-1-1.96.gtf.gz"));
        assertEquals(7036, yeast.ofType("gene").size());
        var coli = Gff.read(SharedFolder.file("data/genomes/annotation/E_coli_K12_MG1655.ASM584v2.gff.gz"));
        var lacZ = coli.get("lacZ");
        assertEquals("NC_000913.3:363231-366305(-)", lacZ.locus().toString());
        assertEquals("CDS", coli.children(lacZ).get(0).type());
        var transcripts = Bed.read(SharedFolder.file("data/genomes/annotation/Scer_polIItranscripts-adjustedTSS.bed"));
        assertEquals(6445, transcripts.size());
        for (String name : List.of("at1pct", "ce1pct", "dm1pct")) {
            assertTrue(Gff.read(SharedFolder.file("data/genomes/annotation/" + name + ".gff3.gz"))
                            .size()
                    > 1000);
        }
        assertTrue(Gff.read(SharedFolder.file("data/genomes/annotation/CBS432.all_feature.gff.gz"))
                        .size()
                > 10_000);
    }
}
