package jenomics.kernel.extension;

import ai.djl.ndarray.NDArray;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import jenomics.genome.DnaSequence;
import jenomics.learn.Predictions;
import jenomics.nn.History;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.Provenance;
import jenomics.sequence.KmerCounts;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.Tokens;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Teaches a kernel to show what Jenomics makes, and everything else readably: live progress, charts, tables, sequences,
 * tensors, collections. Knows no kernel, only its {@link Host}.
 */
public final class Extension {
    private static final Map<Class<?>, Function<Object, Bundle>> VIEWS = new LinkedHashMap<>();

    static {
        view(Described.class, DescribedView::bundle);
        view(Chart.class, ChartView::bundle);
        view(Table.class, TableView::bundle);
        view(Column.class, TableView::bundle);
        view(DnaSequence.class, SequenceView::bundle);
        view(SequenceRecord.class, SequenceView::bundle);
        view(History.class, ResultViews::history);
        view(Predictions.class, ResultViews::predictions);
        view(Tokens.class, ResultViews::tokens);
        view(KmerCounts.class, ResultViews::kmers);
        view(NDArray.class, TensorView::bundle);
        view(BufferedImage.class, ImageView::bundle);
        view(String.class, AnyView::text);
        view(Object.class, value -> AnyView.bundle(value, Extension::bundle)); // the last: all others are asked before
    }

    private static volatile Host host;

    private Extension() {}

    private static <T> void view(Class<T> type, Function<? super T, Bundle> view) {
        VIEWS.put(type, value -> view.apply(type.cast(value)));
    }

    /** From now on this kernel shows what Jenomics makes. */
    public static void install(Host newHost) {
        host = newHost;
        VIEWS.forEach(newHost::renderer);
        newHost.lineMagic("jenomics", words -> (Described) Extension::about);
        Progress.showOn(new ProgressScreen(newHost));
    }

    /** Whether a kernel has been taught. */
    public static boolean isInstalled() {
        return host != null;
    }

    /** What a value looks like, whatever it is. */
    public static Bundle bundle(Object value) {
        if (value == null) {
            return Bundle.text("null");
        }
        return VIEWS.entrySet().stream()
                .filter(view -> view.getKey().isInstance(value))
                .findFirst()
                .orElseThrow()
                .getValue()
                .apply(value);
    }

    /** Takes away what the running cell has shown; if {@code wait}, only when something new is shown. */
    public static void clearOutput(boolean wait) {
        if (host == null) {
            throw new GenomicsException("No kernel is connected, so there is no output to clear.");
        }
        host.clear(wait);
    }

    /** What is here: versions, machine, and the kernel that all this runs in. */
    private static Description about() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("kernel", host.name()));
        Provenance.here().facts().forEach((name, value) -> rows.add(List.of(name, String.valueOf(value))));
        return Description.of("Jenomics").with("", List.of(), rows);
    }
}
