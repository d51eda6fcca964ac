package jenomics.nn;

import static jenomics.nn.GradientsTest.shape;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import jenomics.nn.GradientsTest.Case;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The ops of networks on layers: gradients against finite differences, and numbers worked out by hand. */
class FusionOpsTest {

    private static List<Case> cases(Scope scope) {
        var classes = scope.longs(new long[] {0, 2, 1}, 3);
        var three = scope.floats(new float[] {0.5f, 2, 1}, 3);
        var here = scope.floats(new float[] {1, 0, 1}, 3);
        var present = scope.floats(new float[] {1, 1, 0, 1, 1, 0}, 3, 2);
        var noise = scope.floats(GradientsTest.normal(1, 6), 3, 2);
        var alleles = scope.floats(new float[] {0, 1, 2, 2, 0, 1}, 3, 2);
        var counts = scope.floats(new float[] {0, 5, 2, 1, 3, 0, 7, 2, 4}, 3, 3);
        var totals = scope.floats(new float[] {7, 4, 13}, 3, 1);
        var source = scope.longs(new long[] {0, 1, 2, 1, 0}, 5);
        var target = scope.longs(new long[] {1, 0, 1, 1, 2}, 5);
        var weights = scope.floats(new float[] {0.5f, 2, 1, 0.3f, 1.5f}, 5);
        var places = scope.longs(new long[] {0, 3, 4, 2}, 2, 2);
        var hot = scope.floats(new float[] {1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0}, 2, 6);
        return List.of(
                new Case("relu", x -> Ops.call("relu", x.get(0)), shape(3, 2)),
                new Case("leaky_relu", x -> Ops.call("leaky_relu", x.get(0), 0.25), shape(3, 2)),
                new Case("concatenate", x -> Ops.call("concatenate", x, -1), shape(3, 2), shape(3, 4)),
                new Case(
                        "matrix_product",
                        x -> Ops.call("matrix_product", x.get(0), x.get(1)),
                        shape(3, 2),
                        shape(2, 4)),
                new Case("flatten", x -> Ops.call("flatten", x.get(0)), shape(2, 3, 2)),
                new Case("as_channel", x -> Ops.call("as_channel", x.get(0)), shape(2, 3)),
                new Case(
                        "feature_conv",
                        x -> Ops.call("feature_conv", x.get(0), x.get(1), x.get(2), 2),
                        shape(2, 1, 8),
                        shape(3, 1, 3),
                        shape(3)),
                new Case(
                        "weighted_cross_entropy",
                        x -> Ops.call("weighted_cross_entropy", x.get(0), classes, three),
                        shape(3, 3)),
                new Case("outer_views", x -> Ops.call("outer_views", x), shape(2, 3), shape(2, 3), shape(2, 3)),
                new Case("gaussian_kl", x -> Ops.call("gaussian_kl", x.get(0), x.get(1)), shape(3, 2), shape(3, 2)),
                new Case("at_random", x -> Ops.call("at_random", x.get(0), x.get(1), noise), shape(3, 2), shape(3, 2)),
                new Case(
                        "expert_product",
                        x -> Ops.callAll("expert_product", x.subList(0, 2), x.subList(2, 4), present)[0],
                        shape(3, 2),
                        shape(3, 2),
                        shape(3, 2),
                        shape(3, 2)),
                new Case(
                        "expert_product",
                        x -> Ops.callAll("expert_product", List.of(noise, noise), x, present)[1],
                        shape(3, 2),
                        shape(3, 2)),
                new Case(
                        "gaussian_loss",
                        x -> Ops.call("gaussian_loss", noise, x.get(0), x.get(1)),
                        shape(3, 2),
                        shape(2)),
                new Case("binomial_loss", x -> Ops.call("binomial_loss", alleles, x.get(0), 2.0), shape(3, 2)),
                new Case("poisson_loss", x -> Ops.call("poisson_loss", counts, x.get(0), totals), shape(3, 3)),
                new Case(
                        "negative_binomial_loss",
                        x -> Ops.call("negative_binomial_loss", counts, x.get(0), totals, x.get(1)),
                        shape(3, 3),
                        shape(3)),
                new Case("mean_over", x -> Ops.call("mean_over", x.get(0), here), shape(3)),
                new Case(
                        "squared_distance",
                        x -> Ops.call("squared_distance", x.get(0), x.get(1)),
                        shape(3, 2),
                        shape(3, 2)),
                new Case(
                        "contraction",
                        x -> Ops.call("contraction", Ops.call("sigmoid", x.get(0)), x.get(1)),
                        shape(3, 2),
                        shape(2, 4)),
                new Case("sparseness", x -> Ops.call("sparseness", Ops.call("sigmoid", x.get(0)), 0.1), shape(3, 2)),
                new Case(
                        "spread_messages",
                        x -> Ops.call("spread_messages", x.get(0), source, target, x.get(1)),
                        shape(2, 3, 2),
                        shape(5)),
                new Case(
                        "spread_messages",
                        x -> Ops.call("spread_messages", x.get(0), source, target, weights),
                        shape(2, 3, 2)),
                new Case(
                        "edge_attention",
                        x -> Ops.call("edge_attention", x.get(0), source, target, x.get(1), x.get(2)),
                        shape(2, 3, 2),
                        shape(2),
                        shape(2)),
                new Case("grouped_features", x -> Ops.call("grouped_features", x.get(0), places), shape(2, 4)),
                new Case(
                        "group_projection",
                        x -> Ops.call("group_projection", x.get(0), x.get(1), x.get(2)),
                        shape(2, 3, 4),
                        shape(3, 4, 2),
                        shape(3, 2)),
                new Case("node", x -> Ops.call("node", x.get(0), 1), shape(2, 3, 2)),
                new Case("lead_with", x -> Ops.call("lead_with", x.get(0), x.get(1)), shape(2, 3, 4), shape(4)),
                new Case("genotype_loss", x -> Ops.call("genotype_loss", x.get(0), hot), shape(2, 6)));
    }

    @TestFactory
    Stream<DynamicTest> equalFiniteDifferences() {
        return GradientsTest.checks(FusionOpsTest::cases);
    }

    @Test
    void everyOpIsCovered() throws Exception {
        var covered = new TreeSet<String>();
        try (var scope = Scope.open()) {
            cases(scope).forEach(c -> covered.add(c.name()));
        }
        assertEquals(GradientsTest.defined("fusion.torchscript"), covered);
    }

    @Test
    void likelihoodsAreTheLogarithmsOfTheirDistributions() {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var told = scope.floats(new float[] {0, (float) Math.log(3)}, 1, 2); // shares 1/4 and 3/4
            var counts = scope.floats(new float[] {2, 6}, 1, 2);
            var total = scope.floats(new float[] {8}, 1, 1); // rates 2 and 6
            double poisson = 2 - 2 * Math.log(2) + Math.log(2) + 6 - 6 * Math.log(6) + Math.log(720);
            assertEquals(poisson, Ops.call("poisson_loss", counts, told, total).toFloatArray()[0], 1e-5);
            var size = scope.floats(new float[] {0, 0}, 2); // geometric: p(x) = (m/(m+1))^x / (m+1)
            double geometric = 2 * Math.log(3 / 2.0) + Math.log(3) + 6 * Math.log(7 / 6.0) + Math.log(7);
            assertEquals(
                    geometric,
                    Ops.call("negative_binomial_loss", counts, told, total, size)
                            .toFloatArray()[0],
                    1e-5);
            var x = scope.floats(new float[] {1, 0}, 1, 2);
            var mean = scope.floats(new float[] {0, 0}, 1, 2);
            var variance = scope.floats(new float[] {0, (float) Math.log(4)}, 2);
            double normal = 0.5 * (Math.log(2 * Math.PI) + 1) + 0.5 * (Math.log(2 * Math.PI) + Math.log(4));
            assertEquals(normal, Ops.call("gaussian_loss", x, mean, variance).toFloatArray()[0], 1e-5);
        }
    }

    @Test
    void expertsMultiplyWithThePriorAndTheAbsentSayNothing() {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var means = List.of(scope.floats(new float[] {3, 3}, 2, 1), scope.floats(new float[] {-1, -1}, 2, 1));
            float quarter = (float) Math.log(0.25); // precision 4
            var variances =
                    List.of(scope.floats(new float[] {0, 0}, 2, 1), scope.floats(new float[] {quarter, quarter}, 2, 1));
            var present = scope.floats(new float[] {1, 1, 1, 0}, 2, 2);
            var product = Ops.callAll("expert_product", means, variances, present);
            // prior 1, experts 1 and 4: precision 6, mean (3 - 4)/6; alone: precision 2, mean 3/2
            assertArrayEquals(new float[] {-1 / 6f, 1.5f}, product[0].toFloatArray(), 1e-6f);
            assertArrayEquals(
                    new float[] {(float) -Math.log(6), (float) -Math.log(2)}, product[1].toFloatArray(), 1e-6f);
        }
    }
}
