package jenomics.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Spelling;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The data sets that this process can have: those that lie here and those that the catalog knows. */
final class CatalogShelf {
    private static final String CARDS = "catalog/";
    private static final String INDEX = CARDS + "names.txt";
    /** Which licence was accepted, in the folder of the data set. */
    private static final String ACCEPTED = "licence-accepted.txt";

    private final CatalogSettings settings;
    private final Map<String, DatasetCard> known;
    private final Map<String, Path> shipped = new LinkedHashMap<>();
    /** Folders whose cards are broken, with what is wrong: no reason to keep the others from being used. */
    private final Map<String, String> unreadable = new LinkedHashMap<>();

    CatalogShelf(CatalogSettings settings, List<DatasetCard> cards) {
        this.settings = settings;
        this.known = new LinkedHashMap<>();
        settings.shelves().forEach(this::addShipped);
        cards.forEach(card -> known.putIfAbsent(card.name(), card));
    }

    static CatalogShelf here() {
        return new CatalogShelf(CatalogSettings.here(), builtIn());
    }

    /** The cards that come with the library. */
    static List<DatasetCard> builtIn() {
        return resource(INDEX)
                .lines()
                .filter(name -> !name.isBlank())
                .map(name -> CardText.read("the catalog's card " + name, name, resource(CARDS + name + ".json")))
                .toList();
    }

    private static String resource(String name) {
        try (var in = CatalogShelf.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addShipped(Path shelf) {
        try (Stream<Path> folders = Files.list(shelf)) {
            folders.filter(DatasetCard::isIn).sorted().forEach(folder -> {
                try {
                    var card = DatasetCard.read(folder);
                    if (known.putIfAbsent(card.name(), card) == null) {
                        shipped.put(card.name(), folder);
                    }
                } catch (GenomicsException e) {
                    unreadable.put(folder.getFileName().toString(), e.getMessage());
                }
            });
        } catch (IOException e) {
            throw new GenomicsException("The folder '" + shelf + "' cannot be listed: " + e.getMessage() + ".", e);
        }
    }

    List<String> names() {
        return List.copyOf(known.keySet());
    }

    boolean isShipped(String name) {
        return shipped.containsKey(name);
    }

    DatasetCard card(String name) {
        var card = known.get(name);
        if (card == null) {
            throw new GenomicsException(
                    "The catalog has no data set '" + name + "'; it has " + known.keySet() + "."
                            + Spelling.nearest(name, known.keySet())
                                    .map(n -> " Did you mean '" + n + "'?")
                                    .orElse(""),
                    Map.of("name", name));
        }
        return card;
    }

    Table list() {
        var table = Table.create(
                "data sets",
                StringColumn.create("name"),
                StringColumn.create("title"),
                StringColumn.create("size"),
                StringColumn.create("licence"),
                StringColumn.create("here"));
        known.forEach((name, card) -> {
            var row = table.appendRow();
            row.setString("name", name);
            row.setString("title", card.title());
            row.setString("size", DatasetCard.size(size(card)));
            row.setString("licence", card.licence().isEmpty() ? "not said" : card.licence());
            row.setString("here", state(card));
        });
        unreadable.forEach((name, why) -> {
            var row = table.appendRow();
            row.setString("name", name);
            row.setString("title", why);
            row.setString("size", "");
            row.setString("licence", "");
            row.setString("here", "unreadable");
        });
        return table;
    }

    private long size(DatasetCard card) {
        if (!shipped.containsKey(card.name())) {
            return card.bytes();
        }
        var folder = shipped.get(card.name());
        return card.files().keySet().stream()
                .mapToLong(file -> folder.resolve(file).toFile().length())
                .sum();
    }

    private String state(DatasetCard card) {
        if (shipped.containsKey(card.name())) {
            return "in datasets/";
        }
        long missing = missing(card).size();
        return missing == 0 ? "yes" : missing == card.files().size() ? "no" : "in part";
    }

    private List<String> missing(DatasetCard card) {
        return card.files().keySet().stream()
                .filter(file -> !Files.isRegularFile(folder(card).resolve(file)))
                .toList();
    }

    private Path folder(DatasetCard card) {
        return shipped.getOrDefault(card.name(), settings.cache().resolve(card.name()));
    }

    Path get(String name) {
        var card = card(name);
        var folder = folder(card);
        if (shipped.containsKey(name)) {
            return folder;
        }
        var missing = missing(card);
        if (!missing.isEmpty()) {
            if (!isAccepted(card)) {
                throw askForLicence(card);
            }
            if (settings.offline()) {
                throw offline(card, missing);
            }
            new CatalogDownload(card, folder, settings).run(missing);
        }
        if (!DatasetCard.isIn(folder)) {
            card.write(folder);
        }
        return folder;
    }

    Path accept(String name) {
        var card = card(name);
        if (!shipped.containsKey(name) && !isAccepted(card)) {
            byte[] words = (card.licence() + "\n" + card.page() + "\n").getBytes(StandardCharsets.UTF_8);
            DataFile.write(folder(card).resolve(ACCEPTED), out -> out.write(words));
        }
        return get(name);
    }

    /** Whether the licence that the card has now was accepted. */
    private boolean isAccepted(DatasetCard card) {
        try {
            return Files.readString(folder(card).resolve(ACCEPTED))
                    .lines()
                    .findFirst()
                    .filter(card.licence()::equals)
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private GenomicsException askForLicence(DatasetCard card) {
        return new GenomicsException(
                "'" + card.name() + "' (" + card.title()
                        + (card.bytes() < 0 ? "" : ", " + DatasetCard.size(card.bytes())) + ") is "
                        + card.licence() + "; see " + card.page() + ". Cite: " + card.citation()
                        + " To accept that and download it: Catalog.accept(\"" + card.name() + "\").",
                Map.of("name", card.name(), "licence", card.licence()));
    }

    private GenomicsException offline(DatasetCard card, List<String> missing) {
        var from = new ArrayList<String>();
        missing.forEach(
                file -> from.add(file + " from " + card.files().get(file).url()));
        return new GenomicsException(
                "Of '" + card.name() + "' " + (missing.size() == 1 ? "a file is" : missing.size() + " files are")
                        + " missing, and JENOMICS_OFFLINE (or HF_HUB_OFFLINE) forbids to download. Put into "
                        + folder(card) + ": " + String.join(", ", from) + ".",
                Map.of(
                        "name",
                        card.name(),
                        "missing",
                        missing,
                        "folder",
                        folder(card).toString()));
    }
}
