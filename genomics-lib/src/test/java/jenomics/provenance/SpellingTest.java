package jenomics.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void lettersArePutInTakenOutChangedAndSwapped() {
        assertEquals(0, Spelling.distance("promoter", "promoter"));
        assertEquals(1, Spelling.distance("promoter", "promotor"));
        assertEquals(1, Spelling.distance("promoter", "prmoter"));
        assertEquals(1, Spelling.distance("promoter", "promoteer"));
        assertEquals(1, Spelling.distance("promoter", "rpomoter"));
        assertEquals(3, Spelling.distance("kitten", "sitting"));
        assertEquals(4, Spelling.distance("", "exon"));
    }

    @Test
    void theNearestNameIsMeantUnlessNoneIsNear() {
        var names = List.of("promoter", "enhancer", "Gene");
        assertEquals(Optional.of("promoter"), Spelling.nearest("Promotor", names));
        assertEquals(Optional.of("Gene"), Spelling.nearest("gen", names));
        assertEquals(Optional.empty(), Spelling.nearest("chromosome", names));
        assertEquals(Optional.empty(), Spelling.nearest("x", List.of()));
    }
}
