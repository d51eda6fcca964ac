package jenomics.plot;

import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * Numbers in rows of one length, NaN where there is none, and how they become colours.
 *
 * @param values [rows][columns]
 */
record Matrix(double[][] values) {
    /** Of the 256 colours of a raster, the last is kept for missing cells. */
    private static final int LEVELS = 255;

    static Matrix of(String who, double[][] values) {
        Given.some(who, "rows", values.length);
        double[][] copy = new double[values.length][];
        for (int row = 0; row < values.length; row++) {
            checkRow(who, row, values[row].length, values[0].length);
            copy[row] = values[row].clone();
        }
        return new Matrix(copy);
    }

    static Matrix of(String who, float[][] values) {
        return of(who, java.util.Arrays.stream(values).map(Given::numbers).toArray(double[][]::new));
    }

    private static void checkRow(String who, int row, int length, int first) {
        if (length == 0 || length != first) {
            throw new GenomicsException(
                    who + ": row " + row + " has " + length + " cells and row 0 has " + first
                            + "; a matrix has rows of one length, at least 1. Put NaN where a value is missing.",
                    Map.of("row", row, "cells", length, "expected", first));
        }
    }

    int rows() {
        return values.length;
    }

    int columns() {
        return values[0].length;
    }

    Extent extent() {
        Extent extent = Extent.NONE;
        for (double[] row : values) {
            extent = extent.and(row);
        }
        return extent;
    }

    Raster raster(Palette palette, Extent scale) {
        int[] colours = new int[LEVELS + 1];
        for (int level = 0; level < LEVELS; level++) {
            colours[level] = palette.rgb(level / (LEVELS - 1.0));
        }
        colours[LEVELS] = Ink.MISSING.rgb();
        var cells = new byte[rows() * columns()];
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns(); column++) {
                cells[row * columns() + column] = (byte) level(values[row][column], scale);
            }
        }
        return new Raster(columns(), rows(), colours, cells);
    }

    private static int level(double value, Extent scale) {
        if (Double.isNaN(value)) {
            return LEVELS;
        }
        double at = (value - scale.low()) / (scale.high() - scale.low());
        return (int) Math.round(Math.max(0, Math.min(1, at)) * (LEVELS - 1));
    }

    /** Means of blocks, so that neither side is longer than this; NaN cells do not count. */
    Matrix pooled(int longest) {
        int block = (int) Math.ceil(Math.max(rows(), columns()) / (double) longest);
        if (block <= 1) {
            return this;
        }
        double[][] means = new double[(rows() + block - 1) / block][(columns() + block - 1) / block];
        for (int row = 0; row < means.length; row++) {
            for (int column = 0; column < means[row].length; column++) {
                means[row][column] = mean(row * block, column * block, block);
            }
        }
        return new Matrix(means);
    }

    private double mean(int fromRow, int fromColumn, int block) {
        double sum = 0;
        int count = 0;
        for (int row = fromRow; row < Math.min(rows(), fromRow + block); row++) {
            for (int column = fromColumn; column < Math.min(columns(), fromColumn + block); column++) {
                if (!Double.isNaN(values[row][column])) {
                    sum += values[row][column];
                    count++;
                }
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
