#!/usr/bin/env python3
"""Reads the files that jenomics.benchmarks.Reading made with pandas: reading_peers.py FOLDER [RUNS].

Needs python3-pandas. Prints the best of RUNS: seconds, processor seconds of user and system, and the peak of resident
memory so far, each reading in a process of its own.
"""
import multiprocessing
import os
import resource
import sys
import time


def read(path, queue):
    import pandas

    begun, before = time.perf_counter(), os.times()
    table = pandas.read_csv(path, index_col=0)
    after = os.times()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = after.user - before.user + after.system - before.system
    queue.put((time.perf_counter() - begun, cpu, peak, table.shape, pandas.__version__))


def main():
    folder, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    for name in ("wide.csv", "long.csv"):
        results = []
        for _ in range(runs):
            queue = multiprocessing.Queue()
            process = multiprocessing.Process(target=read, args=(os.path.join(folder, name), queue))
            process.start()
            results.append(queue.get())
            process.join()
        seconds, cpu = min(r[0] for r in results), min(r[1] for r in results)
        print(f"pandas {results[0][4]} read_csv {name:10s} {seconds:8.2f} s {cpu:8.2f} cpu s"
              f" {results[0][2]:8.0f} MB peak  {results[0][3]}")


if __name__ == "__main__":
    main()
