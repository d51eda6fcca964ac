package jenomics.omics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/**
 * A cohort that was made up, and what is true of it.
 *
 * @param cohort its layers and its sheet
 * @param factors the hidden factors of each sample; which act in one layer only is in their names
 * @param drivers the features on which a factor acts
 */
public record SimulatedCohort(MultiOmics cohort, OmicsLayer factors, List<Driver> drivers) implements Described {

    /**
     * A feature on which a factor acts.
     *
     * @param layer where
     * @param feature which
     * @param factor by which factor
     * @param weight how much its signal changes with one unit of the factor, in standard deviations of the noise
     */
    public record Driver(String layer, String feature, String factor, double weight) {}

    public SimulatedCohort {
        drivers = List.copyOf(drivers);
    }

    /** The drivers of one layer by which the subtypes differ. */
    public List<String> subtypeDrivers(String layer) {
        return drivers.stream()
                .filter(d -> d.layer().equals(layer) && d.factor().startsWith("subtype"))
                .map(Driver::feature)
                .distinct()
                .toList();
    }

    @Override
    public Description describe() {
        var counts = new TreeMap<String, Map<String, Integer>>();
        drivers.forEach(
                d -> counts.computeIfAbsent(d.factor(), k -> new TreeMap<>()).merge(d.layer(), 1, Integer::sum));
        var columns = new ArrayList<>(List.of("factor"));
        columns.addAll(cohort.layerNames());
        var rows = new ArrayList<List<String>>();
        counts.forEach((factor, layers) -> {
            var row = new ArrayList<>(List.of(factor));
            cohort.layerNames().forEach(l -> row.add(layers.containsKey(l) ? Phrases.count(layers.get(l)) : "-"));
            rows.add(row);
        });
        return Description.of("simulated cohort · " + cohort.describe().headline())
                .with("how many features each hidden factor acts on", columns, rows);
    }

    /** One line for each driver: layer, feature, factor, weight. */
    public String driverTable() {
        var text = new StringBuilder("layer\tfeature\tfactor\tweight\n");
        for (var driver : drivers) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s\t%s\t%s\t%.4f\n",
                    driver.layer(),
                    driver.feature(),
                    driver.factor(),
                    driver.weight()));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
