package jenomics.kernel.magic;

import jenomics.provenance.Described;
import jenomics.provenance.Description;

/** What a magic has to show. */
record Shown(Description describe) implements Described {
    @Override
    public String toString() {
        return describe.text();
    }
}
