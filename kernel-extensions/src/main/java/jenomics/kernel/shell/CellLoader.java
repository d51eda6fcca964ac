package jenomics.kernel.shell;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/** Loads what JShell compiles, and the jars a cell adds. The context class loader of every cell. */
final class CellLoader extends URLClassLoader implements LoaderDelegate {
    private final Map<String, byte[]> bytecodes = new ConcurrentHashMap<>();
    private final Map<String, Class<?>> loaded = new ConcurrentHashMap<>();

    CellLoader() {
        super("cells", new URL[0], CellLoader.class.getClassLoader());
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        var done = new boolean[classes.length];
        try {
            for (var c : classes) {
                bytecodes.put(c.name(), ExitCalls.redirected(c.bytecodes()));
            }
            for (int i = 0; i < classes.length; i++) {
                Class<?> type = loadClass(classes[i].name());
                type.getDeclaredMethods(); // links what it mentions: a missing class shows here, not in mid-cell
                loaded.put(classes[i].name(), type);
                done[i] = true;
            }
        } catch (Throwable e) {
            throw new ClassInstallException("load: " + e, done);
        }
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        for (var c : classes) {
            bytecodes.put(c.name(), ExitCalls.redirected(c.bytecodes()));
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> type = loaded.get(name);
        if (type != null) {
            return type;
        }
        byte[] code = bytecodes.get(name);
        return code == null ? super.findClass(name) : defineClass(name, code, 0, code.length);
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        for (String entry : path.split(File.pathSeparator)) {
            try {
                addURL(new File(entry).toURI().toURL());
            } catch (MalformedURLException e) {
                throw new InternalException("class path entry '" + entry + "': " + e.getMessage());
            }
        }
    }
}
