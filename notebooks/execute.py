#!/usr/bin/python3
"""Executes a notebook through a real Jupyter client (nbclient), cell by cell, saying what happens.

    execute.py NOTEBOOK --out DIR [--html] [--metrics] [--log FILE] [--cell-timeout SECONDS]

Writes DIR/NAME.ipynb (also when a cell fails) and DIR/NAME.html. Cells run in the notebook's own folder, as in
JupyterLab; the kernel is the one the notebook names, found on JUPYTER_PATH. Ends with 1 when a cell fails.
Used by ./lab quickstart and by NotebooksTest; needs Debian's python3-nbclient and python3-nbconvert, no pip.
"""
import argparse
import re
import sys
import time
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
METRIC = re.compile(r"\b(AUROC|AUPRC|MCC|F1|accuracy|MSE|Pearson|Spearman)\b", re.IGNORECASE)
QUIET_SECONDS = 15  # between two progress lines where the output is not a terminal


class Voice:
    """Lines to the terminal and the log; on a terminal the last line may still be changing."""

    def __init__(self, log):
        self.live = sys.stdout.isatty()
        self.log = open(log, "w", encoding="utf-8") if log else None
        self.last = time.monotonic()

    def say(self, line):
        print(("\r\x1b[K" if self.live else "") + line, flush=True)
        self.write(line)
        self.last = time.monotonic()

    def progress(self, line):
        self.write(line)
        if self.live:
            print("\r\x1b[K" + line[:100], end="", flush=True)
        elif time.monotonic() - self.last > QUIET_SECONDS:
            print(line, flush=True)
            self.last = time.monotonic()

    def write(self, line):
        if self.log:
            print(ANSI.sub("", line), file=self.log, flush=True)


class SpokenClient(NotebookClient):
    """nbclient that says each cell, its time, and the first line of what it shows."""

    voice = None

    async def async_execute_cell(self, cell, cell_index, **kwargs):
        if cell.cell_type != "code" or not cell.source.strip():
            return await super().async_execute_cell(cell, cell_index, **kwargs)
        begin = time.monotonic()
        label = f"cell {cell_index + 1}/{len(self.nb.cells)}"
        self.voice.progress(f"  {label} ...  {cell.source.strip().splitlines()[0]}")
        done = await super().async_execute_cell(cell, cell_index, **kwargs)
        lines = shown_lines([cell])
        self.voice.say(f"  {label}  {time.monotonic() - begin:6.1f} s  {lines[0] if lines else ''}"[:140])
        return done

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] in ("display_data", "update_display_data"):
            text = msg["content"]["data"].get("text/plain", "").strip()
            if text:
                self.voice.progress("    " + text.splitlines()[0])
        return super().process_message(msg, cell, cell_index)


def shown_lines(cells):
    """Every line of text that these cells show, in order."""
    lines = []
    for cell in cells:
        for output in cell.get("outputs", []):
            text = output.get("text") or output.get("data", {}).get("text/plain") or ""
            lines += [line.rstrip() for line in ANSI.sub("", "".join(text)).splitlines() if line.strip()]
    return lines


def execute(notebook, path, voice, timeout):
    """None when all went well, else what to tell the user."""
    client = SpokenClient(notebook, timeout=timeout, resources={"metadata": {"path": str(path.parent)}})
    client.voice = voice
    try:
        client.execute()
    except CellExecutionError as error:
        return f"A cell failed.\n{failed_cell(notebook, error)}"
    except CellTimeoutError:
        return f"A cell was not done after {timeout} s."
    except DeadKernelError as error:
        return f"The kernel died: {error}"
    except NoSuchKernel as error:
        return f"There is no kernel '{error.name}' on JUPYTER_PATH: ./lab kernel install makes one."
    return None


def failed_cell(notebook, error):
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                source = "\n".join("    " + line for line in cell.source.splitlines())
                said = "\n".join(output.traceback) or f"{output.ename}: {output.evalue}"
                return f"  cell {number}:\n{source}\n{said if sys.stdout.isatty() else ANSI.sub('', said)}"
    return str(error)


def write_html(notebook, target):
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    config = Config()  # nbconvert strips the styles from SVG it does not trust; the PNG beside it shows the same
    config.NbConvertBase.display_data_priority = ["text/html", "image/png", "image/svg+xml", "text/markdown", "text/plain"]
    exporter = HTMLExporter(config=config)
    html, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": target.stem}})
    target.write_text(html, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="Executes a notebook through a real Jupyter client.")
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="folder for the executed notebook")
    parser.add_argument("--html", action="store_true", help="also write it as HTML")
    parser.add_argument("--metrics", action="store_true", help="print the lines that hold metrics")
    parser.add_argument("--log", type=Path, help="everything said, also between the printed lines")
    parser.add_argument("--cell-timeout", type=int, default=1200, metavar="SECONDS")
    options = parser.parse_args()

    path = options.notebook.resolve()
    if not path.is_file():
        sys.exit(f"There is no notebook {path}.")
    voice = Voice(options.log)
    begin = time.monotonic()
    notebook = nbformat.read(path, as_version=4)
    voice.say(f"Running {path.name}: {sum(c.cell_type == 'code' for c in notebook.cells)} code cells")
    trouble = execute(notebook, path, voice, options.cell_timeout)

    options.out.mkdir(parents=True, exist_ok=True)
    executed = options.out.resolve() / path.name
    nbformat.write(notebook, executed)
    if trouble:
        voice.say(trouble)
        voice.say(f"As far as it came: {executed}")
        sys.exit(1)
    voice.say(f"Ran {path.name} in {time.monotonic() - begin:.0f} s")

    if options.metrics:
        metrics = list(dict.fromkeys(line for line in shown_lines(notebook.cells) if METRIC.search(line)))
        voice.say("Metrics:" if metrics else "No line of the outputs holds a metric.")
        for line in metrics:
            voice.say("  " + line)
    voice.say(f"Executed notebook: {executed}")
    if options.html:
        page = executed.with_suffix(".html")
        write_html(notebook, page)
        voice.say(f"As a web page:     {page}")


if __name__ == "__main__":
    main()
