package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.omics.Scale;

/**
 * What came out of one file.
 *
 * @param layer the measurements
 * @param sheet what the file says of its samples; null if nothing
 */
record ReadLayer(OmicsLayer layer, SampleSheet sheet) {

    /** The layer with the name and the scale that were asked for, and remarks on how it was read. */
    static OmicsLayer finished(OmicsLayer raw, OmicsReader how, Path file, List<String> remarks) {
        var notes = new ArrayList<String>();
        notes.add("from " + file.getFileName());
        notes.addAll(remarks);
        var layer = raw.withNotes(notes);
        return how.scale() == Scale.UNKNOWN ? layer.withLikelyScale() : layer.withScale(how.scale());
    }

    MultiOmics cohort() {
        var cohort = MultiOmics.of(layer).withNotes(layer.notes());
        return sheet == null ? cohort : cohort.with(sheet);
    }
}
