package jenomics.plot;

/** A chart with two axes, which know its title and its size. */
abstract class AxesDrawing extends Drawing {
    final Axes axes;

    AxesDrawing(Axes axes) {
        this.axes = axes;
    }

    @Override
    public String title() {
        return axes.title();
    }

    @Override
    double width() {
        return axes.width();
    }

    @Override
    double height() {
        return axes.height();
    }
}
