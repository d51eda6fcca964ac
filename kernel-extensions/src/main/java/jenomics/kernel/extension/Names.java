package jenomics.kernel.extension;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What classes and plain values are called, without what JShell and the compiler put around the name. */
final class Names {
    private static final List<Class<?>> KINDS = List.of(
            List.class,
            Set.class,
            Queue.class,
            Map.class,
            Collection.class,
            IntStream.class,
            LongStream.class,
            DoubleStream.class,
            Stream.class,
            Iterator.class);

    private Names() {}

    /** The name without its package; for a lambda or a nameless class what it is made of. */
    static String of(Class<?> type) {
        if (type.isHidden() && type.getInterfaces().length > 0) {
            return type.getInterfaces()[0].getSimpleName();
        }
        if (!type.isAnonymousClass()) {
            return type.getSimpleName();
        }
        return type.getInterfaces().length > 0 ? of(type.getInterfaces()[0]) : of(type.getSuperclass());
    }

    /** The kind of a collection, map, stream or iterator, whatever class of Java's libraries it is made of: {@code List}. */
    static String ofKind(Object value) {
        for (Class<?> kind : KINDS) {
            if (kind.isInstance(value)) {
                return kind.getSimpleName();
            }
        }
        return of(value.getClass());
    }

    /** What the value says of itself. Where its class says nothing but its name and number, the readable name. */
    static String text(Object value) {
        if (value == null) {
            return "null";
        }
        String text = value.toString();
        String plain = value.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(value));
        if (!plain.equals(text)) {
            return String.valueOf(text);
        }
        return value.getClass().isHidden()
                ? "a function (" + of(value.getClass()) + ")"
                : of(value.getClass()) + text.substring(text.lastIndexOf('@'));
    }
}
