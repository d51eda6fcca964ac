package jenomics.kernel.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/** The signatures of what came, on whatever socket: a message that comes again is somebody's recording. */
final class KnownSignatures {
    private static final int REMEMBERED = 1 << 16;

    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** True the first time. */
    synchronized boolean isNew(String signature) {
        return seen.put(signature, true) == null;
    }
}
