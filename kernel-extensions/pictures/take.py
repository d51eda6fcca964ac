#!/usr/bin/python3
"""Pictures of the kernel in a real front end, to be looked at by a person.

    take.py TOOL KERNELSPEC_FOLDER OUT_FOLDER [NAME ...]

TOOL opens a notebook in JupyterLab (or, with FRONT=nb6 in the environment, in the classic notebook), runs all cells and
takes a picture: TOOL NOTEBOOK KERNELSPEC_FOLDER OUT.png [stop:SECONDS | shots:SECONDS,SECONDS]. The notebooks are made
here. KERNELSPEC_FOLDER is, for example, build/jupyter/share/jupyter/kernels/java.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

LOOP = """
double loss = 3;
try (var p = Progress.of("training", 120, "steps")) {
  var losses = new ArrayList<Double>();
  p.picture(() -> LineChart.of("loss").line("train", losses.stream().mapToDouble(d -> d).toArray()));
  for (int step = 1; step <= 120; step++) {
    Thread.sleep(100);
    loss = loss * 0.98 + 0.01 * Math.sin(step);
    losses.add(loss);
    p.done(step).remark("loss " + String.format("%.3f", loss));
  }
} finally {
  System.out.println("cleaned up");
}
"""

# Name to the action of the tool and the cells.
NOTEBOOKS = {
    "demo": ("", [
        'System.out.println("Hello, " + System.getProperty("java.version").replaceAll("[.].*", ""));\n'
        'var lengths = IntStream.range(0, 8).mapToObj(i -> 100 * i).toList();\nlengths',
        'DnaSequence.of("ACGTTTGACCANNACGT")',
        "Map.of(1, 2)",
    ]),
    "live-plot": ("shots:3,7", [LOOP]),
    "stop": ("stop:6", [LOOP, 'System.out.println("must not run");']),
    "elapsed": ("shots:13", ["Thread.sleep(14_000);\n6 * 7"]),
    "run-all-error": ("", [
        "int tenth(int i) {\n  return 10 / i;\n}",
        "int one = 1;\ntenth(one - 1)",
        'System.out.println("must not run");',
    ]),
    "compile-errors": ("", ["int a = 1\nint b = 2;"]),
    "unknown-name": ("", ['var promoters = Fsta.read("promoters.fa");']),
    "facts": ("", ['Fasta.read("no-such-file.fa")']),
    "exit": ("", ["System.exit(0)"]),
    "table": ("", [
        "import tech.tablesaw.api.*;\n"
        'Table.create("genes", StringColumn.create("gene", IntStream.range(0, 300).mapToObj(i -> "<g" + i + ">").toList()),'
        ' DoubleColumn.create("log2 fold", IntStream.range(0, 300).mapToObj(i -> Math.sin(i)).toList()))',
    ]),
    "chart": ("", [
        'LineChart.of("loss").line("train", 3, 2, 1.5, 1.2, 1.1).line("validation", 3.1, 2.2, 1.9, 1.8, 1.85)',
    ]),
}


def notebook(cells):
    return {
        "cells": [
            {"cell_type": "code", "execution_count": None, "id": f"cell-{i}", "metadata": {}, "outputs": [],
             "source": cell.strip("\n")}
            for i, cell in enumerate(cells)
        ],
        "metadata": {"kernelspec": {"display_name": "Java (Jenomics)", "language": "java", "name": "java"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    tool, spec, out = (pathlib.Path(argument).absolute() for argument in sys.argv[1:4])
    names = sys.argv[4:] or list(NOTEBOOKS)
    out.mkdir(parents=True, exist_ok=True)
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            action, cells = NOTEBOOKS[name]
            file = pathlib.Path(folder, f"{name}.ipynb")
            file.write_text(json.dumps(notebook(cells)), encoding="utf-8")
            command = [tool, file, spec, out / f"{name}.png"] + ([action] if action else [])
            print(name, flush=True)
            if subprocess.run(command, check=False).returncode:
                failed.append(name)
    if failed:
        sys.exit("No picture of " + ", ".join(failed))


if __name__ == "__main__":
    main()
