package jenomics.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenomics.bench.Bench;
import jenomics.bench.Standing;
import jenomics.classic.Classic;
import jenomics.fusion.network.Networks;
import jenomics.io.Omics;
import jenomics.learn.Estimator;
import jenomics.learn.Metric;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set in MOGONET's file layout loads with one call and runs every way of fusing in one bench. */
class MogonetLayoutTest {
    private static final int TRAIN = 80;

    @TempDir
    Path folder;

    /** Headerless files, views 1 to 3, training and test samples apart, labels 0 to 2. */
    private void write(MultiOmics cohort) throws IOException {
        for (int view = 1; view <= 3; view++) {
            var layer = cohort.layers().get(view - 1);
            var train = new ArrayList<String>();
            var test = new ArrayList<String>();
            for (int i = 0; i < cohort.size(); i++) {
                var row = new ArrayList<String>();
                for (float value : layer.row(i)) {
                    row.add(Float.toString(value));
                }
                (i < TRAIN ? train : test).add(String.join(",", row));
            }
            Files.write(folder.resolve(view + "_tr.csv"), train);
            Files.write(folder.resolve(view + "_te.csv"), test);
            Files.write(folder.resolve(view + "_featname.csv"), layer.features());
        }
        var train = new ArrayList<String>();
        var test = new ArrayList<String>();
        for (int i = 0; i < cohort.size(); i++) {
            (i < TRAIN ? train : test).add("ABC".indexOf(cohort.attribute(i, "class")) + ".0");
        }
        Files.write(folder.resolve("labels_tr.csv"), train);
        Files.write(folder.resolve("labels_te.csv"), test);
    }

    private static Map<String, Estimator<MultiOmics>> ways() {
        var plsDa = Fusion.plsDa().distance(ClassDistance.CENTROIDS);
        var ways = new LinkedHashMap<String, Estimator<MultiOmics>>();
        for (var way : List.of(
                Fusion.concatenation().then(Classic.logistic()),
                plsDa,
                Fusion.diablo(),
                Fusion.late(Classic.logistic()).mean(),
                Fusion.late(Classic.logistic()).weighted(),
                Fusion.late(Classic.logistic()).stacked(),
                Fusion.kernels().learner(),
                Fusion.snf().then(plsDa),
                Fusion.snf().labelPropagation(),
                Fusion.mofa().factors(5).then(Classic.logistic()),
                Fusion.vae().training(t -> t.epochs(20)).then(Classic.logistic()),
                Fusion.mogonet().training(t -> t.epochs(30)),
                Fusion.mogonet().faithful().pretraining(10).training(t -> t.epochs(30)),
                Networks.transformer().training(t -> t.epochs(5)))) {
            ways.put(way.name(), way);
        }
        return ways;
    }

    @Test
    void everyWayRunsInOneBench() throws IOException {
        write(Shared.of(120, 20, 0.7, 9).cohort());
        var cohort = Omics.mogonet(folder, "mRNA", "methylation", "miRNA");
        assertEquals(List.of("mRNA", "methylation", "miRNA"), cohort.layerNames());
        var bench = Bench.on(cohort, Task.multiclass("label"))
                .holdOut(Split.of(cohort).given("part"));
        for (var way : ways().entrySet()) {
            bench = bench.enter(way.getKey(), way.getValue());
        }
        var result = bench.run();
        assertEquals(
                ways().keySet(), result.standings().stream().map(Standing::name).collect(Collectors.toSet()));
        for (var name : ways().keySet()) {
            var accuracy = result.score(name, Metric.ACCURACY);
            assertTrue(accuracy.low() <= accuracy.value() && accuracy.value() <= accuracy.high(), name);
            assertTrue(accuracy.low() < accuracy.high() || accuracy.value() == 1, name + ": " + accuracy);
            assertEquals(List.of(), result.failures(name), name);
        }
        assertTrue(result.verdict().contains("concatenation + "), result.verdict());
        var together = ways().entrySet().stream()
                .filter(way -> way.getValue().transductive())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertTrue(together.contains("MOGONET as published") && !together.contains("MOGONET"), together.toString());
        assertEquals(
                together,
                result.standings().stream()
                        .filter(Standing::transductive)
                        .map(Standing::name)
                        .collect(Collectors.toSet()));
        assertTrue(
                result.toString()
                        .lines()
                        .anyMatch(l -> l.contains("MOGONET as published") && l.contains("transductive")),
                result.toString());
    }
}
