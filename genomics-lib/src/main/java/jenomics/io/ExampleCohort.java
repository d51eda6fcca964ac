package jenomics.io;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.omics.CohortSimulation;
import jenomics.omics.SimulatedCohort;

/**
 * Writes the data set {@code datasets/cohort}: a simulated cohort of three layers, its sheet, what is true of it, and what
 * it all is. Run again it gives the same bytes.
 *
 * <pre>java -cp ... jenomics.io.ExampleCohort datasets/cohort</pre>
 */
public final class ExampleCohort {
    private static final CohortSimulation SIMULATION = Simulate.cohort();
    private static final String SHEET = "samples.csv";
    private static final String DRIVERS = "truth/drivers.tsv";
    private static final String FACTORS = "truth/factors.csv";

    private ExampleCohort() {}

    /** Argument: the folder to write into; {@code datasets/cohort} by default. */
    public static void main(String[] args) {
        var folder = Path.of(args.length > 0 ? args[0] : "datasets/cohort");
        System.out.println(write(folder));
    }

    /** Writes all files into a folder and returns the cohort. */
    public static SimulatedCohort write(Path folder) {
        var made = SIMULATION.make();
        var dataset = new MadeDataset(folder);
        made.cohort().layers().forEach(layer -> dataset.write(layer.name() + ".csv.gz", LayerText.of(layer)));
        dataset.write(SHEET, LayerText.of(made.cohort().sheet()));
        dataset.write(DRIVERS, made.driverTable());
        dataset.write(FACTORS, LayerText.of(made.factors()));
        dataset.writeCard(card(made, dataset));
        return made;
    }

    private static Map<String, Object> card(SimulatedCohort made, MadeDataset dataset) {
        var card = new LinkedHashMap<String, Object>();
        card.put("name", "cohort");
        card.put("title", "A simulated cohort with three layers, subtypes, batches and survival");
        card.put("what", made.cohort().describe().headline());
        card.put(
                "description",
                "Read counts, methylated shares and log2 protein intensities of the same made-up patients. Hidden factors"
                        + " act on a tenth of the features each: two differ between the subtypes, one drives survival,"
                        + " and each layer has one of its own. Batches shift every feature. Nothing was measured: use it"
                        + " to learn and to test, not to conclude.");
        card.put("organism", "none");
        card.put("licence", "CC0-1.0");
        card.put("source", "made by Jenomics: Simulate.cohort().make()");
        card.put("generator", "java -cp <class path of genomics-lib> jenomics.io.ExampleCohort datasets/cohort");
        card.put("seed", SIMULATION.seed());
        card.put("settings", SIMULATION.toString());
        card.put("attributes", attributes());
        card.put("layers", layers(made));
        card.put("sheet", SHEET);
        card.put("cohortFingerprint", made.cohort().fingerprint().sha256());
        card.put("files", files(made, dataset));
        return card;
    }

    private static Map<String, String> attributes() {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("subtype", "A, B or C; what the layers tell of");
        attributes.put("batch", "b1, b2 or b3; every feature is shifted by it, and each has all subtypes");
        attributes.put("sex", "drawn at random; nothing depends on it");
        attributes.put("age", "years, drawn at random; nothing depends on it");
        attributes.put("OS.time", "days to death or to the end of the observation");
        attributes.put("OS", "1: died, 0: alive at the end of the observation");
        return attributes;
    }

    private static Map<String, Object> layers(SimulatedCohort made) {
        var layers = new LinkedHashMap<String, Object>();
        made.cohort().layers().forEach(layer -> {
            var said = new LinkedHashMap<String, String>();
            said.put("file", layer.name() + ".csv.gz");
            said.put("scale", layer.scale().toString());
            layers.put(layer.name(), said);
        });
        return layers;
    }

    private static Map<String, Object> files(SimulatedCohort made, MadeDataset dataset) {
        var said = new LinkedHashMap<String, String>();
        made.cohort()
                .layers()
                .forEach(layer ->
                        said.put(layer.name() + ".csv.gz", "a line for each sample, a column for each feature"));
        said.put(SHEET, "what is known of each sample");
        said.put(DRIVERS, "each feature on which a hidden factor acts, with its weight");
        said.put(FACTORS, "the hidden factors of each sample");
        var files = new LinkedHashMap<String, Object>();
        said.forEach((name, what) -> files.put(name, dataset.described(name, what)));
        return files;
    }
}
