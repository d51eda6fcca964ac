package jenomics.kernel;

import java.lang.reflect.InvocationTargetException;

/**
 * A Jupyter server starts this with the connection file as its one argument. Compiled for Java 8, alone of all classes:
 * an old Java, or one without JShell, gets a sentence that says so and not a {@code LinkageError}.
 */
public final class KernelMain {
    private static final int OLDEST_JAVA = 17;
    private static final int BAD_START = 2;

    private KernelMain() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        String refusal = refusal(System.getProperty("java.specification.version"), hasJShell());
        if (refusal != null) {
            System.err.println("[jenomics kernel] " + refusal + " Found: Java " + System.getProperty("java.version")
                    + " in " + System.getProperty("java.home") + ".");
            System.exit(BAD_START);
        }
        try {
            Class.forName("jenomics.kernel.KernelServer")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the kernel could not start", e.getCause());
        }
    }

    /** Why this Java will not do; null if it will. */
    static String refusal(String specification, boolean jshell) {
        String feature = specification.startsWith("1.") ? specification.substring(2) : specification;
        if (Integer.parseInt(feature) < OLDEST_JAVA) {
            return "This kernel needs a JDK from " + OLDEST_JAVA + " on. Install one, set JAVA_HOME to it, and install"
                    + " the kernel again: ./lab kernel install.";
        }
        if (!jshell) {
            return "This Java lacks the module jdk.jshell, with which cells are compiled: it is a JRE or a small image"
                    + " made by jlink. A whole JDK has it (Debian: openjdk-17-jdk-headless).";
        }
        return null;
    }

    private static boolean hasJShell() {
        try {
            Class.forName("jdk.jshell.JShell");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
