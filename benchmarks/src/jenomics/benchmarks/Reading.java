package jenomics.benchmarks;

import htsjdk.variant.vcf.VCFFileReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import jenomics.io.Omics;
import jenomics.io.Plink;
import jenomics.io.Vcf;

/**
 * Seconds, processor seconds and memory of reading omics files: {@code Reading FOLDER [RUNS [ROW]]}, the rows alone whose
 * name has ROW in it. The files are made in FOLDER where they are missing, always the same; {@code reading_peers.py FOLDER} reads the same ones with pandas.
 */
public final class Reading {
    private static final int SAMPLES = 1_000;
    private static final int GENES = 20_000;
    private static final int PEOPLE = 100;
    private static final int SITES = 200_000;

    /** What is measured: reads, and says how much it was. */
    private record Row(String name, Work work) {}

    private interface Work {
        String run(Path folder);
    }

    private Reading() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        int runs = arguments.length < 2 ? 3 : Integer.parseInt(arguments[1]);
        make(folder);
        System.out.printf(
                "Java %s, %d processors, best of %d runs%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), runs);
        System.out.printf("%-44s %8s %8s %10s  %s%n", "", "seconds", "cpu s", "allocated", "");
        String wanted = arguments.length < 3 ? "" : arguments[2];
        rows().stream().filter(row -> row.name().contains(wanted)).forEach(row -> measure(row, folder, runs));
    }

    private static List<Row> rows() {
        return List.of(
                new Row("CSV 1,000 samples in rows", f -> size(f, "wide.csv")),
                new Row("CSV 1,000 samples in columns", f -> size(f, "long.csv")),
                new Row("VCF 200,000 sites x 100, Vcf.read", f -> {
                    var genotypes = Vcf.read(f.resolve("g.vcf"));
                    return genotypes.size() + " x " + genotypes.variantCount();
                }),
                new Row("VCF 200,000 sites x 100, htsjdk", Reading::htsjdk),
                new Row("PLINK 200,000 variants x 100", f -> {
                    var genotypes = Plink.read(f.resolve("g.bed"));
                    return genotypes.size() + " x " + genotypes.variantCount();
                }));
    }

    private static String size(Path folder, String name) {
        var layer = Omics.read(folder.resolve(name));
        return layer.size() + " x " + layer.featureCount();
    }

    private static String htsjdk(Path folder) {
        long copies = 0;
        try (var reader = new VCFFileReader(folder.resolve("g.vcf"), false)) {
            for (var site : reader) {
                var alternate = site.getAlternateAllele(0);
                for (var genotype : site.getGenotypes()) {
                    copies += genotype.countAllele(alternate);
                }
            }
        }
        return copies + " copies";
    }

    private static void measure(Row row, Path folder, int runs) {
        var machine = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        double seconds = Double.POSITIVE_INFINITY;
        double processor = Double.POSITIVE_INFINITY;
        long allocated = 0;
        String said = "";
        for (int run = 0; run < runs; run++) {
            System.gc();
            long begun = System.nanoTime();
            long before = machine.getProcessCpuTime();
            long bytes = allocated(threads);
            said = row.work().run(folder);
            allocated = allocated(threads) - bytes;
            processor = Math.min(processor, (machine.getProcessCpuTime() - before) / 1e9);
            seconds = Math.min(seconds, (System.nanoTime() - begun) / 1e9);
        }
        System.out.printf(
                Locale.ROOT, "%-44s %8.2f %8.2f %7.0f MB  %s%n", row.name(), seconds, processor, allocated / 1e6, said);
    }

    /** By all threads that live. */
    private static long allocated(com.sun.management.ThreadMXBean threads) {
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .sum();
    }

    private static void make(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("wide.csv"))) {
            table(folder.resolve("wide.csv"), "sample", "s", SAMPLES, "g", GENES);
        }
        if (!Files.exists(folder.resolve("long.csv"))) {
            table(folder.resolve("long.csv"), "gene", "g", GENES, "s", SAMPLES);
        }
        if (!Files.exists(folder.resolve("g.vcf"))) {
            genotypes(folder);
        }
    }

    private static void table(Path file, String corner, String line, int lines, String column, int columns)
            throws IOException {
        var random = new Random(7);
        try (var out = Files.newBufferedWriter(file)) {
            out.write(corner);
            for (int c = 0; c < columns; c++) {
                out.write("," + column + c);
            }
            for (int l = 0; l < lines; l++) {
                var text = new StringBuilder("\n").append(line).append(l);
                for (int c = 0; c < columns; c++) {
                    int thousandths = random.nextInt(16_000);
                    text.append(',')
                            .append(thousandths / 1000)
                            .append('.')
                            .append(String.valueOf(1000 + thousandths % 1000), 1, 4);
                }
                out.write(text.toString());
            }
            out.write("\n");
        }
    }

    private static void genotypes(Path folder) throws IOException {
        var random = new Random(7);
        byte[] bed = new byte[3 + SITES * ((PEOPLE + 3) / 4)];
        bed[0] = 0x6c;
        bed[1] = 0x1b;
        bed[2] = 1;
        var bim = new ArrayList<String>();
        var fam = new ArrayList<String>();
        try (var out = Files.newBufferedWriter(folder.resolve("g.vcf"))) {
            out.write(
                    "##fileformat=VCFv4.2\n##contig=<ID=1>\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"G\">\n");
            out.write("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
            for (int p = 0; p < PEOPLE; p++) {
                out.write("\tp" + p);
                fam.add("f p" + p + " 0 0 0 -9");
            }
            for (int v = 0; v < SITES; v++) {
                out.write("\n1\t" + (v + 1) + "\trs" + v + "\tA\tG\t.\tPASS\t.\tGT");
                bim.add("1\trs" + v + "\t0\t" + (v + 1) + "\tG\tA");
                for (int p = 0; p < PEOPLE; p++) {
                    int copies = random.nextInt(3);
                    out.write(copies == 0 ? "\t0/0" : copies == 1 ? "\t0/1" : "\t1/1");
                    int code = copies == 2 ? 0 : copies == 1 ? 2 : 3;
                    bed[3 + v * ((PEOPLE + 3) / 4) + p / 4] |= (byte) (code << p % 4 * 2);
                }
            }
            out.write("\n");
        }
        Files.write(folder.resolve("g.bed"), bed);
        Files.write(folder.resolve("g.bim"), bim);
        Files.write(folder.resolve("g.fam"), fam);
    }
}
