package jenomics.io;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenomics.provenance.GenomicsException;

/**
 * A folder of models in the layout of Hugging Face's own library, which reads what is written here and the other way
 * round:
 *
 * <pre>
 * models--org--name/refs/main                        the commit that main was when it was last asked for
 * models--org--name/blobs/SHA                        contents
 * models--org--name/snapshots/COMMIT/config.json     link to a content
 * .locks/models--org--name/SHA.lock                  who is downloading
 * </pre>
 */
record HubCache(Path root) {
    private static final List<String> TOKENIZERS =
            List.of("tokenizer.json", "vocab.txt", "vocab.json", "tokenizer_config.json");

    /** The commit that a revision stands for, if it was asked for before. */
    Optional<String> commit(HubName name) {
        if (HubName.isCommit(name.revision())) {
            return Optional.of(name.revision());
        }
        try {
            String commit = Files.readString(reference(name)).strip();
            return HubName.isCommit(commit) ? Optional.of(commit) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Notes what commit a revision is now. Others may be noting the same at the same time. */
    void remember(HubName name, String commit) throws IOException {
        if (commit(name).filter(commit::equals).isPresent()) {
            return;
        }
        var reference = reference(name);
        Files.createDirectories(reference.getParent());
        var draft = Files.createTempFile(reference.getParent(), "ref", ".incomplete");
        try {
            Files.writeString(draft, commit);
            Files.move(draft, reference, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Path reference(HubName name) {
        return repository(name).resolve("refs").resolve(name.revision());
    }

    private Path repository(HubName name) {
        return root.resolve(name.folder());
    }

    Path snapshot(HubName name, String commit) {
        return repository(name).resolve("snapshots").resolve(commit);
    }

    Path blob(HubName name, String etag) {
        return repository(name).resolve("blobs").resolve(etag);
    }

    Path lock(HubName name, String etag) {
        return root.resolve(".locks").resolve(name.folder()).resolve(etag + ".lock");
    }

    /** Whether a snapshot can be opened: configuration, weights with all their parts, and something of a tokenizer. */
    static boolean isWhole(Path snapshot) {
        return hasModel(snapshot) && TOKENIZERS.stream().anyMatch(file -> Files.exists(snapshot.resolve(file)));
    }

    /** Whether a snapshot has at least configuration and weights. */
    static boolean hasModel(Path snapshot) {
        if (!Files.exists(snapshot.resolve("config.json"))) {
            return false;
        }
        try (var files = Files.list(snapshot)) {
            var names = files.filter(Files::exists)
                    .map(file -> file.getFileName().toString())
                    .toList();
            var weights = Weights.choose(names);
            return weights.isPresent()
                    && (!weights.get().endsWith(".index.json")
                            || names.containsAll(parts(snapshot.resolve(weights.get()))));
        } catch (IOException e) {
            return false;
        }
    }

    private static java.util.Collection<String> parts(Path index) throws IOException {
        return Weights.parts(index, Files.readString(index));
    }

    /** How a file can come to have the content of another one. */
    @FunctionalInterface
    interface Link {
        void make(Path file, Path blob) throws IOException;
    }

    static final List<Link> LINKS = List.of(
            (file, blob) -> Files.createSymbolicLink(file, file.getParent().relativize(blob)),
            Files::createLink,
            HubCache::copy);

    /** Lets a snapshot have a file whose content lies in a blob. */
    static void link(Path file, Path blob) {
        link(file, blob, LINKS);
    }

    /** By the first way that this file system knows: a relative link, a hard one, a copy. */
    static void link(Path file, Path blob, List<Link> ways) {
        Exception failure = null;
        for (var way : ways) {
            if (Files.exists(file)) {
                return;
            }
            try {
                Files.createDirectories(file.getParent());
                if (Files.isSymbolicLink(file) && !Files.exists(file)) {
                    Files.delete(file);
                }
                way.make(file, blob);
                return;
            } catch (IOException | UnsupportedOperationException e) {
                failure = e;
            }
        }
        if (!Files.exists(file)) {
            throw new GenomicsException(
                    "Cannot write " + file + ": " + failure + ".", Map.of("file", file.toString()), failure);
        }
    }

    private static void copy(Path file, Path blob) throws IOException {
        var draft = Files.createTempFile(file.getParent(), "copy", ".incomplete");
        try {
            Files.copy(blob, draft, StandardCopyOption.REPLACE_EXISTING);
            move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** In one step where the file system can. */
    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
