#!/usr/bin/python3
"""How long a person waits for a new kernel: process start to the first reply, to the first result, and to the first
model.

    kernel_start.py [--times 3] [--kernel java] [--model jenomics/yeast-base]

The kernel is found on JUPYTER_PATH (./lab bench installs one in build/jupyter). Each time is a new process; the
client is jupyter_client, as in a notebook. All times are seconds from the start of the process, but the last, which
is the time of its own cell. ZeroMQ tries to connect every 0.1 s, so a reply can be seen that much late.
"""
import argparse
import statistics
import sys
import time

from jupyter_client import KernelManager

PATIENCE = 180


def wait(client, request, wanted):
    """The first message of a type on the output channel that answers a request; an error of the kernel ends it all."""
    while True:
        message = client.get_iopub_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") != request:
            continue
        kind = message["msg_type"]
        if kind == "error":
            sys.exit("The kernel answered with an error:\n" + "\n".join(message["content"]["traceback"]))
        if kind == wanted:
            return
        if kind == "status" and message["content"]["execution_state"] == "idle":
            sys.exit(f"The cell ended without {wanted}.")


def start_once(kernel, cell):
    """Seconds to kernel_info_reply, seconds to the first result, seconds of the model's cell."""
    manager = KernelManager(kernel_name=kernel)
    begin = time.monotonic()
    manager.start_kernel()
    client = manager.client()
    try:
        client.start_channels()
        client.kernel_info()
        client.get_shell_msg(timeout=PATIENCE)
        replied = time.monotonic()
        wait(client, client.execute("6 * 7"), "execute_result")
        answered = time.monotonic()
        wait(client, client.execute(cell), "execute_result")
        return replied - begin, answered - begin, time.monotonic() - answered
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main():
    parser = argparse.ArgumentParser(description="Measures the start of a kernel.")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--kernel", default="java")
    parser.add_argument("--model", default="jenomics/yeast-base")
    options = parser.parse_args()
    cell = f'GenomicModel.pretrained("{options.model}")'
    columns = ["kernel_info_reply", "first result", cell]
    rows = []
    for number in range(1, options.times + 1):
        rows.append(start_once(options.kernel, cell))
        print(f"start {number}  " + "   ".join(f"{name} {value:.2f} s" for name, value in zip(columns, rows[-1])))
    medians = [statistics.median(column) for column in zip(*rows)]
    print("median   " + "   ".join(f"{name} {value:.2f} s" for name, value in zip(columns, medians)))


if __name__ == "__main__":
    main()
