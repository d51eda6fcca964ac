package jenomics.omics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import jenomics.genome.Variant;

/** A name of its own for each variant. */
final class VariantNames {
    private VariantNames() {}

    /** The identifier where no other variant has it, else chromosome, position and alleles, numbered if need be. */
    static List<String> of(List<Variant> variants) {
        var counts = new HashMap<String, Integer>();
        variants.forEach(v -> counts.merge(v.id(), 1, Integer::sum));
        var taken = new HashSet<String>();
        var names = new ArrayList<String>(variants.size());
        for (var variant : variants) {
            boolean own = !variant.id().isEmpty() && counts.get(variant.id()) == 1;
            String name = own ? variant.id() : variant.key();
            String distinct = name;
            for (int n = 2; !taken.add(distinct); n++) {
                distinct = name + "." + n;
            }
            names.add(distinct);
        }
        return names;
    }
}
