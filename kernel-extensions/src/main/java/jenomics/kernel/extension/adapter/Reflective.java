package jenomics.kernel.extension.adapter;

import java.lang.reflect.Field;

/** What a foreign kernel has but does not offer: looked up by name, and null where it is not there. */
final class Reflective {
    private Reflective() {}

    static Object call(Object target, String method) {
        try {
            return target.getClass().getMethod(method).invoke(target);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    static Object field(Object target, String name) {
        try {
            Field field = target.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(target);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
