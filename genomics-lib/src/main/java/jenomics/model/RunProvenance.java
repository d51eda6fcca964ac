package jenomics.model;

import java.util.List;
import java.util.Locale;
import jenomics.nn.Torch;
import jenomics.provenance.Provenance;

/** What is needed to do a run again. */
record RunProvenance(Run run) {

    Provenance provenance() {
        var plan = run.plan();
        var fit = run.fit();
        var facts = Provenance.here()
                .with("torch", Torch.version())
                .with("device", Torch.deviceName())
                .with("torch threads", Torch.threads())
                .with("model", plan.model().address())
                .with("model weights (SHA-256)", plan.model().fingerprint().sha256());
        if (plan.model().randomSeed() != null) {
            facts = facts.with("random weights from seed", plan.model().randomSeed());
        }
        facts = facts.with("task", run.task().toString());
        for (var group :
                List.of(fit.split(), plan.tuning().facts(), plan.training().facts(), plan.extras())) {
            for (var fact : group.entrySet()) {
                facts = facts.with(fact.getKey(), fact.getValue());
            }
        }
        if (!fit.resumed().isEmpty()) {
            facts = facts.with("taken up again after steps", fit.resumed());
        }
        if (!fit.memory().isEmpty()) {
            facts = facts.with("for want of memory", fit.memory());
        }
        if (!fit.frozen().why().isEmpty()) {
            facts = facts.with("frozen weights held in", fit.frozen().toString());
        }
        return facts.with("pooling", plan.pooling().toString().toLowerCase(Locale.ROOT))
                .with("best epoch by", "validation " + plan.watched())
                .with("parameters trained", fit.trained())
                .with("interrupted", fit.interrupted());
    }
}
