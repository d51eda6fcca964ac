package jenomics.io;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.omics.SheetColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that anndata and h5py wrote (resources/golden/hdf5), and our own, read again by us and by anndata. */
class H5adTest {
    private static final float[][] X = {
        {3, 4, 4, 0, 0}, {1, 0, 2, 8, 0}, {0, 0, 0, 0, 4}, {1, 5, 7, 6, 2}, {0, 0, 8, 0, 0}, {5, 0, 7, 6, 6}
    };

    @TempDir
    Path folder;

    static Path golden(String name) {
        try {
            return Path.of(H5adTest.class.getResource("/golden/hdf5/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static float[][] times(float factor) {
        return Arrays.stream(X)
                .map(row -> {
                    float[] scaled = row.clone();
                    for (int i = 0; i < scaled.length; i++) {
                        scaled[i] *= factor;
                    }
                    return scaled;
                })
                .toArray(float[][]::new);
    }

    @Test
    void denseAndSparseMatricesAreTheSame() {
        assertArrayEquals(X, Omics.read(golden("dense.h5ad")).toArray());
        assertArrayEquals(X, Omics.read(golden("sparse.h5ad")).toArray());
        assertArrayEquals(
                times(2),
                Omics.reader()
                        .object("layers/counts")
                        .read(golden("sparse.h5ad"))
                        .toArray());
        assertArrayEquals(
                times(3),
                Omics.reader().object("layers/csc").read(golden("sparse.h5ad")).toArray());
        var layer = Omics.read(golden("sparse.h5ad"));
        assertEquals("sparse", layer.name());
        assertEquals("cell0", layer.id(0));
        assertEquals("ENSG4", layer.features().get(4));
    }

    @Test
    void everyKindOfColumnIsRead() {
        var sheet = H5ad.read(golden("sparse.h5ad")).sheet();
        assertEquals(List.of("age", "n", "type", "good", "who", "ni", "nb"), sheet.columnNames());
        assertEquals(
                Arrays.asList("1.5", null, "3", "4", "5", "6"),
                sheet.column("age").values());
        assertEquals(
                Arrays.asList("LumA", "Basal", null, "LumA", "Her2", "Basal"),
                sheet.column("type").values());
        assertEquals(
                List.of("LumA", "Basal", "Her2", "none"), sheet.column("type").levels());
        assertEquals(
                List.of("true", "false", "true", "true", "false", "true"),
                sheet.column("good").values());
        assertEquals(List.of("u", "v", "w", "x", "y", "z"), sheet.column("who").values());
        assertEquals(
                Arrays.asList("1", null, "3", "4", "5", "6"), sheet.column("ni").values());
        assertEquals(SheetColumn.Kind.NUMBER, sheet.column("ni").kind());
        assertEquals(
                Arrays.asList("true", null, "false", "true", "true", "false"),
                sheet.column("nb").values());
        var genes = H5ad.features(golden("sparse.h5ad").toString());
        assertEquals(List.of("feature", "symbol", "len"), genes.columnNames());
        assertEquals("G3", genes.row(3).getString("symbol"));
    }

    @Test
    void tenXGenomicsFileIsRead() {
        var layer = Omics.read(golden("tenx.h5"));
        assertArrayEquals(X, layer.toArray());
        assertEquals(List.of("A", "B (ENSG1)", "B (ENSG2)", "C", "D"), layer.features());
        assertEquals("AAAC-5", layer.id(5));
    }

    @Test
    void anyMatrixIsRead() {
        String plain = golden("plain.h5").toString();
        assertArrayEquals(new float[][] {{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10, 11}}, Hdf5.read(plain, "a/matrix"));
        assertArrayEquals(new float[][] {{1.5f}, {2.5f}}, Hdf5.read(plain, "list"));
        assertArrayEquals(new double[] {1.5, 2.5}, Hdf5.numbers(plain, "list"));
        assertEquals(2, Hdf5.read(golden("sparse.h5ad").toString(), "obsm/X_pca")[0].length);
        assertEquals(
                List.of("G0", "G1", "G2", "G3", "G4"),
                Hdf5.texts(golden("sparse.h5ad").toString(), "var/symbol"));
        assertTrue(Hdf5.contents(plain).text().startsWith("plain.h5 · 3 datasets"));
    }

    @Test
    void whatCannotBeReadIsSaidWithTheWayOn() throws IOException {
        assertTrue(refusal(() -> Omics.read(golden("lzf.h5ad")))
                .endsWith("is compressed with lzf, which is not read. Write the file anew with gzip, in Python:"
                        + " anndata.read_h5ad(\"lzf.h5ad\").write_h5ad(\"new.h5ad\", compression=\"gzip\")."));
        assertTrue(refusal(() -> Hdf5.read(golden("plain.h5"), "cube")).contains("has 3 axes: [2, 2, 2]"));
        assertTrue(refusal(() -> Hdf5.read(golden("plain.h5"), "none")).contains("has no dataset 'none'; it has"));
        assertTrue(refusal(() -> Hdf5.read(golden("sparse.h5ad"), "obs/who")).contains("holds no numbers but String"));
        assertTrue(refusal(() -> Omics.reader().object("counts").read(golden("sparse.h5ad")))
                .contains("has no 'counts'; matrices are X and [layers/counts, layers/csc]"));
        assertTrue(refusal(() -> Omics.read(golden("plain.h5"))).contains("is no AnnData file"));
        var text = Files.writeString(folder.resolve("text.h5ad"), "sample,a\n");
        assertTrue(refusal(() -> Omics.read(text)).contains("is no HDF5 file"));
        byte[] whole = Files.readAllBytes(golden("dense.h5ad"));
        var cut = Files.write(folder.resolve("cut.h5ad"), Arrays.copyOf(whole, whole.length / 2));
        assertTrue(refusal(() -> Omics.read(cut)).contains("cannot be read as HDF5"));
    }

    private Path written() {
        var layer = OmicsLayer.of("rna", List.of("a", "b\u00e9", "c"), List.of("g1", "g2"), new float[][] {
            {1, 2.5f}, {Float.NaN, 0}, {3, 4}
        });
        var sheet = SampleSheet.ofText(
                "id",
                List.of("a", "b\u00e9", "c"),
                List.of("age", "type", "note", "a/b"),
                List.of(
                        Arrays.asList("1.5", "LumA", null, "p1"),
                        Arrays.asList(null, null, "x <b>y</b>", "p2"),
                        Arrays.asList("3", "LumA", "=1+1", "p3")));
        return H5ad.write(layer.with(sheet), folder.resolve("out.h5ad"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var cohort = H5ad.read(written());
        assertArrayEquals(
                new float[][] {{1, 2.5f}, {Float.NaN, 0}, {3, 4}},
                cohort.layers().get(0).toArray());
        assertEquals(List.of("a", "b\u00e9", "c"), cohort.ids());
        assertEquals(List.of("age", "type", "note", "a_b"), cohort.attributes());
        assertEquals("x <b>y</b>", cohort.attribute(1, "note"));
        assertEquals(null, cohort.attribute(1, "age"));
        assertTrue(refusal(() ->
                        H5ad.write(cohort.with(cohort.layers().get(0).named("second")), folder.resolve("two.h5ad")))
                .startsWith("An AnnData file holds one layer; this cohort has [out, second]."));
        assertFalse(Files.exists(folder.resolve("two.h5ad")));
    }

    @Test
    void manyNamesAreWrittenAndReadAgain() {
        var names = IntStream.range(0, 70_000).mapToObj(i -> "feature" + i).toList();
        var layer = OmicsLayer.of("wide", List.of("a"), names, new float[1][70_000]);
        assertEquals(
                names,
                H5ad.read(H5ad.write(layer, folder.resolve("wide.h5ad")))
                        .layers()
                        .get(0)
                        .features());
    }

    @Test
    void anndataOpensWhatIsWritten() throws IOException, InterruptedException {
        String script = "import anndata\n"
                + "a = anndata.read_h5ad(r'" + written() + "')\n"
                + "print(a.shape, list(a.obs_names), list(a.obs.columns), list(a.obs['type']), a.X[0, 1], list(a.var_names))\n";
        var python = new ProcessBuilder("/usr/bin/python3", "-W", "ignore", "-c", script);
        python.redirectErrorStream(true).environment().remove("PYTHONPATH");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "skipped: no Python");
        var process = python.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assumeTrue(!said.contains("No module named"), "skipped: apt-get install python3-anndata");
        assertEquals(
                "(3, 2) ['a', 'b\u00e9', 'c'] ['age', 'type', 'note', 'a_b'] ['LumA', nan, 'LumA'] 2.5 ['g1', 'g2']",
                said.strip());
    }
}
