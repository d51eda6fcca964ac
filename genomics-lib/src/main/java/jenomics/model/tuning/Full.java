package jenomics.model.tuning;

import java.util.List;
import java.util.Map;
import jenomics.model.architecture.Architecture;
import jenomics.nn.Network;
import jenomics.nn.Parameter;
import jenomics.provenance.Seed;

/** Every weight of the encoder learns. */
public record Full() implements Tuning {
    @Override
    public String name() {
        return "full fine-tuning";
    }

    @Override
    public List<Parameter> attach(Network net, Architecture architecture, double weightDecay, Seed seed) {
        return architecture.encoderShapes().keySet().stream()
                .map(name -> {
                    var tensor = net.weight(name);
                    return new Parameter(name, tensor, tensor.getShape().dimension() == 2 ? weightDecay : 0, 1);
                })
                .toList();
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("method", name());
    }
}
