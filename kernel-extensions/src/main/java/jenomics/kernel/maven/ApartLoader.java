package jenomics.kernel.maven;

import java.net.URL;
import java.net.URLClassLoader;

/** Asks its own jars first; shares only Java, the kernel's own classes and the logging door. */
final class ApartLoader extends URLClassLoader {
    private static final String OURS = "jenomics.";
    private static final String APART = "jenomics.kernel.maven.mima.";

    ApartLoader(URL[] urls, ClassLoader parent) {
        super("maven", urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> type = findLoadedClass(name);
            if (type == null && !isShared(name)) {
                type = ownOrNull(name);
            }
            return type == null ? super.loadClass(name, resolve) : type;
        }
    }

    private Class<?> ownOrNull(String name) {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static boolean isShared(String name) {
        return name.startsWith("java.")
                || name.startsWith("org.slf4j.")
                || name.startsWith(OURS) && !name.startsWith(APART);
    }
}
