package jenomics.model.tuning;

import java.util.List;
import java.util.Map;
import jenomics.model.architecture.Architecture;
import jenomics.nn.Network;
import jenomics.nn.Parameter;
import jenomics.provenance.Seed;

/** The encoder stays as it is; only the head learns (a linear probe). */
public record HeadOnly() implements Tuning {
    @Override
    public String name() {
        return "frozen encoder";
    }

    @Override
    public List<Parameter> attach(Network net, Architecture architecture, double weightDecay, Seed seed) {
        return List.of();
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("method", name());
    }
}
