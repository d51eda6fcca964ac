package jenomics.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * How steps lead from one number to another: bars that begin where the one above ended. A value: every call gives a new
 * chart.
 *
 * <pre>{@code
 * Waterfall.of("Sample A0FJ").x("P(Basal)").from("mean", 0.33).step("ESR1 = 5.1", 0.2).step("others", 0.1)
 * }</pre>
 */
public final class Waterfall extends AxesDrawing {
    private static final double ROW = 26;
    private static final int UP = Palette.category(1);
    private static final int DOWN = Palette.category(0);

    private final String beginning;
    private final double start;
    private final List<Step> steps;

    private record Step(String name, double value) {}

    private Waterfall(Axes axes, String beginning, double start, List<Step> steps) {
        super(axes);
        this.beginning = beginning;
        this.start = start;
        this.steps = List.copyOf(steps);
    }

    /** An empty chart with this title. */
    public static Waterfall of(String title) {
        return new Waterfall(Axes.of(title), "0", 0, List.of());
    }

    /** The title of the axis, with the unit. */
    public Waterfall x(String axisTitle) {
        return new Waterfall(axes.x(axisTitle), beginning, start, steps);
    }

    /** Where it begins, and what that is. */
    public Waterfall from(String name, double value) {
        return new Waterfall(axes, name, value, steps);
    }

    /** One more step, up or down. */
    public Waterfall step(String name, double value) {
        var more = new ArrayList<>(steps);
        more.add(new Step(name, value));
        return new Waterfall(axes, beginning, start, more);
    }

    /** Where it ends. */
    public double end() {
        return start + steps.stream().mapToDouble(Step::value).sum();
    }

    @Override
    double height() {
        return Math.max(180, 118 + ROW * steps.size());
    }

    @Override
    void draw(Surface surface, Box area) {
        Given.some("Waterfall '" + title() + "'", "steps", steps.size());
        Extent reached = Extent.of(start);
        double at = start;
        for (var step : steps) {
            at += step.value();
            reached = reached.and(at);
        }
        Extent open = reached.least(false);
        double room = 0.2 * (open.high() - open.low()); // for the numbers beside the bars
        var values = Axis.linear(open.low() - room, open.high() + room);
        var names = Axis.categoriesDown(steps.stream().map(Step::name).toList());
        var keys = List.of(
                new Key(beginning + " " + Numbers.brief(start), Ink.QUIET, Key.Mark.DASHES),
                new Key("up", Ink.of(UP), Key.Mark.BLOCK),
                new Key("down", Ink.of(DOWN), Key.Mark.BLOCK),
                new Key("end " + Numbers.brief(end()), Ink.TEXT, Key.Mark.LINE));
        var frame = Frame.draw(surface, area, axes, values, names, keys);
        double x = frame.px(start);
        surface.line(
                x,
                frame.plot().y(),
                x,
                frame.plot().bottom(),
                Pen.of(Ink.QUIET, 1.2).dashed(4));
        drawSteps(surface, frame);
    }

    private void drawSteps(Surface surface, Frame frame) {
        double thick = Math.min(ROW, frame.plot().height() / steps.size()) * 0.66;
        double at = start;
        for (int s = 0; s < steps.size(); s++) {
            double value = steps.get(s).value();
            double from = frame.px(at);
            double to = frame.px(at + value);
            double middle = frame.py(s);
            int colour = value < 0 ? DOWN : UP;
            surface.rect(
                    new Box(Math.min(from, to), middle - thick / 2, Math.max(1, Math.abs(to - from)), thick),
                    Ink.of(colour).onPaper(0.88));
            Face face = Face.TICK.at(value < 0 ? Face.Anchor.END : Face.Anchor.START);
            String label = (value < 0 ? "" : "+") + Numbers.brief(value);
            surface.text(label, to + (value < 0 ? -5 : 5), middle + face.drop(), face);
            double next = s + 1 < steps.size() ? frame.py(s + 1) : frame.plot().bottom();
            surface.line(to, middle + thick / 2, to, next, Pen.of(Ink.TEXT, s + 1 < steps.size() ? 0.7 : 1.6));
            at += value;
        }
    }

    @Override
    public String text() {
        var text = new StringBuilder(title());
        text.append("\n  ").append(beginning).append(": ").append(Numbers.brief(start));
        for (var step : steps) {
            text.append("\n  ").append(step.name()).append(": ").append(Numbers.brief(step.value()));
        }
        return text.append("\n  end: ").append(Numbers.brief(end())).toString();
    }
}
