package jenomics.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import jenomics.classic.DecisionTree;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.testing.GoldenTable;
import org.junit.jupiter.api.Test;

/** Values of shap 0.51.0 for one tree and for a forest of five, to 1e-6. */
class ShapGoldenTest {
    private static final double TOLERANCE = 1e-6;

    private static JsonNode json(String name) throws IOException {
        try (var file = ShapGoldenTest.class.getResourceAsStream("/golden/omics/shap/" + name + ".json")) {
            return new ObjectMapper().readTree(file);
        }
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static int[] whole(JsonNode array) {
        return Arrays.stream(numbers(array)).mapToInt(d -> (int) d).toArray();
    }

    private static List<DecisionTree> trees(String which) throws IOException {
        var node = json("trees").get(which);
        var trees = new ArrayList<DecisionTree>();
        for (var tree : node.isArray() ? node : List.of(node)) {
            double[][] value = Arrays.stream(numbers(tree.get("value")))
                    .mapToObj(v -> new double[] {v})
                    .toArray(double[][]::new);
            trees.add(new DecisionTree(
                    whole(tree.get("feature")),
                    numbers(tree.get("threshold")),
                    whole(tree.get("children_left")),
                    whole(tree.get("children_right")),
                    value,
                    numbers(tree.get("weighted_n_node_samples"))));
        }
        return trees;
    }

    private static float[][] samples() {
        return Arrays.stream(GoldenTable.omics("shap/input.csv").matrix(0))
                .map(row -> {
                    float[] sample = new float[5];
                    for (int f = 0; f < 5; f++) {
                        sample[f] = (float) row[f];
                    }
                    return sample;
                })
                .toArray(float[][]::new);
    }

    private static void assertEach(String golden, IntFunction<double[]> found) {
        double[][] expected = GoldenTable.omics("shap/" + golden + ".csv").matrix(0);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found.apply(i), TOLERANCE, golden + ", sample " + i);
        }
    }

    @Test
    void pathDependentValuesAreThoseOfShap() throws IOException {
        float[][] samples = samples();
        for (String which : List.of("tree", "forest")) {
            var trees = trees(which);
            assertEach(which + "_path_dependent", i -> {
                double[][] phi = new double[1][5];
                TreeShap.add(trees, samples[i], phi);
                return phi[0];
            });
            double base = json(which + "_summary").get("expected_value_path").asDouble();
            assertEquals(base, TreeShap.base(trees)[0], TOLERANCE);
        }
    }

    @Test
    void interventionalValuesAreThoseOfShap() throws IOException {
        float[][] samples = samples();
        float[][] background = Arrays.copyOf(samples, 20);
        for (String which : List.of("tree", "forest")) {
            var trees = trees(which);
            assertEach(which + "_interventional_bg20", i -> {
                double[][] phi = new double[1][5];
                InterventionalShap.add(trees, samples[i], background, phi);
                return phi[0];
            });
        }
    }

    @Test
    void interactionsAreThoseOfShap() throws IOException {
        float[][] samples = samples();
        for (String which : List.of("tree", "forest")) {
            var trees = trees(which);
            assertEach(
                    which + "_interactions_first5", i -> Arrays.stream(TreeShap.interactions(trees, samples[i], 0, 5))
                            .flatMapToDouble(Arrays::stream)
                            .toArray());
        }
    }

    @Test
    void kernelValuesWithAllSubsetsAreExact() throws IOException {
        float[][] samples = samples();
        var all = MultiOmics.of(OmicsLayer.of(
                "x",
                IntStream.range(0, 60).mapToObj(i -> "s" + i).toList(),
                List.of("a", "b", "c", "d", "e"),
                samples));
        var background = all.select(IntStream.range(0, 20).toArray());
        var first = all.select(IntStream.range(0, 8).toArray());
        var trees = trees("forest");
        Fitted<MultiOmics> forest = some -> {
            double[][] values = new double[some.size()][1];
            for (int i = 0; i < values.length; i++) {
                float[] row = some.layers().get(0).row(i);
                for (var tree : trees) {
                    values[i][0] += tree.value()[tree.leaf(row)][0] / trees.size();
                }
            }
            return new Predictions(Task.regression("y"), some.ids(), values);
        };
        var found = Shap.of(forest, first, background);
        assertEach("forest_kernel_full_first8", i -> found.values()[0][i]);
        assertEach("forest_exact_enumeration_first8", i -> found.values()[0][i]);
        double base =
                json("forest_summary").get("expected_value_interventional").asDouble();
        assertEquals(base, found.base()[0], TOLERANCE);
        var drawn = Shap.of(forest, first, background, KernelShap.standard().budget(24));
        for (int i = 0; i < 8; i++) {
            double sum = drawn.base()[0] + Arrays.stream(drawn.values()[0][i]).sum();
            assertEquals(forest.predict(first).values()[i][0], sum, 1e-9, "what is drawn adds up too");
        }
    }
}
