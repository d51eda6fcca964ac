package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.variant.variantcontext.writer.Options;
import htsjdk.variant.variantcontext.writer.VariantContextWriterBuilder;
import htsjdk.variant.vcf.VCFFileReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever stands in a file, a door gives something that can be shown, or says what is wrong; never another error, never
 * no end. As many copies as {@link Mutations} makes, from fixed seeds.
 */
@Timeout(600)
class DamagedFilesTest {
    private static final String VCF = """
            ##fileformat=VCFv4.2
            ##contig=<ID=1,length=100000>
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
            ##FORMAT=<ID=DS,Number=A,Type=Float,Description="Dosage">
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\tc\td\te
            1\t100\trs1\tA\tG\t.\tPASS\t.\tGT:DS\t0/1:0.9\t1|1:2\t./.:.\t0|0:0\t1:1
            1\t200\t.\tAT\tA,ATT\t50\t.\t.\tGT:DS\t0/2:0,1\t1/2:1,1\t.\t2|2:0,2\t0:0,0
            2\t150\trs4\tG\t<DEL>\t.\tq10\tEND=170\tGT\t0\t1\t./1\t0/0\t.
            """;

    @TempDir
    Path folder;

    private Path put(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Refusing nothing, or all, would say that the copies are no test. */
    private static void sometimes(double refused) {
        assertTrue(refused > 0.05 && refused < 0.995, () -> "refused: " + refused);
    }

    private static byte[] packed(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void tables() throws IOException {
        String csv = "sample,TP53,ESR1,\"BRCA1\"\na,1,2.5,3\nb,NA,-4e-1,0\nc,5,6,7\n";
        sometimes(Mutations.eachText(
                bytes(csv), 1, f -> Omics.read(put("t.csv", f)).toString()));
        Mutations.each(
                packed(bytes(csv)), 2, f -> Omics.read(put("t.csv.gz", f)).toString());
        String sheet = "sample\tage\tsubtype\na\t51\tLumA\nb\tNA\tBasal\nc\t40\tLumA\n";
        Mutations.eachText(bytes(sheet), 3, f -> Omics.sheet(put("s.tsv", f)).toString());
    }

    @Test
    void gct() throws IOException {
        String gct = "#1.3\n2\t2\t1\t1\nid\tdesc\ts1\ts2\nsubtype\tna\tA\tB\ng1\tx\t1\t2\ng2\ty\t3\t4.5\n";
        sometimes(Mutations.eachText(
                bytes(gct), 4, f -> Omics.read(put("t.gct", f)).toString()));
    }

    @Test
    void tenX() throws IOException {
        Files.writeString(folder.resolve("barcodes.tsv"), "AAAC-1\nAAAG-1\n");
        Files.writeString(folder.resolve("features.tsv"), "E1\tA\tx\nE2\tB\tx\nE3\tC\tx\n");
        String mtx = "%%MatrixMarket matrix coordinate integer general\n%\n3 2 3\n1 1 5\n3 1 2\n2 2 7\n";
        sometimes(Mutations.eachText(
                bytes(mtx), 5, f -> Omics.read(put("matrix.mtx", f)).toString()));
    }

    @Test
    void vcf() throws IOException {
        sometimes(
                Mutations.eachText(bytes(VCF), 6, f -> Vcf.read(put("t.vcf", f)).toString()));
        sometimes(Mutations.eachText(bytes(VCF), 7, f -> Vcf.reader()
                .expectedDosages(put("d.vcf", f))
                .toString()));
        Mutations.each(packed(bytes(VCF)), 8, f -> Vcf.read(put("t.vcf.gz", f)).toString());
    }

    @Test
    void bcf() throws IOException {
        var plain = put("b.vcf", bytes(VCF));
        try (var reader = new VCFFileReader(plain, false);
                var writer = new VariantContextWriterBuilder()
                        .setOutputPath(folder.resolve("b.bcf"))
                        .setReferenceDictionary(reader.getFileHeader().getSequenceDictionary())
                        .unsetOption(Options.INDEX_ON_THE_FLY)
                        .setOption(Options.ALLOW_MISSING_FIELDS_IN_HEADER)
                        .build()) {
            writer.writeHeader(reader.getFileHeader());
            reader.iterator().stream().limit(2).forEach(writer::add);
        }
        sometimes(Mutations.each(Files.readAllBytes(folder.resolve("b.bcf")), 9, f -> Vcf.read(put("t.bcf", f))
                .toString()));
    }

    @Test
    void plink() throws IOException {
        byte[] bed = {0x6c, 0x1b, 1, (byte) 0b11_10_01_00, 0b00, (byte) 0b00_01_10_11, 0b11};
        String bim = "1\trs1\t0\t1000\tA\tG\nX rs2 0 2000 T C\n";
        String fam = "f1 a 0 0 1 1\nf1 b 0 0 2 2\nf1 c a b 1 -9\nf2 d 0 0 0 2\nf2 e 0 0 2 1\n";
        put("s.bed", bed);
        put("s.bim", bytes(bim));
        put("s.fam", bytes(fam));
        sometimes(Mutations.each(bed, 10, f -> Plink.read(put("s.bed", f)).toString()));
        put("s.bed", bed);
        sometimes(Mutations.eachText(bytes(bim), 11, f -> {
            put("s.bim", f);
            return Plink.read(folder.resolve("s.bed")).cohort().toString();
        }));
        put("s.bim", bytes(bim));
        sometimes(Mutations.eachText(bytes(fam), 12, f -> {
            put("s.fam", f);
            return Plink.read(folder.resolve("s.bed")).cohort().toString();
        }));
        put("p.map", bytes("1 rs1 0 1000\nX rs2 0 2000\n"));
        String ped = "f1 a 0 0 1 1  A A  C C\nf1 b 0 0 2 2  0 0  C T\nf1\tc\ta\tb\t1\t-9\tA G\t0 0\n";
        sometimes(Mutations.eachText(
                bytes(ped), 13, f -> Plink.read(put("p.ped", f)).toString()));
    }

    @Test
    void annData() throws IOException {
        for (String name : List.of("dense.h5ad", "tenx.h5")) {
            byte[] whole = Files.readAllBytes(H5adTest.golden(name));
            Mutations.each(whole, 14, f -> Omics.reader().load(put(name, f)).toString());
        }
    }

    @Test
    void sparseAnnData() throws IOException {
        byte[] whole = Files.readAllBytes(H5adTest.golden("sparse.h5ad"));
        Mutations.each(whole, 15, f -> H5ad.read(put("sparse.h5ad", f)).toString());
    }

    @Test
    void intervals() throws IOException {
        String bed = "track name=x\nchr1\t0\t10\tp1\t7.5\t-\t2\t8\nchr1 5 6\nchr2\t3\t30\tp2\n";
        sometimes(Mutations.eachText(
                bytes(bed), 16, f -> Bed.read(put("t.bed", f)).toString()));
        String gff = "##gff-version 3\nchrI\tSGD\tgene\t335\t649\t.\t+\t.\tID=gene1;Name=Y%3B;Note=a\n"
                + "chrI\tSGD\tCDS\t335\t400\t0.5\t+\t0\tID=cds1;Parent=gene1,t2\n";
        sometimes(Mutations.eachText(
                bytes(gff), 17, f -> Gff.read(put("t.gff3", f)).toString()));
        String gtf = "chrI\tensembl\tgene\t335\t649\t.\t+\t.\tgene_id \"YAL\"; gene_name \"A;B\"; tag \"x\";\n"
                + "chrI\tensembl\ttranscript\t335\t649\t.\t+\t.\tgene_id \"YAL\"; transcript_id \"T\";\n";
        sometimes(Mutations.eachText(bytes(gtf), 18, f -> {
            var read = Gff.read(put("t.gtf", f));
            read.forEach(read::children);
            return read.toString();
        }));
    }

    @Test
    void motifs() throws IOException {
        String jaspar = ">MA0004.1\tArnt\nA [4 19 0]\nC [16 0 20]\nG [0 1 0]\nT [0 0 0]\n>X\n1 2\n3 4\n5 6\n7 8\n";
        sometimes(Mutations.eachText(
                bytes(jaspar), 19, f -> Jaspar.read(put("j.txt", f)).toString()));
        String meme =
                "MEME version 4\n\nALPHABET= ACGT\n\nMOTIF M1 x\nletter-probability matrix: alength= 4 w= 2 nsites= 20"
                        + " E= 0\n0.2 0.8 0 0\n0.95 0 0.05 0\n\nMOTIF M2\nletter-probability matrix: w= 1\n0.25 0.25 0.25 0.25\n";
        sometimes(Mutations.eachText(
                bytes(meme), 20, f -> Meme.read(put("m.meme", f)).toString()));
    }

    @Test
    void cardsAndMogonetFolders() throws IOException {
        String card = "{\"name\": \"x\", \"title\": \"X\", \"files\": {\"t.csv\": {\"bytes\": 3, \"sha256\": \"\"}},"
                + " \"layers\": {\"rna\": {\"file\": \"t.csv\", \"scale\": \"log2\"}}, \"splits\": {\"part\": \"p\"}}";
        sometimes(Mutations.eachText(
                bytes(card), 21, f -> DatasetCard.read(put("dataset.json", f)).toString()));
        var mogonet = Files.createDirectories(folder.resolve("mogonet"));
        Files.writeString(mogonet.resolve("1_te.csv"), "7,8\n9,NA\n");
        Files.writeString(mogonet.resolve("labels_tr.csv"), "0\n1\n1\n");
        Files.writeString(mogonet.resolve("labels_te.csv"), "1\n0\n");
        sometimes(Mutations.eachText(bytes("1.0e+00,2\n3,4\n5,6\n"), 22, f -> {
            Files.write(mogonet.resolve("1_tr.csv"), f);
            return Omics.mogonet(mogonet).toString();
        }));
    }
}
