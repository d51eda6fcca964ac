package jenomics.provenance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The one unchecked root of everything that goes wrong in Jenomics: a sentence a biologist can act on (who, where, what
 * was found, what was allowed, the way on) and the facts behind it, by name, for programs.
 */
public class GenomicsException extends RuntimeException {
    private final transient Map<String, Object> facts;

    public GenomicsException(String sentence) {
        this(sentence, Map.of(), null);
    }

    public GenomicsException(String sentence, Map<String, ?> facts) {
        this(sentence, facts, null);
    }

    public GenomicsException(String sentence, Throwable cause) {
        this(sentence, Map.of(), cause);
    }

    public GenomicsException(String sentence, Map<String, ?> facts, Throwable cause) {
        super(sentence, cause);
        this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** The facts behind the sentence, in the order they were given; never null. */
    public Map<String, Object> facts() {
        return facts == null ? Map.of() : facts;
    }
}
