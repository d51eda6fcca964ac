package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.genome.Variant;
import jenomics.omics.Genotypes;

/** PLINK's genotypes as text: a line for each sample, two alleles for each variant of the {@code .map} file. */
final class PlinkPed {
    private static final int LONGEST_LINE = 1 << 29;
    private static final int FAMILY_COLUMNS = 6;
    /** Copies of the second allele seen, in place of which: nobody knows. */
    private static final byte UNKNOWN = -1;

    private final Path file;
    private final PlinkReader how;
    private final List<Place> places = new ArrayList<>();
    private final List<List<String>> people = new ArrayList<>();
    private final List<byte[]> rows = new ArrayList<>();

    /** A variant whose alleles come to light while reading. */
    private static final class Place {
        final String chromosome;
        final String id;
        final String position;
        final String where;
        final String[] alleles = new String[2];
        final long[] seen = new long[2];

        Place(List<String> words, String where) {
            this.chromosome = words.get(0);
            this.id = words.get(1);
            this.position = words.get(words.size() - 1);
            this.where = where;
        }

        /** Whether the second allele that was seen is A1: the rarer one, the later of the alphabet if as frequent. */
        boolean secondIsA1() {
            if (alleles[1] == null || seen[0] != seen[1]) {
                return alleles[1] == null || seen[1] < seen[0];
            }
            return alleles[1].compareTo(alleles[0]) > 0;
        }

        /** PLINK's 0 where only one, or none, was seen. */
        String allele(boolean second) {
            String allele = alleles[second ? 1 : 0];
            return allele == null ? "0" : allele;
        }
    }

    PlinkPed(Path file, PlinkReader how) {
        this.file = file;
        this.how = how;
    }

    Genotypes read() {
        var map = PlinkReader.beside(file, ".map");
        PlinkTables.each(map, (words, where) -> {
            if (words.size() != 3 && words.size() != 4) {
                throw PlinkTables.refusal(
                        map,
                        where,
                        "has " + words.size()
                                + " columns; a .map line has chromosome, identifier, centimorgans (or not)"
                                + " and base pair");
            }
            places.add(new Place(words, where));
        });
        try (var lines = new LineBytes(file, LONGEST_LINE)) {
            var words = new Words();
            while (lines.next()) {
                if (lines.length() > 0 && lines.bytes()[lines.from()] != '#') {
                    sample(words.of(lines), lines.where());
                }
            }
        }
        return genotypes(map);
    }

    private void sample(Words words, String where) {
        var person = new ArrayList<String>();
        while (person.size() < FAMILY_COLUMNS && words.next()) {
            person.add(words.word());
        }
        if (person.isEmpty()) {
            return;
        }
        PlinkTables.checkFamily(file, where, person.size());
        byte[] copies = new byte[places.size()];
        for (int v = 0; v < copies.length; v++) {
            copies[v] = copies(words, places.get(v), where);
        }
        if (words.next()) {
            throw PlinkTables.refusal(
                    file,
                    where,
                    "goes on after two alleles for each of the " + places.size() + " variants of the .map file");
        }
        people.add(person);
        rows.add(copies);
        Forecast.check(file, rows.size(), (places.size() + 3) / 4);
    }

    /** Copies of the second allele seen at this variant. */
    private byte copies(Words words, Place place, String where) {
        int one = allele(words, place, where);
        int other = allele(words, place, where);
        if (one < 0 || other < 0) {
            return UNKNOWN;
        }
        place.seen[one]++;
        place.seen[other]++;
        return (byte) (one + other);
    }

    private int allele(Words words, Place place, String where) {
        if (!words.next()) {
            throw PlinkTables.refusal(
                    file,
                    where,
                    "ends before the variant '" + place.id + "'; there are " + places.size() + " in the .map file");
        }
        if (words.is("0")) {
            return -1;
        }
        for (int a = 0; a < 2; a++) {
            if (place.alleles[a] == null) {
                place.alleles[a] = words.word();
            }
            if (words.is(place.alleles[a])) {
                return a;
            }
        }
        throw PlinkTables.refusal(
                file,
                where,
                "has the allele '" + words.word() + "' for the variant '" + place.id + "', which has '"
                        + place.alleles[0] + "' and '" + place.alleles[1] + "' already; variants have two");
    }

    private Genotypes genotypes(Path map) {
        var regions = new Regions(how.regions());
        var variants = new ArrayList<Variant>();
        var packed = new ArrayList<byte[]>();
        byte[] copies = new byte[rows.size()];
        for (int v : IntStream.range(0, places.size()).toArray()) {
            var place = places.get(v);
            boolean second = place.secondIsA1() != how.countsA2();
            var variant = PlinkTables.variant(
                    map,
                    place.where,
                    place.chromosome,
                    place.id,
                    place.position,
                    place.allele(second),
                    place.allele(!second));
            if (PlinkBed.wants(regions, variant)) {
                for (int s = 0; s < copies.length; s++) {
                    byte n = rows.get(s)[v];
                    copies[s] = n == UNKNOWN ? UNKNOWN : (byte) (second ? n : 2 - n);
                }
                variants.add(variant);
                packed.add(Genotypes.pack(copies));
            }
        }
        regions.check(file);
        var sheet = PlinkTables.sheet(people);
        var notes = List.of(
                "from " + file.getFileName() + ", .map",
                how.countsA2()
                        ? "copies of the commoner allele (A2) are counted"
                        : "copies of the rarer allele (A1) are counted");
        return Genotypes.owning(LayerFile.stem(file), sheet.ids(), variants, packed)
                .withNotes(notes)
                .with(sheet);
    }
}
