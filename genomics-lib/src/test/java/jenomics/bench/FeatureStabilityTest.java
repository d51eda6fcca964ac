package jenomics.bench;

import static jenomics.bench.BenchTest.message;
import static jenomics.bench.Points.YES_NO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

class FeatureStabilityTest {

    @Test
    void alwaysTheSameIsOne() {
        var same = FeatureStability.of("a", Collections.nCopies(5, List.of("x", "y")), 20);
        assertEquals(1, same.nogueira().value(), 1e-12);
        assertEquals(1, same.kuncheva(), 1e-12);
        assertEquals(5, same.frequencies().get("x"));
    }

    /** Of the same size both are the same measure (Nogueira, Sechidis and Brown 2018, theorem 6), here by hand. */
    @Test
    void byHand() {
        var two = FeatureStability.of("a", List.of(List.of("x", "y"), List.of("x", "z")), 10);
        double kuncheva = (1 * 10 - 4) / (2.0 * 8);
        assertEquals(kuncheva, two.kuncheva(), 1e-12);
        assertEquals(kuncheva, two.nogueira().value(), 1e-12);
    }

    @Test
    void chanceIsZero() {
        var random = Seed.of(3).random();
        var selections = new ArrayList<List<String>>();
        for (int s = 0; s < 200; s++) {
            int[] order = new int[50];
            java.util.Arrays.setAll(order, i -> i);
            Shuffling.shuffle(order, random);
            selections.add(java.util.Arrays.stream(order)
                    .limit(10)
                    .mapToObj(i -> "f" + i)
                    .toList());
        }
        var chance = FeatureStability.of("a", selections, 50);
        assertEquals(0, chance.nogueira().value(), 0.02);
        assertTrue(chance.nogueira().low() < 0.02 && chance.nogueira().high() > -0.02, chance::toString);
    }

    @Test
    void ofABenchmark() {
        var samples = Points.twoClasses(80, 40, 3, 1.5, 1);
        var result = Bench.on(samples, YES_NO)
                .kFold(5)
                .enter("few", new Centroids(0.6))
                .run();
        var stability = result.stability("few");
        assertTrue(stability.nogueira().value() > 0.5, stability::toString);
        assertTrue(stability.toString().startsWith("few · stability "), stability::toString);
        assertEquals(
                "'all' selects nothing: it uses all of 40 features in every fold. Stability is for methods that choose"
                        + " some, such as an elastic net or a selection before the model.",
                message(() -> Bench.on(samples, YES_NO)
                        .kFold(5)
                        .enter("all", new Centroids(0))
                        .run()
                        .stability("all")));
        assertEquals(
                "'coin' does not say what its features count for: there is no selection to compare.",
                message(() -> Bench.on(samples, YES_NO)
                        .kFold(5)
                        .enter("coin", Centroids.coin())
                        .run()
                        .stability("coin")));
        var selected = Bench.on(samples.selecting(3), YES_NO)
                .kFold(5)
                .enter("all", new Centroids(0))
                .run();
        assertEquals(40, selected.stability("all", 40).features());
    }
}
