package jenomics.kernel;

import java.io.PrintStream;
import java.util.List;
import jenomics.kernel.spec.InstallOptions;
import jenomics.kernel.spec.InstalledSpec;
import jenomics.kernel.spec.SpecFolders;
import jenomics.kernel.spec.SpecInstaller;
import jenomics.provenance.GenomicsException;

/**
 * Makes the kernel known to Jupyter: {@code install}, {@code list} and {@code remove}. What it installs holds its own
 * jars, so it works on when the folder it was built in is gone.
 */
public final class KernelSpecs {
    static final String USAGE = """
            usage: KernelSpecs install [options]   make the Java kernel known to Jupyter
                   KernelSpecs list [options]      all kernels of the places Jupyter looks in, and whether ours work
                   KernelSpecs remove [options]    take the kernel away again; only one that is ours

              --user           for this user (the default)
              --prefix DIR     below DIR/share/jupyter/kernels
              --sys-prefix     in the Python environment that is active: conda, venv, or that of python3
              --name NAME      the kernel's folder name (java)
              --display-name N what notebooks show (Java (Jenomics))
              --memory SIZE    largest heap, as 4g or 600m (a quarter of the machine's memory)
              --online         lets the torch engine download what it misses
              --replace        takes the place of a kernel of that name that is not ours
              --no-archive     without the class archive that halves the time to the first cell
            """;

    private KernelSpecs() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    /** Returns the exit status. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            if (arguments.length == 0 || List.of("help", "--help", "-h").contains(arguments[0])) {
                out.print(USAGE);
                return 0;
            }
            var options = InstallOptions.parse(List.of(arguments).subList(1, arguments.length));
            switch (arguments[0]) {
                case "install" -> new SpecInstaller(options, out).install();
                case "list" -> list(options, out);
                case "remove" -> remove(options, out);
                default ->
                    throw new GenomicsException(
                            "There is no command '" + arguments[0] + "'; there are install, list and remove.");
            }
            return 0;
        } catch (GenomicsException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static void list(InstallOptions options, PrintStream out) {
        var found = SpecFolders.toSearch(options).stream()
                .flatMap(folder -> InstalledSpec.in(folder).stream())
                .toList();
        found.forEach(spec -> out.println(spec.line()));
        if (found.isEmpty()) {
            out.println("No kernel in " + SpecFolders.toSearch(options) + ".");
        }
    }

    private static void remove(InstallOptions options, PrintStream out) {
        var folder = SpecFolders.target(options);
        var spec = InstalledSpec.at(folder)
                .orElseThrow(() -> new GenomicsException("There is no kernel " + folder + "; nothing is removed."));
        if (!spec.isOurs()) {
            throw new GenomicsException("The kernel " + folder + " (\"" + spec.displayName()
                    + "\") is not Jenomics'; it stays. \"jupyter kernelspec remove\" removes any kernel.");
        }
        spec.delete();
        out.println("Removed " + folder + ".");
    }
}
