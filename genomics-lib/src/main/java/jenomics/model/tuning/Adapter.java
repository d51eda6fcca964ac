package jenomics.model.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.model.architecture.Architecture;
import jenomics.nn.Network;
import jenomics.nn.Parameter;
import jenomics.provenance.Seed;

/**
 * A tuning that leaves the pretrained matrices as they are and hangs small tensors on some modules. They lie in the
 * {@link Network} under the names PEFT gives them: the module's name and a suffix such as {@code .lora_A.weight}.
 */
public interface Adapter extends Tuning {

    /** Which of the base model's biases train with an adapter; PEFT's {@code bias}. */
    enum Biases {
        /** None of them. */
        NONE,
        /** Of the modules that carry an adapter. */
        ADAPTED,
        /** All of the encoder. */
        ALL
    }

    /**
     * The modules it goes to, in the network's order; an error that lists what there is if that is none.
     *
     * @param net a pooler between encoder and classifier counts if this has one; null: the encoder alone
     * @throws jenomics.provenance.GenomicsException if a target matches nothing
     */
    List<Site> sites(Architecture architecture, Network net);

    /** The modules of the encoder it goes to. */
    default List<Site> sites(Architecture architecture) {
        return sites(architecture, null);
    }

    /** The same with its targets spelled out, where they were left to the architecture. */
    Adapter settled(Architecture architecture);

    /** The tensors it adds to a module, by their full names, with their shapes. */
    Map<String, long[]> shapes(Site site);

    /** Puts the tensors it begins with into a network, without effect until {@link #hang}. */
    void begin(Network net, Site site, Seed seed);

    /** Makes a module use its tensors. */
    void hang(Network net, Site site);

    /** Works its tensors into the module's own weight [out, in] and bias [out], takes them off and frees them. */
    void merge(Network net, Site site);

    /** Which biases of the base model train along. */
    default Biases biases() {
        return Biases.NONE;
    }

    /** Weight decay of one of its tensors, where matrices have this. */
    default double decay(String tensor, double ofMatrices) {
        return ofMatrices;
    }

    /** Factor on the learning rate of one of its tensors. */
    default double rate(String tensor) {
        return 1;
    }

    @Override
    default void check(Architecture architecture) {
        sites(architecture);
    }

    @Override
    default List<Parameter> attach(Network net, Architecture architecture, double weightDecay, Seed seed) {
        for (var site : sites(architecture, net)) {
            begin(net, site, seed.part(site.module()));
            hang(net, site);
        }
        return parameters(net, architecture, weightDecay);
    }

    /** All that trains of an adapter that hangs on a network: its tensors, then the biases it opens. */
    default List<Parameter> parameters(Network net, Architecture architecture, double weightDecay) {
        var trained = new ArrayList<Parameter>();
        for (var site : sites(architecture, net)) {
            for (var name : shapes(site).keySet()) {
                trained.add(new Parameter(name, net.weight(name), decay(name, weightDecay), rate(name)));
            }
        }
        for (var name : openedBiases(architecture, net)) {
            trained.add(new Parameter(name, net.weight(name), 0, 1));
        }
        return trained;
    }

    /** The names of the base model's biases that train along. */
    default List<String> openedBiases(Architecture architecture, Network net) {
        return switch (biases()) {
            case NONE -> List.of();
            case ADAPTED ->
                sites(architecture, net).stream()
                        .filter(Site::bias)
                        .map(Site::biasName)
                        .toList();
            case ALL ->
                architecture.encoderShapes().keySet().stream()
                        .filter(name -> name.endsWith(".bias"))
                        .toList();
        };
    }

    /** Works a hanging adapter into the weights of a network. */
    default void merge(Network net, Architecture architecture) {
        sites(architecture, net).forEach(site -> merge(net, site));
    }
}
