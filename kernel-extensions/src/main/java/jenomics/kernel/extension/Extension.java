package jenomics.kernel.extension;

import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Progress;
import tech.tablesaw.api.Table;

/** Teaches a kernel to show what Jenomics makes. Knows no kernel, only its {@link Host}. */
public final class Extension {
    private Extension() {}

    public static void install(Host host) {
        host.renderer(Described.class, DescribedView::bundle);
        host.renderer(Chart.class, ChartView::bundle);
        host.renderer(Table.class, TableView::bundle);
        Progress.showOn(new ProgressScreen(host));
    }
}
