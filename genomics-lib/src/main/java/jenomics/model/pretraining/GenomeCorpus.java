package jenomics.model.pretraining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenomics.io.Fasta;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;

/**
 * Genomes to learn from, with whole chromosomes held out of all of them alike: related genomes are alike, so a
 * chromosome held out of one only would be seen in another.
 */
final class GenomeCorpus {
    /** Bases are kept as 0 to 3 in the order A, T, C, G; anything else is 4. */
    static final byte UNKNOWN = 4;

    /** One chromosome: where it is from and its bases as codes. */
    record Chromosome(String genome, String name, byte[] codes) {}

    private static final Set<String> MITOCHONDRIAL = Set.of("mt", "mito", "m", "mitochondrion");

    private final List<Chromosome> training = new ArrayList<>();
    private final List<Chromosome> validation = new ArrayList<>();
    private final List<Chromosome> test = new ArrayList<>();
    private final Map<String, Fingerprint> files = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    private GenomeCorpus() {}

    /**
     * Reads every FASTA file of a folder, in the order of their names.
     *
     * @param testNames chromosomes nothing is learned from, without "chr": {@code VIII}
     * @param validationNames chromosomes the loss is watched on
     */
    static GenomeCorpus read(Path folder, Set<String> testNames, Set<String> validationNames) {
        var corpus = new GenomeCorpus();
        for (var file : fastaFiles(folder)) {
            corpus.add(file, testNames, validationNames);
        }
        if (corpus.training.isEmpty()) {
            throw new GenomicsException(
                    "None of the FASTA files in " + folder + " has the chromosomes " + testNames + " and "
                            + validationNames + " to hold out.",
                    Map.of("folder", folder.toString()));
        }
        return corpus;
    }

    private void add(Path file, Set<String> testNames, Set<String> validationNames) {
        String genome = file.getFileName().toString().replaceFirst("\\.(fa|fna|fasta)(\\.gz)?$", "");
        var chromosomes = new ArrayList<Chromosome>();
        Fasta.reader()
                .forEach(
                        file,
                        record -> chromosomes.add(
                                new Chromosome(genome, record.id().replaceFirst("^chr", ""), codes(record.bases()))));
        var names = chromosomes.stream().map(Chromosome::name).toList();
        if (!names.containsAll(testNames) || !names.containsAll(validationNames)) {
            leftOut.add(genome + " (no chromosomes " + testNames + " to hold out)");
            return;
        }
        files.put(file.getFileName().toString(), Fingerprint.ofFile(file));
        for (var chromosome : chromosomes) {
            if (testNames.contains(chromosome.name())) {
                test.add(chromosome);
            } else if (validationNames.contains(chromosome.name())) {
                validation.add(chromosome);
            } else if (MITOCHONDRIAL.contains(chromosome.name().toLowerCase(java.util.Locale.ROOT))) {
                leftOut.add(genome + " " + chromosome.name() + " (mitochondrial)");
            } else {
                training.add(chromosome);
            }
        }
    }

    private static List<Path> fastaFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new GenomicsException(
                    "There is no folder of genomes " + folder + ".", Map.of("folder", folder.toString()));
        }
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(".*\\.(fa|fna|fasta)(\\.gz)?"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the genomes in " + folder, e);
        }
    }

    static byte[] codes(String bases) {
        byte[] codes = new byte[bases.length()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) code(bases.charAt(i));
        }
        return codes;
    }

    private static int code(char base) {
        return switch (base) {
            case 'A' -> 0;
            case 'T' -> 1;
            case 'C' -> 2;
            case 'G' -> 3;
            default -> UNKNOWN;
        };
    }

    List<Chromosome> training() {
        return training;
    }

    List<Chromosome> validation() {
        return validation;
    }

    List<Chromosome> test() {
        return test;
    }

    /** File name to SHA-256 of every genome used. */
    Map<String, Fingerprint> files() {
        return files;
    }

    /** What was read and not used, and why. */
    List<String> leftOut() {
        return leftOut;
    }

    static long basePairs(List<Chromosome> chromosomes) {
        return chromosomes.stream().mapToLong(c -> c.codes().length).sum();
    }

    /** A stretch of a chromosome that may begin anywhere, on either strand; free of unknown bases. */
    static final class Windows {
        private final List<Chromosome> chromosomes;
        private final long[] ends;
        private final int lengthBp;

        Windows(List<Chromosome> chromosomes, int lengthBp) {
            this.chromosomes = chromosomes;
            this.lengthBp = lengthBp;
            ends = new long[chromosomes.size()];
            long total = 0;
            for (int i = 0; i < ends.length; i++) {
                total += Math.max(0, chromosomes.get(i).codes().length - lengthBp + 1);
                ends[i] = total;
            }
            if (chromosomes.stream().noneMatch(this::hasWindow)) {
                throw new GenomicsException(
                        "None of the chromosomes "
                                + chromosomes.stream().map(Chromosome::name).toList() + " has " + lengthBp
                                + " known bases in a row, which is one window. Take fewer --tokens.",
                        Map.of("window", lengthBp));
            }
        }

        private boolean hasWindow(Chromosome chromosome) {
            int inARow = 0;
            for (byte code : chromosome.codes()) {
                inARow = code == UNKNOWN ? 0 : inARow + 1;
                if (inARow == lengthBp) {
                    return true;
                }
            }
            return false;
        }

        /** The codes of one window, uniformly over all places; on the reverse strand half of the time. */
        byte[] draw(java.util.SplittableRandom random) {
            while (true) {
                long place = random.nextLong(ends[ends.length - 1]);
                int i = Arrays.binarySearch(ends, place + 1);
                i = i < 0 ? -i - 1 : i;
                int from = (int) (place - (i == 0 ? 0 : ends[i - 1]));
                var window = Arrays.copyOfRange(chromosomes.get(i).codes(), from, from + lengthBp);
                boolean reverse = random.nextBoolean();
                if (known(window)) {
                    return reverse ? reverseComplement(window) : window;
                }
            }
        }
    }

    static boolean known(byte[] codes) {
        for (byte code : codes) {
            if (code == UNKNOWN) {
                return false;
            }
        }
        return true;
    }

    /** A (0) and T (1), C (2) and G (3) change places. */
    static byte[] reverseComplement(byte[] codes) {
        byte[] reversed = new byte[codes.length];
        for (int i = 0; i < codes.length; i++) {
            reversed[codes.length - 1 - i] = codes[i] == UNKNOWN ? UNKNOWN : (byte) (codes[i] ^ 1);
        }
        return reversed;
    }
}
