package jenomics.kernel.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The first and the last of many: which are shown, and how many are left out between them.
 *
 * @param count how many there are
 * @param head how many of the first are shown
 * @param tail how many of the last are shown
 */
record Ends(int count, int head, int tail) {

    /** The first and last of so many, or all of them where they are few. */
    static Ends of(int count, int head, int tail) {
        return count <= head + tail ? new Ends(count, count, 0) : new Ends(count, head, tail);
    }

    int leftOut() {
        return count - head - tail;
    }

    /** What the function makes of each index shown; where some are left out, {@code gap} stands for them. */
    <T> List<T> map(IntFunction<? extends T> shown, T gap) {
        var all = new ArrayList<T>(head + tail + 1);
        for (int i = 0; i < head; i++) {
            all.add(shown.apply(i));
        }
        if (leftOut() > 0) {
            all.add(gap);
        }
        for (int i = count - tail; i < count; i++) {
            all.add(shown.apply(i));
        }
        return all;
    }
}
