package jenomics.model.pretraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import jenomics.provenance.Fingerprint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A whole tiny pretraining on two random genomes; the card must say what that run did, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelCardTest {
    private static final Map<String, String> TINY = Map.of(
            "hidden",
            "16",
            "layers",
            "1",
            "heads",
            "2",
            "feedForward",
            "16",
            "tokens",
            "17",
            "batch",
            "2",
            "steps",
            "100",
            "threads",
            "1",
            "bfloat16",
            "false");

    private Path folder;
    private Path genome;
    private String card;
    private JsonNode record;

    @BeforeAll
    void pretrain(@TempDir Path temporary) throws IOException {
        folder = temporary;
        var genomes = Files.createDirectory(folder.resolve("genomes"));
        genome = genomes.resolve("Invented.fa");
        Files.writeString(genome, fasta("I", "V", "VIII", "XIV"));
        Files.writeString(genomes.resolve("Plasmid.fa"), fasta("p1"));
        var out = folder.resolve("tiny-model");
        Pretrain.run(genomes, out, PretrainingPlan.YEAST_BASE.with(TINY));
        card = Files.readString(out.resolve("README.md"));
        record = new ObjectMapper().readTree(out.resolve("pretraining.json").toFile());
    }

    private static String fasta(String... chromosomes) {
        var random = new SplittableRandom(7);
        var text = new StringBuilder();
        for (var name : chromosomes) {
            text.append('>').append(name).append('\n');
            text.append(random.ints(2_000, 0, 4)
                    .mapToObj(i -> String.valueOf("ACGT".charAt(i)))
                    .collect(Collectors.joining()));
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    void frontMatterIsWhatHuggingFaceReads() {
        var lines = card.lines().toList();
        assertEquals("---", lines.get(0));
        int end = lines.subList(1, lines.size()).indexOf("---");
        var front = lines.subList(1, end + 1);
        assertTrue(front.contains("license: apache-2.0"), card);
        assertTrue(front.contains("pipeline_tag: fill-mask"), card);
        assertTrue(front.contains("- name: \"tiny-model\""), card);
        var row = record.get("held_out").get(0);
        assertTrue(front.contains(number("      value: %.4f", row.get("accuracy"))), card);
        assertTrue(front.contains(number("      value: %.4f", row.get("bitsPerBase"))), card);
        assertFalse(front.stream().anyMatch(line -> line.contains("\t")), "YAML has no tabs");
    }

    @Test
    void theTableSetsTheModelBesideUnigramsAndMarkov() {
        assertEquals(3, record.get("held_out").size());
        for (var row : record.get("held_out")) {
            String line = "| " + row.get("name").asText() + number(" | %.4f", row.get("accuracy"))
                    + number(" | %.4f |", row.get("bitsPerBase"));
            assertTrue(card.contains(line), () -> line + " is not in\n" + card);
        }
        assertTrue(card.contains(
                number("%,.0f hidden 3-mers of chromosomes VIII and XIV", record.get("held_out_tokens"))));
    }

    @Test
    void dataAreNamedWithTheirHashAndWhatWasLeftOut() {
        String hash = Fingerprint.ofFile(genome).sha256();
        assertTrue(card.contains("| `Invented.fa` | not known to Jenomics | `" + hash + "` |"), card);
        assertFalse(card.contains("Saccharomyces"), "an invented genome is not yeast's");
        assertTrue(card.contains("2,000 bp to learn from; chromosome V (2,000 bp)"), card);
        assertTrue(card.contains("VIII and XIV (4,000 bp) held out"), card);
        assertTrue(card.contains("Read and not used: Plasmid"), card);
    }

    @Test
    void theRecipeIsTheRunsAndCanBeTypedAgain() {
        assertTrue(card.contains("100 steps of 2 windows of 48 bp (3,200 tokens"), card);
        String command = card.lines()
                .filter(line -> line.contains("./lab pretrain"))
                .findFirst()
                .orElseThrow();
        var options = command.substring(command.indexOf(" DIR --hidden") + 5).split(" --");
        assertEquals(
                TINY,
                java.util.Arrays.stream(options)
                        .filter(o -> !o.isEmpty())
                        .map(o -> o.split(" "))
                        .collect(Collectors.toMap(o -> o[0].replace("--", ""), o -> o[1])));
    }

    @Test
    void lossesAreDrawnBesideTheCard() throws IOException {
        assertTrue(card.contains("![losses](loss.svg)"));
        String svg = Files.readString(folder.resolve("tiny-model/loss.svg"));
        assertTrue(svg.startsWith("<svg") || svg.startsWith("<?xml"), svg.substring(0, 40));
        assertTrue(svg.contains("bits per base") && svg.contains("loss (nats per chosen token)"));
    }

    @Test
    void yeastGenomesAreCreditedByTheirContent() {
        var r64 = new Fingerprint("06ce55bae25c4efdabb3318dcd8d77cc226a52b9d722463a610c2260f31387b3");
        var source = GenomeSource.of(r64).orElseThrow();
        assertEquals("Saccharomyces", source.genus());
        assertTrue(source.citation().contains("R64-1-1"));
    }

    private static String number(String format, JsonNode value) {
        return String.format(Locale.ROOT, format, value.asDouble());
    }
}
