package jenomics.io;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.samtools.util.BlockCompressedOutputStream;
import htsjdk.tribble.index.IndexFactory;
import htsjdk.tribble.index.tabix.TabixFormat;
import htsjdk.variant.variantcontext.writer.Options;
import htsjdk.variant.variantcontext.writer.VariantContextWriterBuilder;
import htsjdk.variant.vcf.VCFCodec;
import htsjdk.variant.vcf.VCFFileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import jenomics.genome.Variant;
import jenomics.omics.Genotypes;
import jenomics.omics.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VcfTest {
    private static final String HEAD =
            "##fileformat=VCFv4.2\n##contig=<ID=1,length=100000>\n##contig=<ID=2,length=100000>\n"
                    + "##FILTER=<ID=q10,Description=\"low\">\n"
                    + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n"
                    + "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">\n"
                    + "##FORMAT=<ID=DS,Number=A,Type=Float,Description=\"Dosage\">\n";
    private static final String COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\tc\td\n";
    private static final String SITES = """
            1\t100\trs1\tA\tG\t.\tPASS\t.\tGT:DP\t0/1:3\t1|1:9\t./.\t0|0:2
            1\t200\t.\tAT\tA,ATT\t50\t.\t.\tDP:GT\t3:0/2\t1:1/2\t.\t4:2|2
            1\t300\trs3\tC\t.\t.\tPASS\t.\tGT\t0/0\t0/0\t0/0\t0/0
            2\t150\trs4\tG\t<DEL>,*\t.\tq10\tEND=170\tGT\t0\t1\t./1\t0/2
            """;

    @TempDir
    Path folder;

    private Path vcf(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int[] dosages(Genotypes genotypes, int variant) {
        return IntStream.range(0, genotypes.size())
                .map(s -> genotypes.dosage(s, variant))
                .toArray();
    }

    @Test
    void everyWayToWriteAGenotypeIsRead() {
        var genotypes = Vcf.read(vcf("s.vcf", HEAD + COLUMNS + SITES));
        assertEquals(List.of("a", "b", "c", "d"), genotypes.samples());
        assertEquals(
                List.of(
                        new Variant("1", 100, "rs1", "A", "G"),
                        new Variant("1", 200, "", "AT", "A"),
                        new Variant("1", 200, "", "AT", "ATT"),
                        new Variant("2", 150, "rs4", "G", "<DEL>")),
                genotypes.variants());
        assertArrayEquals(new int[] {1, 2, -1, 0}, dosages(genotypes, 0));
        assertArrayEquals(new int[] {0, 1, -1, 0}, dosages(genotypes, 1));
        assertArrayEquals(new int[] {1, 1, -1, 2}, dosages(genotypes, 2));
        assertArrayEquals(new int[] {0, 1, -1, 0}, dosages(genotypes, 3));
        assertEquals(List.of("from s.vcf", "1 site without an alternate allele passed over"), genotypes.notes());
        var layer = Omics.read(folder.resolve("s.vcf"));
        assertEquals(List.of("rs1", "1:200:AT:A", "1:200:AT:ATT", "rs4"), layer.features());
        assertEquals(Scale.DOSAGE, layer.scale());
        assertEquals("s", layer.name());
        assertTrue(
                genotypes.toString().startsWith("s · 4 samples × 4 variants · 25.0 % missing · 0.0 kB packed"),
                genotypes.toString());
    }

    @Test
    void variantsSayWhereTheyAre() {
        var variants = Vcf.variants(vcf("s.vcf", HEAD + COLUMNS + SITES).toString());
        assertEquals("1:200-201", variants.get(1).locus().orElseThrow().region());
        assertTrue(variants.get(0).isSnv());
        assertEquals("rs1 (1:100 A>G)", variants.get(0).toString());
        var sitesOnly = vcf("sites.vcf", HEAD + COLUMNS.substring(0, 38) + "\n1\t5\t.\tA\tC\t.\t.\t.\n");
        assertEquals(1, Vcf.variants(sitesOnly.toString()).size());
        assertTrue(refusal(() -> Vcf.read(sitesOnly)).contains("has no samples: it is a list of sites"));
    }

    @Test
    void samplesRegionsAndFiltersAreChosen() {
        var file = vcf("s.vcf", HEAD + COLUMNS + SITES);
        var some = Vcf.reader().samples("d", "a").passing().read(file);
        assertEquals(List.of("d", "a"), some.samples());
        assertArrayEquals(new int[] {0, 1}, dosages(some, 0));
        assertEquals(3, some.variantCount());
        assertEquals(1, Vcf.reader().region("2:140-160").read(file).variantCount());
        assertEquals(2, Vcf.reader().region("1:201-299").read(file).variantCount());
        assertEquals(1, Vcf.reader().limit(1).read(file).variantCount());
        assertTrue(refusal(() -> Vcf.reader().samples("x").read(file))
                .contains("has no sample 'x'; it has 'a', 'b', 'c' and 1 more."));
        assertTrue(refusal(() -> Vcf.reader().region("chr1:1-9").read(file))
                .endsWith("has no chromosome 'chr1'; it has '1', '2'."));
        assertTrue(refusal(() -> Vcf.reader().limit(0)).startsWith("The limit is at least 1 variant"));
    }

    @Test
    void expectedDosagesBecomeALayer() {
        var file = vcf(
                "i.vcf",
                HEAD + COLUMNS + "1\t1\trs1\tA\tG\t.\t.\t.\tGT:DS\t0/0:0.02\t0/1:1.1\t.\t1/1:2\n"
                        + "1\t2\t.\tA\tG,T\t.\t.\t.\tDS\t0.5,1\t.,0\t0,0\t2,0\n");
        var layer = Vcf.reader().expectedDosages(file);
        assertArrayEquals(new float[] {0.02f, 1.1f, Float.NaN, 2}, layer.column("rs1"));
        assertArrayEquals(new float[] {1, 0, 0, 0}, layer.column("1:2:A:T"));
        assertArrayEquals(new float[] {0.5f, Float.NaN, 0, 2}, layer.column("1:2:A:G"));
        var beyond = vcf("b.vcf", HEAD + COLUMNS + "1\t1\t.\tA\tG\t.\t.\t.\tDS\t2.1\t0\t0\t0\n");
        assertTrue(refusal(() -> Vcf.reader().expectedDosages(beyond))
                .contains("line 9, has the expected dosage '2.1' for sample 'a'"));
        assertTrue(refusal(() -> Vcf.read(beyond)).contains("None of the 1 sites of"));
    }

    @Test
    void version44IsRead() {
        String head = HEAD.replace("4.2", "4.4");
        var genotypes =
                Vcf.read(vcf("new.vcf", head + COLUMNS + "1\t5\t.\tA\tC,<*>\t.\t.\t.\tGT\t|0/1\t/1|1\t|.\t0/0\n"));
        assertArrayEquals(new int[] {1, 2, -1, 0}, dosages(genotypes, 0));
        assertEquals(1, genotypes.variantCount());
    }

    @Test
    void badLinesAreRefusedWithTheirPlace() {
        wrong(
                "1\t5\t.\tA\tC\t.\t.\t.\tGT\t0/2\t.\t.\t.\n",
                "has the genotype '0/2' for sample 'a'; it is one or two alleles,"
                        + " separated by / or |, each '.' or 0 to 1.");
        wrong("1\t5\t.\tA\tC\t.\t.\t.\tGT\t.\t0/x\t.\t.\n", "has the genotype '0/x' for sample 'b'");
        wrong("1\t5\t.\tA\tC\t.\t.\t.\tGT\t.\t0/\t.\t.\n", "has the genotype '0/' for sample 'b'");
        wrong("1\t5\t.\tA\tC\t.\t.\t.\tGT\t.\t.\t0/1/1\t.\n", "more than two alleles of a sample are not read");
        wrong("1\t5\t.\tA\tC\t.\t.\t.\tGT\t.\t.\t.\n", "has 3 samples, where the header names 4");
        wrong("1\t5\t.\tA\tC\t.\t.\t.\tGT\t.\t.\t.\t.\t.\n", "has more samples than the header, which names 4");
        wrong("1\t5\t.\tA\n", "has 4 columns, separated by tabs; a site has at least 8");
        wrong("1\tx\t.\tA\tC\t.\t.\t.\tGT\t.\t.\t.\t.\n", "has the position 'x'; it counts from 1");
        wrong("1\t\t.\tA\tC\t.\t.\t.\tGT\t.\t.\t.\t.\n", "has no position");
        wrong("\t1\t.\tA\tC\t.\t.\t.\tGT\t.\t.\t.\t.\n", "has no chromosome");
    }

    private void wrong(String line, String what) {
        var file = vcf("wrong.vcf", HEAD + COLUMNS + line);
        String said = refusal(() -> Vcf.read(file));
        assertTrue(said.contains("wrong.vcf', line 9, ") && said.contains(what), said);
    }

    @Test
    void badHeadersAreRefused() {
        assertTrue(refusal(() -> Vcf.read(vcf("a.vcf", "<!DOCTYPE html>"))).contains("is no VCF file of version 4"));
        assertTrue(refusal(() -> Vcf.read(vcf("e.vcf", ""))).contains("is no VCF file of version 4"));
        assertTrue(refusal(() -> Vcf.read(vcf("c.vcf", HEAD))).contains("ends before the line '#CHROM ...'"));
        assertTrue(refusal(() -> Vcf.read(vcf("o.vcf", HEAD + "1\t2\n"))).contains("comes before the line '#CHROM"));
        assertTrue(refusal(() -> Vcf.read(vcf("t.vcf", HEAD + COLUMNS.replace("\tb", "\ta") + SITES)))
                .contains("needs a name of its own"));
    }

    @Test
    void aFileThatIsCutShortIsRefused() throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write((HEAD + COLUMNS + SITES).getBytes(StandardCharsets.UTF_8));
        }
        var cut = Files.write(folder.resolve("cut.vcf.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() - 20));
        assertTrue(refusal(() -> Vcf.read(cut)).contains("is cut short"));
    }

    /** Two thousand sites of all kinds, drawn from a seed. */
    private static String random(int samples, long seed) {
        var random = new Random(seed);
        var text = new StringBuilder(HEAD).append("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
        IntStream.range(0, samples).forEach(s -> text.append("\tS").append(s));
        int position = 1;
        for (int site = 0; site < 2000; site++) {
            position += 1 + random.nextInt(30);
            int alternates = 1 + (random.nextInt(10) == 0 ? random.nextInt(3) : 0);
            text.append("\n").append(site < 1500 ? 1 : 2).append('\t').append(site == 1500 ? position = 7 : position);
            text.append("\t.\tA\t")
                    .append(String.join(",", List.of("C", "G", "T", "AA").subList(0, alternates)));
            text.append("\t.\tPASS\t.\tGT").append(site % 2 == 0 ? ":DP" : "");
            for (int s = 0; s < samples; s++) {
                text.append('\t').append(call(random, alternates)).append(site % 2 == 0 ? ":7" : "");
            }
        }
        return text.append('\n').toString();
    }

    private static String call(Random random, int alternates) {
        String one = random.nextInt(12) == 0 ? "." : Integer.toString(random.nextInt(alternates + 1));
        String other = random.nextInt(12) == 0 ? "." : Integer.toString(random.nextInt(alternates + 1));
        return random.nextInt(20) == 0 ? one : one + (random.nextBoolean() ? "/" : "|") + other;
    }

    /** Every dosage of a file as htsjdk reads it. */
    private static List<String> byHtsjdk(Path file) {
        var rows = new ArrayList<String>();
        try (var reader = new VCFFileReader(file, false)) {
            for (var site : reader) {
                for (var alternate : site.getAlternateAlleles()) {
                    rows.add(site.getContig() + ":" + site.getStart() + alternate.getDisplayString()
                            + reader.getFileHeader().getGenotypeSamples().stream()
                                    .map(site::getGenotype)
                                    .map(g -> g.getAlleles().stream().anyMatch(a -> a.isNoCall())
                                            ? -1
                                            : g.countAllele(alternate))
                                    .toList());
                }
            }
        }
        return rows;
    }

    private static List<String> byUs(Genotypes genotypes) {
        return IntStream.range(0, genotypes.variantCount())
                .mapToObj(v -> {
                    var variant = genotypes.variants().get(v);
                    return variant.chromosome() + ":" + variant.position() + variant.counted()
                            + Arrays.stream(dosages(genotypes, v)).boxed().collect(Collectors.toList());
                })
                .toList();
    }

    @Test
    void everyDosageIsThatOfHtsjdk() throws IOException {
        for (int samples : new int[] {1, 3, 4, 37}) {
            var plain = vcf("r" + samples + ".vcf", random(samples, samples));
            var expected = byHtsjdk(plain);
            assertTrue(expected.size() > 2000);
            assertEquals(expected, byUs(Vcf.read(plain)));
        }
    }

    private Path bgzip(String name, String content) throws IOException {
        var file = folder.resolve(name);
        try (var out = new BlockCompressedOutputStream(file.toFile())) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    @Test
    void aRegionThroughTheIndexIsTheSame() throws IOException {
        var file = bgzip("t.vcf.gz", random(5, 11));
        var all = Vcf.read(file);
        var regions = List.of("1:500-900", "1:890-2000", "2:1-60", "2:9,000-90,000", "1:600");
        var scanned = regions.stream()
                .map(r -> byUs(Vcf.reader().region(r).read(file)))
                .toList();
        var scannedTogether =
                byUs(Vcf.reader().region(regions.get(0)).region(regions.get(1)).read(file));
        var index = IndexFactory.createTabixIndex(file.toFile(), new VCFCodec(), TabixFormat.VCF, null);
        index.write(folder.resolve("t.vcf.gz.tbi"));
        for (int r = 0; r < regions.size(); r++) {
            assertEquals(
                    scanned.get(r), byUs(Vcf.reader().region(regions.get(r)).read(file)));
        }
        assertEquals(
                scannedTogether,
                byUs(Vcf.reader().region(regions.get(0)).region(regions.get(1)).read(file)));
        assertEquals(byUs(all), byUs(Vcf.read(file)));
        assertTrue(refusal(() -> Vcf.reader().region("X:1-9").read(file)).contains("has no chromosome 'X'"));
        Files.writeString(folder.resolve("t.vcf.gz.tbi"), "nonsense");
        assertTrue(refusal(() -> Vcf.reader().region("1:1-9").read(file)).contains("tabix -f t.vcf.gz"));
    }

    @Test
    void bcf21IsReadAnd22IsTurnedAwayWithTheWayOn() throws IOException {
        var plain = vcf("b.vcf", random(6, 5));
        var bcf = folder.resolve("b.bcf");
        try (var reader = new VCFFileReader(plain, false)) {
            var header = reader.getFileHeader();
            try (var writer = new VariantContextWriterBuilder()
                    .setOutputPath(bcf)
                    .setReferenceDictionary(header.getSequenceDictionary())
                    .unsetOption(Options.INDEX_ON_THE_FLY)
                    .build()) {
                writer.writeHeader(header);
                reader.forEach(writer::add);
            }
        }
        assertEquals(byUs(Vcf.read(plain)), byUs(Vcf.read(bcf)));
        assertEquals(
                byUs(Vcf.reader().region("2:1-500").samples("S2").read(plain)),
                byUs(Vcf.reader().region("2:1-500").samples("S2").read(bcf)));
        var newer = Files.write(folder.resolve("n.bcf"), new byte[] {'B', 'C', 'F', 2, 2, 0, 0, 0, 0});
        assertTrue(refusal(() -> Vcf.read(newer))
                .endsWith("is BCF 2.2; 2.1 is read, and VCF. Turn it into VCF: bcftools view -O z -o n.vcf.gz n.bcf"));
        var cut = Files.write(folder.resolve("cut.bcf"), Arrays.copyOf(Files.readAllBytes(bcf), 3000));
        assertTrue(refusal(() -> Vcf.read(cut)).contains("cannot be read as BCF 2.1"));
    }
}
