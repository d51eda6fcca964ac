package jenomics.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import jenomics.classic.ElasticNet;
import jenomics.classic.ElasticNetPath;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;

/**
 * What {@code elastic_net_path.py} reads: {@code x.f32} (samples × features), {@code level.f64}, {@code high.f64} (1 for
 * yes), {@code paths.tsv} that lists the paths, and one file for each: strength, intercept and coefficients, row by row.
 * All numbers little endian.
 */
record ElasticNetFiles(Path folder) {

    static ElasticNetFiles write(Path folder, MultiOmics cohort) throws IOException {
        var files = new ElasticNetFiles(Files.createDirectories(folder));
        try (var out = Files.newOutputStream(folder.resolve("x.f32"))) {
            for (float[] row : cohort.layers().get(0).toArray()) {
                var bytes = ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(row);
                out.write(bytes.array());
            }
        }
        files.write("level.f64", column(cohort, "level"));
        files.write("high.f64", column(cohort, "high"));
        Files.writeString(folder.resolve("paths.tsv"), "name\ttask\talpha\tseconds\tfile\n");
        return files;
    }

    private static double[] column(MultiOmics cohort, String attribute) {
        return IntStream.range(0, cohort.size())
                .mapToObj(i -> cohort.attribute(i, attribute))
                .mapToDouble(v -> v.equals("yes") ? 1 : v.equals("no") ? 0 : Double.parseDouble(v))
                .toArray();
    }

    private void write(String name, double[] values) throws IOException {
        var bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        Files.write(
                folder.resolve(name), bytes.array(), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    void add(ElasticNet plan, Task task, ElasticNetPath path, double seconds) throws IOException {
        String name = plan.name() + ", " + task;
        String target = task.label();
        String file = plan.name().replace(' ', '-') + "-" + target + ".f64";
        int width = 2 + path.features().size();
        double[] rows = new double[path.size() * width];
        for (int m = 0; m < path.size(); m++) {
            rows[m * width] = path.lambdas()[m];
            rows[m * width + 1] = path.intercept(m, 0);
            System.arraycopy(path.coefficients(m, 0), 0, rows, m * width + 2, width - 2);
        }
        write(file, rows);
        Files.writeString(
                folder.resolve("paths.tsv"),
                String.join("\t", name, target, plan.alphas().get(0).toString(), Double.toString(seconds), file) + "\n",
                StandardOpenOption.APPEND);
    }
}
