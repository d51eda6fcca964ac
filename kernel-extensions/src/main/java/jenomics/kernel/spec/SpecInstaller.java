package jenomics.kernel.spec;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenomics.provenance.GenomicsException;

/** Builds the kernel's folder beside its place, then moves it there: a failure leaves what was there before. */
public final class SpecInstaller {
    private static final String LIB = "lib";
    private static final String ARCHIVE = "classes.jsa";

    private final InstallOptions options;
    private final PrintStream out;
    private final Path folder;

    public SpecInstaller(InstallOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.folder = SpecFolders.target(options);
    }

    public void install() {
        InstalledSpec.at(folder).ifPresent(this::mayGo);
        Path building = folder.resolveSibling(
                "." + options.name() + "-" + ProcessHandle.current().pid());
        KernelJson json;
        try {
            Files.createDirectories(building.resolve(LIB));
            List<String> jars = JarFolder.fill(building.resolve(LIB));
            Path lib = folder.resolve(LIB);
            json = new KernelJson(options, jars.stream().map(lib::resolve).toList(), folder.resolve(ARCHIVE));
            Files.writeString(building.resolve("kernel.json"), json.text());
            Logo.write(building);
            replaceBy(building);
        } catch (IOException e) {
            throw new GenomicsException("The kernel cannot be written to " + folder + " (" + e + ").", e);
        }
        out.println("Installed \"" + options.displayName() + "\" in " + folder + ".");
        if (options.archive()) {
            out.println(ClassArchive.make(json, folder.resolve(ARCHIVE)));
        }
    }

    private void mayGo(InstalledSpec there) {
        if (!there.isOurs() && !options.replace()) {
            throw new GenomicsException("There is another kernel at " + folder + " (\"" + there.displayName()
                    + "\"). Install beside it with --name, or in its place with --replace.");
        }
    }

    private void replaceBy(Path building) throws IOException {
        if (Files.exists(folder)) {
            Path old = folder.resolveSibling(
                    "." + options.name() + "-old-" + ProcessHandle.current().pid());
            Files.move(folder, old);
            Files.move(building, folder);
            InstalledSpec.delete(old);
        } else {
            Files.move(building, folder);
        }
    }
}
