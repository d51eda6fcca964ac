package jenomics.kernel.extension;

/** What classes and plain values are called, without what JShell and the compiler put around the name. */
final class Names {
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
