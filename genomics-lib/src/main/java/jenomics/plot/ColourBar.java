package jenomics.plot;

/** The legend of a colour scale: a vertical bar with round numbers beside it. */
record ColourBar(Palette palette, Extent scale, String name) {
    private static final double BAR = 14;
    private static final double GAP = 16;
    private static final double LABEL_GAP = 6;
    private static final double NAME_ROW = 20;
    private static final int STEPS = 128;

    /** The scale for these data: from the lowest to the highest, about 0 alike on both sides when diverging. */
    static Extent scale(Palette palette, Extent data) {
        Extent open = data.least(false);
        if (!palette.diverging()) {
            return open;
        }
        double most = Math.max(Math.abs(open.low()), Math.abs(open.high()));
        return new Extent(-most, most);
    }

    /** What the bar takes to the right of the plot. */
    double width(double height) {
        return GAP + BAR + LABEL_GAP + widest(height) + (name.isEmpty() ? 0 : NAME_ROW);
    }

    private java.util.List<Axis.Tick> ticks(double height) {
        return Axis.linear(scale.low(), scale.high()).ticks((int) Math.max(2, Math.min(6, height / 40)));
    }

    private double widest(double height) {
        return ticks(height).stream()
                .mapToDouble(tick -> Face.TICK.width(tick.label()))
                .max()
                .orElse(0);
    }

    void draw(Surface surface, Box plot) {
        double height = plot.height();
        double x = plot.right() + GAP;
        var levels = new double[STEPS][1];
        for (int i = 0; i < STEPS; i++) {
            levels[i][0] = scale.high() - (scale.high() - scale.low()) * i / (STEPS - 1);
        }
        surface.raster(new Matrix(levels).raster(palette, scale), new Box(x, plot.y(), BAR, height));
        Face face = Face.TICK.at(Face.Anchor.START);
        var axis = Axis.linear(scale.low(), scale.high());
        for (var tick : ticks(height)) {
            double y = plot.y() + (1 - axis.place(tick.value())) * height;
            surface.line(x + BAR, y, x + BAR + 3, y, Pen.of(Ink.AXIS, 1));
            surface.text(tick.label(), x + BAR + LABEL_GAP, y + face.drop(), face);
        }
        if (!name.isEmpty()) {
            Face sideways = Face.AXIS.sized(12).turned();
            double at = x + BAR + LABEL_GAP + widest(height) + NAME_ROW - 5;
            surface.text(sideways.fit(name, height + 40), at, plot.y() + height / 2, sideways);
        }
    }
}
