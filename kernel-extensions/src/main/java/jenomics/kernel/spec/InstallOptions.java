package jenomics.kernel.spec;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import jenomics.provenance.GenomicsException;

/**
 * Where and how the kernel is installed.
 *
 * @param place which of Jupyter's places
 * @param prefix the folder of {@link Place#PREFIX}; null otherwise
 * @param name folder name of the kernel, as Jupyter allows it
 * @param displayName what notebooks show
 * @param memory largest heap as the JVM writes it; null leaves it to the JVM
 * @param online whether the torch engine may download
 * @param replace whether a kernel of that name that is not ours may go
 * @param archive whether a class archive is made
 */
public record InstallOptions(
        Place place,
        Path prefix,
        String name,
        String displayName,
        String memory,
        boolean online,
        boolean replace,
        boolean archive) {

    /** Where Jupyter looks for kernels. */
    public enum Place {
        USER,
        PREFIX,
        SYS_PREFIX
    }

    private static final InstallOptions DEFAULTS =
            new InstallOptions(Place.USER, null, "java", "Java (Jenomics)", null, false, false, true);

    public InstallOptions {
        if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new GenomicsException(
                    "A kernel's name has small letters, digits, '.', '_' and '-'; found '" + name + "'.");
        }
        if (memory != null && !memory.matches("[1-9][0-9]*[kmgtKMGT]")) {
            throw new GenomicsException(
                    "--memory takes a number and a unit, as in 4g or 600m; found '" + memory + "'.");
        }
    }

    public static InstallOptions parse(List<String> arguments) {
        var options = DEFAULTS;
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            options = options.with(rest.next(), rest);
        }
        return options;
    }

    private InstallOptions with(String option, Iterator<String> rest) {
        return switch (option) {
            case "--user" -> at(Place.USER, null);
            case "--sys-prefix" -> at(Place.SYS_PREFIX, null);
            case "--prefix" ->
                at(Place.PREFIX, Path.of(value(option, rest)).toAbsolutePath().normalize());
            case "--name" -> called(value(option, rest), displayName);
            case "--display-name" -> called(name, value(option, rest));
            case "--memory" -> running(value(option, rest), online, replace, archive);
            case "--online" -> running(memory, true, replace, archive);
            case "--replace" -> running(memory, online, true, archive);
            case "--no-archive" -> running(memory, online, replace, false);
            default ->
                throw new GenomicsException("There is no option '" + option
                        + "'; there are --user, --prefix, --sys-prefix, --name, --display-name, --memory, --online, --replace"
                        + " and --no-archive.");
        };
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new GenomicsException("The option " + option + " needs a value.");
        }
        return rest.next();
    }

    private InstallOptions at(Place newPlace, Path newPrefix) {
        return new InstallOptions(newPlace, newPrefix, name, displayName, memory, online, replace, archive);
    }

    private InstallOptions called(String newName, String newDisplayName) {
        return new InstallOptions(place, prefix, newName, newDisplayName, memory, online, replace, archive);
    }

    private InstallOptions running(String newMemory, boolean newOnline, boolean newReplace, boolean newArchive) {
        return new InstallOptions(place, prefix, name, displayName, newMemory, newOnline, newReplace, newArchive);
    }
}
