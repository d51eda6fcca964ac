package jenomics.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/** Holds a folder against others that would write into it; the system lets go of it when the process dies. */
record FolderLock(FileChannel channel) implements AutoCloseable {
    private static final String FILE = ".lock";

    static FolderLock of(Path folder) {
        try {
            Files.createDirectories(folder);
            var channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!held(channel)) {
                channel.close();
                throw new GenomicsException(
                        "Another training is writing into " + folder
                                + " at the moment, from another cell or another notebook. Wait for it, stop it, or give"
                                + " another folder.",
                        Map.of("folder", folder.toString()));
            }
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new GenomicsException(
                    "The training cannot be saved to " + folder + ": " + e + ". Give another folder.",
                    Map.of("folder", folder.toString()),
                    e);
        }
    }

    /** File systems that know no locks hold nobody back. */
    private static boolean held(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process at the latest.
        }
    }
}
