package jenomics.fusion.network;

import java.util.Arrays;
import jenomics.nn.Network;
import jenomics.provenance.Seed;

/** What weights begin with. */
final class Initial {
    private Initial() {}

    /** A linear module [out, in] as torch begins it: weights and biases uniform within 1/√in (He et al. 2015). */
    static void linear(Network net, String module, int in, int out, Seed seed) {
        double bound = 1 / Math.sqrt(in);
        uniform(net, module + ".weight", bound, seed, out, in);
        uniform(net, module + ".bias", bound, seed, out);
    }

    /** A linear module with normal weights of variance 2/(in + out) (Glorot and Bengio 2010) and no bias to begin with. */
    static void xavier(Network net, String module, int in, int out, Seed seed) {
        normal(net, module + ".weight", Math.sqrt(2.0 / (in + out)), seed, out, in);
        constant(net, module + ".bias", 0, out);
    }

    static void layerNorm(Network net, String module, int width) {
        constant(net, module + ".weight", 1, width);
        constant(net, module + ".bias", 0, width);
    }

    static void uniform(Network net, String name, double bound, Seed seed, long... shape) {
        var random = seed.part(name).random();
        float[] values = new float[size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
        }
        net.put(name, net.scope().floats(values, shape));
    }

    static void normal(Network net, String name, double deviation, Seed seed, long... shape) {
        var random = seed.part(name).random();
        float[] values = new float[size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        net.put(name, net.scope().floats(values, shape));
    }

    static void constant(Network net, String name, double value, long... shape) {
        float[] values = new float[size(shape)];
        Arrays.fill(values, (float) value);
        net.put(name, net.scope().floats(values, shape));
    }

    private static int size(long[] shape) {
        return (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
