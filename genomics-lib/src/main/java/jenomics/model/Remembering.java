package jenomics.model;

import java.util.Map;
import jenomics.provenance.GenomicsException;

/** What holds an encoder back from forgetting what it was pretrained on while it learns a task. Part of a plan. */
public sealed interface Remembering permits Ewc, Rehearsal {

    /** Short, for summaries: "EWC". */
    String name();

    /** The options by name, for provenance. */
    Map<String, Object> facts();

    /** Fails early where it does not go together with the rest of a plan. */
    void check(FineTune plan);

    /** Fails where a plan's checkpoint cannot say which tokens are likely. */
    static void needsLanguageHead(String name, FineTune plan) {
        var checkpoint = plan.model().checkpoint();
        if (checkpoint.tokenizer().maskId() < 0
                || checkpoint.architecture().languageShapes().isEmpty()
                || !checkpoint.inventory().language()) {
            throw new GenomicsException(
                    name + " goes on with masked-language modelling, for which "
                            + plan.model().id() + " has no mask token or no language head.",
                    Map.of("model", plan.model().id()));
        }
    }
}
