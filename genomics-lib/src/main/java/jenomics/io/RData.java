package jenomics.io;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.RValue.Type;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;

/**
 * The objects of an R file: .rda and .RData (named ones) or .rds (one), versions 2 and 3, plain or packed by gzip, bzip2
 * or xz, as {@code save} and {@code saveRDS} write them. Data are read, code is not.
 *
 * <pre>{@code
 * var wheat = RData.read("wheat.RData");
 * wheat                                     // 4 objects: wheat.A, wheat.X ...
 * var markers = wheat.layer("wheat.X");
 * var folds = wheat.numbers("wheat.sets");
 * }</pre>
 *
 * <p>An object inside another is named with {@code $}: {@code "breast.TCGA$data.train$mirna"}; one without
 * a name by its place from 1: {@code "dataL$2"}.
 */
public final class RData implements Described {
    private static final int LISTED = 40;

    private final Path file;
    private final Map<String, RValue> objects;

    private RData(Path file, Map<String, RValue> objects) {
        this.file = file;
        this.objects = objects;
    }

    public static RData read(String path) {
        return read(DataFile.find(path));
    }

    public static RData read(Path path) {
        var place = DataFile.find(path);
        try (var in = new DataInputStream(Unpacked.open(place))) {
            byte[] magic = in.readNBytes(2);
            String two = new String(magic, StandardCharsets.ISO_8859_1);
            if (two.equals("RD")) {
                String rest = new String(in.readNBytes(5), StandardCharsets.ISO_8859_1);
                if (!rest.equals("X2\nX\n") && !rest.equals("X3\nX\n")) {
                    throw refusal(place, two + rest);
                }
                return new RData(place, named(new RParser(place, in).value()));
            }
            if (!two.equals("X\n")) {
                throw refusal(place, two);
            }
            return new RData(place, Map.of(LayerFile.stem(place), new RParser(place, in).value()));
        } catch (IOException e) {
            throw Unpacked.failure(place, e);
        }
    }

    private static Map<String, RValue> named(RValue pairs) {
        var objects = new LinkedHashMap<String, RValue>();
        var names = pairs.names();
        for (int i = 0; i < names.size(); i++) {
            objects.put(names.get(i), pairs.element(i));
        }
        return objects;
    }

    private static GenomicsException refusal(Path file, String begin) {
        boolean ascii = begin.startsWith("RDA") || begin.equals("A\n");
        return new GenomicsException(
                "'" + file + "' begins with '" + begin.strip().replaceAll("[^ -~]", "?") + "'"
                        + (ascii
                                ? ", R's text format, which is not read: save it without ascii = TRUE."
                                : "; R data begin with RDX2, RDX3 or X. Is it the file itself, not a page about it?"),
                Map.of("file", file.toString()));
    }

    Path file() {
        return file;
    }

    /** The names of the objects, in the order of the file. */
    public List<String> names() {
        return List.copyOf(objects.keySet());
    }

    /** A matrix of numbers or a data frame of numbers as a layer; which way it lies is detected and said. */
    public OmicsLayer layer(String object) {
        return new RMatrix(this, Omics.reader().object(object), n -> false)
                .read()
                .layer();
    }

    /** A data frame as a sample sheet, its lines named as in R, or by its first column of distinct texts. */
    public SampleSheet sheet(String object) {
        return RFrame.sheet(this, object);
    }

    /** A vector, factor or matrix of numbers, column after column; NaN where missing. */
    public double[] numbers(String object) {
        var value = value(object);
        if (!value.isNumbers()) {
            throw new GenomicsException(
                    "The object '" + object + "' of '" + file + "' is no numbers: " + value + ".",
                    Map.of("object", object));
        }
        double[] numbers = new double[value.length()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = value.number(i);
        }
        return numbers;
    }

    /** A vector or factor as texts; null where missing. */
    public List<String> texts(String object) {
        var value = value(object);
        if (value.type() != Type.TEXT && !value.isFactor() && !value.isNumbers()) {
            throw new GenomicsException(
                    "The object '" + object + "' of '" + file + "' has no texts: " + value + ".",
                    Map.of("object", object));
        }
        return value.texts();
    }

    RValue value(String path) {
        RValue whole = objects.get(path);
        if (whole != null) {
            return whole;
        }
        for (var object : objects.entrySet()) {
            if (path.startsWith(object.getKey() + "$")) {
                RValue inside =
                        inside(object.getValue(), path.substring(object.getKey().length() + 1));
                if (inside != null) {
                    return inside;
                }
            }
        }
        throw new GenomicsException(
                "'" + file + "' has no object '" + path + "'; it has " + String.join(", ", listing()) + ".",
                Map.of("file", file.toString(), "object", path));
    }

    private static RValue inside(RValue list, String path) {
        if (list.type() != Type.LIST) {
            return null;
        }
        for (int i = 0; i < list.length(); i++) {
            String name = label(list, i);
            if (path.equals(name)) {
                return list.element(i);
            }
            if (path.startsWith(name + "$")) {
                RValue found = inside(list.element(i), path.substring(name.length() + 1));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** The name of an element; its place from 1 where it has none. */
    private static String label(RValue list, int place) {
        var names = list.names();
        return place < names.size()
                        && names.get(place) != null
                        && !names.get(place).isEmpty()
                ? names.get(place)
                : Integer.toString(place + 1);
    }

    /** {@code 'wheat.X' (matrix of double, 599 × 1279)}, and so on. */
    List<String> listing() {
        var listing = new ArrayList<String>();
        all().forEach((name, value) -> listing.add("'" + name + "' (" + value + ")"));
        return listing.size() <= LISTED ? listing : listing.subList(0, LISTED);
    }

    /** All objects, those inside lists with their paths. */
    Map<String, RValue> all() {
        var all = new LinkedHashMap<String, RValue>();
        objects.forEach((name, value) -> add(name, value, all, 0));
        return all;
    }

    private static void add(String path, RValue value, Map<String, RValue> all, int depth) {
        all.put(path, value);
        if (value.type() == Type.LIST && !value.isFrame() && depth < 4) {
            for (int i = 0; i < value.length() && i < LISTED; i++) {
                add(path + "$" + label(value, i), value.element(i), all, depth + 1);
            }
        }
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        all().forEach((name, value) -> rows.add(List.of(name, value.toString())));
        return Description.of("R data · " + objects.size() + (objects.size() == 1 ? " object" : " objects") + " · "
                        + file.getFileName())
                .with("", List.of("object", "what it is"), rows.subList(0, Math.min(LISTED, rows.size())));
    }

    /** The summary; see {@link #describe}. */
    @Override
    public String toString() {
        return describe().text();
    }
}
