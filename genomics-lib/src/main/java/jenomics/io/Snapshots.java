package jenomics.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import jenomics.provenance.GenomicsException;

/**
 * Where long work stands, as files {@code step-N.safetensors} of a folder. Each is written whole or not at all and holds
 * a checksum of everything in it; the newest two are kept, so that one is left when the other is damaged. While the
 * third is being written there are three: the most a folder ever takes.
 *
 * @param folder where they lie; made when the first is written
 */
public record Snapshots(Path folder) {
    private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.safetensors");
    private static final Pattern DRAFT = Pattern.compile(NAME.pattern() + Pattern.quote(SafeFile.DRAFT));
    private static final String CHECKSUM = "crc32c";
    private static final int KEPT = 2;

    /**
     * One that is whole.
     *
     * @param step its number
     * @param tensors mapped, not read
     * @param facts what was written beside them
     * @param passedOver newer ones that are damaged: why, each in a sentence
     */
    public record Snapshot(
            long step, Map<String, Safetensors.Tensor> tensors, Map<String, String> facts, List<String> passedOver) {}

    /** The newest that is whole; empty if there are none at all. */
    public Optional<Snapshot> newest() {
        var passedOver = new ArrayList<String>();
        for (long step : steps()) {
            var file = file(step);
            try {
                var saved = Safetensors.open(file);
                String expected = saved.metadata().get(CHECKSUM);
                var sums = new TreeMap<String, String>();
                saved.tensors().forEach((name, tensor) -> sums.put(name, sum(tensor)));
                if (checksum(sums, saved.metadata()).equals(expected)) {
                    return Optional.of(new Snapshot(step, saved.tensors(), saved.metadata(), passedOver));
                }
                passedOver.add(file + " is damaged: its checksum is not that of its content.");
            } catch (GenomicsException | UncheckedIOException e) {
                passedOver.add(e.getMessage());
            }
        }
        if (!passedOver.isEmpty()) {
            throw new GenomicsException(
                    "None of the saved states in " + folder + " is whole: " + String.join(" ", passedOver)
                            + " Remove the folder to begin anew.",
                    Map.of("folder", folder.toString()));
        }
        return Optional.empty();
    }

    /**
     * Writes one more, and then removes all but the newest two.
     *
     * @param tensors fetched one after the other, each twice
     * @throws GenomicsException if it cannot be written; those that are there stay
     */
    public void write(long step, Map<String, Safetensors.Pending> tensors, Map<String, String> facts) {
        var sums = new TreeMap<String, String>();
        tensors.forEach((name, tensor) -> sums.put(name, sum(tensor.fetch())));
        var sealed = new TreeMap<>(facts);
        sealed.put(CHECKSUM, checksum(sums, facts));
        Safetensors.writePending(file(step), tensors, sealed);
        steps().stream().skip(KEPT).forEach(old -> remove(file(old)));
    }

    /** Whether there are any, whole or not. */
    public boolean any() {
        return !steps().isEmpty();
    }

    /** Removes all, and what was being written when its process was killed. */
    public void clear() {
        steps(DRAFT).forEach(step -> remove(SafeFile.draft(file(step))));
        steps().forEach(step -> remove(file(step)));
    }

    /** The numbers of those that are there, the newest first. */
    private List<Long> steps() {
        return steps(NAME);
    }

    private List<Long> steps(Pattern pattern) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> pattern.matcher(file.getFileName().toString()))
                    .flatMap(name -> name.matches() ? Stream.of(Long.parseLong(name.group(1))) : Stream.empty())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the folder " + folder, e);
        }
    }

    private Path file(long step) {
        return folder.resolve("step-" + step + ".safetensors");
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It takes room, but a newer one is what counts.
        }
    }

    private static String sum(Safetensors.Tensor tensor) {
        var sum = new CRC32C();
        sum.update(tensor.data().duplicate());
        return tensor.dtype() + Arrays.toString(tensor.shape()) + sum.getValue();
    }

    /** Over names, types, shapes, values and facts. @param sums of the tensors, by name in order */
    private static String checksum(TreeMap<String, String> sums, Map<String, String> facts) {
        var others = new TreeMap<>(facts);
        others.remove(CHECKSUM);
        var all = new CRC32C();
        all.update((sums + " " + others).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(all.getValue());
    }
}
