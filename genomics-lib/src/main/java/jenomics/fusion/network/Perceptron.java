package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * A multilayer perceptron over the features of all layers side by side: linear modules with ReLU and dropout between them.
 * A plan and a value.
 *
 * @param hidden the width of each hidden layer; 128, 32
 * @param dropout behind each hidden layer while training; 0.3
 * @param regime how it is trained
 */
public record Perceptron(List<Integer> hidden, double dropout, Regime regime) implements Estimator<MultiOmics> {

    public Perceptron {
        hidden = List.copyOf(hidden);
        if (hidden.stream().anyMatch(h -> h < 1) || !(dropout >= 0 && dropout < 1)) {
            throw new GenomicsException(
                    "A perceptron takes hidden layers of at least 1 unit and a dropout from 0 to below 1; found hidden "
                            + hidden + ", dropout " + dropout + ".",
                    Map.of("hidden", hidden, "dropout", dropout));
        }
    }

    static Perceptron standard() {
        return new Perceptron(List.of(128, 32), 0.3, Regime.standard());
    }

    /** The widths of the hidden layers; {@code new int[0]}: a linear model. */
    public Perceptron hidden(int... widths) {
        return new Perceptron(IntStream.of(widths).boxed().toList(), dropout, regime);
    }

    public Perceptron dropout(double value) {
        return new Perceptron(hidden, value, regime);
    }

    /** Changes how it is trained: {@code .training(t -> t.networks(5))}. */
    public Perceptron training(UnaryOperator<Regime> change) {
        return new Perceptron(hidden, dropout, change.apply(regime));
    }

    @Override
    public String name() {
        return "perceptron";
    }

    @Override
    public NetworkFit fit(MultiOmics train, Task task, Seed seed) {
        return NetworkFit.of(new Wires(this), regime, train, task, seed);
    }

    /** The modules in a row. */
    private record Wires(Perceptron plan) implements Wiring {
        @Override
        public String name() {
            return plan.name();
        }

        @Override
        public void begin(Network net, Features features, int outputs, Seed seed) {
            var widths = new ArrayList<>(plan.hidden());
            widths.add(0, features.width());
            widths.add(outputs);
            for (int i = 0; i + 1 < widths.size(); i++) {
                Initial.linear(net, "layer." + i, widths.get(i), widths.get(i + 1), seed);
            }
        }

        @Override
        public NDArray scores(Network net, Features features, Inputs inputs, Chance chance) {
            var x = inputs.values(); // [n, features]
            int last = plan.hidden().size();
            for (int i = 0; i < last; i++) {
                x = chance.drop(Ops.call("relu", net.linear("layer." + i, x)), plan.dropout());
            }
            return net.linear("layer." + last, x); // [n, outputs]
        }
    }
}
