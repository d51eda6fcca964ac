package jenomics.io;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.HubBody.Stopped;
import jenomics.io.HubClient.Answer;
import jenomics.io.HubListing.HubFile;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.StopSignal;

/** The files of a data set on their way from its publisher, by the same machinery as models: they grow beside their
 * place, go on where they ended, and take it when their SHA-256 is right. */
final class CatalogDownload implements DownloadRefusals {
    private static final long KILOBYTE = 1000;

    private final DatasetCard card;
    private final Path folder;
    private final CatalogSettings settings;

    CatalogDownload(DatasetCard card, Path folder, CatalogSettings settings) {
        this.card = card;
        this.folder = folder;
        this.settings = settings;
    }

    void run(List<String> missing) {
        long total = missing.stream()
                .mapToLong(f -> Math.max(0, card.files().get(f).bytes()))
                .sum();
        try (var stop = StopSignal.listen();
                var progress = Progress.of("downloading " + card.name(), total / KILOBYTE, "kB")) {
            checkSpace(total);
            long before = 0;
            for (String file : missing) {
                progress.remark(file + " \u00b7 " + card.licence());
                fetch(file, before, progress, stop);
                before += Files.size(folder.resolve(file));
            }
        } catch (Stopped e) {
            throw refusal(
                    "The download of '" + card.name()
                            + "' was stopped. What has come so far is kept, and the next call goes on from there.",
                    e);
        } catch (FileSystemException e) {
            throw refusal(
                    "Cannot keep '" + card.name() + "' in " + folder + ": " + e
                            + ". Set JENOMICS_DATA to a folder that you may write.",
                    e);
        } catch (IOException e) {
            throw unreachable(missing, e);
        }
    }

    private void fetch(String file, long before, Progress progress, StopSignal stop) throws IOException {
        var content = card.files().get(file);
        var source = URI.create(content.url());
        var place = folder.resolve(file);
        var client = new HubClient(new HubSettings(origin(source), folder, null, false, settings.patience()), stop);
        var wanted = new HubFile(file, content.bytes(), content.sha256());
        var download = new HubDownload(
                client, this, wanted, source, place, bytes -> progress.done((before + bytes) / KILOBYTE));
        var lock = folder.resolve(".locks").resolve(file.replace('/', '_') + ".lock");
        HubLock.holding(lock, stop, download::run);
    }

    private static URI origin(URI source) {
        return URI.create(source.getScheme() + "://" + source.getRawAuthority());
    }

    private void checkSpace(long needed) throws IOException {
        Files.createDirectories(folder);
        var disk = folder.toFile();
        if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < needed) {
            throw refusal(
                    "'" + card.name() + "' needs " + DatasetCard.size(needed) + ", and " + folder + " has "
                            + DatasetCard.size(disk.getUsableSpace()) + " left. Free some space, or " + otherDisk()
                            + ".",
                    null);
        }
    }

    private GenomicsException unreachable(List<String> missing, IOException cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return refusal(
                "Cannot get '" + card.name() + "' ("
                        + URI.create(card.files().get(missing.get(0)).url()).getAuthority() + "): "
                        + (cause instanceof java.net.ConnectException ? "it cannot be reached" : reason)
                        + ". Check the network, and HTTPS_PROXY where there is a proxy; what has come so far is kept."
                        + " Or put " + String.join(", ", missing) + " into " + folder + ".",
                cause);
    }

    @Override
    public void check(Answer answer, String file) {
        if (answer.status() == 200 || answer.status() == 206) {
            return;
        }
        throw refusal(
                card.files().get(file).url() + " answered " + answer.status() + " when asked for " + file + " of '"
                        + card.name() + "'. Its publisher may have moved it: see " + card.page()
                        + ", and put the file into "
                        + folder + ".",
                null);
    }

    @Override
    public GenomicsException damaged(HubFile file) {
        return refusal(
                "The file " + file.name() + " of '" + card.name() + "' came from "
                        + card.files().get(file.name()).url()
                        + " with other content than the catalog knows (SHA-256 " + file.etag()
                        + "). Nothing of it was kept; its publisher may have changed it: see " + card.page() + ".",
                null);
    }

    @Override
    public String otherDisk() {
        return "set JENOMICS_DATA to a folder on another disk";
    }

    private GenomicsException refusal(String sentence, Throwable cause) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("name", card.name());
        facts.put("folder", folder.toString());
        return new GenomicsException(sentence, Map.copyOf(facts), cause);
    }
}
