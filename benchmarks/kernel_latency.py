#!/usr/bin/python3
"""How quick and how large a kernel is, in one table beside the kernels measured before.

    kernel_latency.py [--kernel java] [--times 3] [--repeats 60]

Starts the kernel through jupyter_client, as a notebook does (it is found on JUPYTER_PATH; ./lab bench installs one in
build/jupyter), and prints: seconds from the start of the process to the first reply and to the first result (median);
milliseconds of a round trip of is_complete, complete and inspect once warm, the client's own time included (median and
slowest tenth); seconds and messages of 20,000 println, and how many of the lines arrived; seconds from Stop to the end of
the cell, for cells that hang in different ways, and whether their finally ran; the resident set when idle and after the
work. Numbers are to be compared only when they come from the same idle machine.
"""
import argparse
import re
import statistics
import time

from jupyter_client import KernelManager

PATIENCE = 120
LINES = 20_000
# Medians of IJava 1.3.0 and of the experiment this kernel began as, on 2 cores with JDK 17, under the same load.
BEFORE = {
    "kernel_info reply, s": ("1.30", "0.76, with archive 0.67"),
    "first result, s": ("2.81", "1.72, with archive 1.27"),
    "is_complete, ms": ("46-58", "2-9"),
    "complete, ms": ("46-58", "2-9"),
    "Stop: busy loop, s": ("never, its loop goes on inside", "0.01-0.06"),
    "20,000 println, s": ("16,000-18,000 lines arrive", "0.2, 7-12 messages"),
}
REQUESTS = {
    "is_complete, ms": lambda client, i: client.is_complete(f"int n{i} = {i};"),
    "complete, ms": lambda client, i: client.complete("Fasta.reader().", 15),
    "complete a name, ms": lambda client, i: client.complete("Fas", 3),
    "inspect our own, ms": lambda client, i: client.inspect("Fasta.read(", 11),
    "inspect the JDK's, ms": lambda client, i: client.inspect("Math.max(", 9),
    "inspect a variable, ms": lambda client, i: client.inspect("measured", 4),
}
# Cells that never end by themselves, and how often each is stopped. "begun" is printed when the loop is entered.
HANGING = {
    "busy loop": (12, "long n = 0; while (true) n++;"),
    "sleep": (12, "while (true) Thread.sleep(60_000);"),
    "swallowed interrupt": (12, "while (true) try { Thread.sleep(60_000); } catch (InterruptedException e) { }"),
    "printing": (12, "while (true) System.out.println(System.nanoTime());"),
    "stream": (12, "LongStream.iterate(0, n -> n + 1).forEach(n -> { });"),
    "library's sort": (6, "while (true) new Random(1).ints(3_000_000).sorted().toArray();"),
    "fine-tuning": (4, "stopped.add(plan.fit(split));"),
}
FINE_TUNING = '''var promoters = Fasta.read("datasets/yeast-promoters/train.fa.gz");
var split = Split.of(promoters).keepTogether("chromosome").test("chrXII").validation(0.1);
var plan = GenomicModel.pretrained("jenomics/yeast-base").finetune(Task.binary("promoter")).training(t -> t.epochs(50));
var stopped = new ArrayList<Run>();'''


def start(kernel):
    """A client that is ready, its manager, and the seconds to the first reply and to the first result."""
    manager = KernelManager(kernel_name=kernel)
    begun = time.monotonic()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.kernel_info()
    client.get_shell_msg(timeout=PATIENCE)
    replied = time.monotonic() - begun
    run(client, "int measured = 6 * 7;")
    return client, manager, replied, time.monotonic() - begun


def run(client, code):
    """All output messages of a cell."""
    request = client.execute(code)
    messages = []
    while True:
        message = client.get_iopub_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") != request:
            continue
        messages.append(message)
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            client.get_shell_msg(timeout=PATIENCE)
            return messages


def stop(client, manager):
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def round_trips(client, ask, repeats):
    """Milliseconds of each, once warm."""
    times = []
    for i in range(repeats):
        begun = time.monotonic()
        ask(client, i)
        client.get_shell_msg(timeout=PATIENCE)
        times.append((time.monotonic() - begun) * 1000)
    return sorted(times[repeats // 3:])


def seconds_to_stop(client, manager, body, times):
    """From the interrupt to the idle status, in order of size; every cell must run its finally and nothing after."""
    seconds = []
    for _ in range(times):
        request = client.execute(
            f'System.out.println("begun");\ntry {{ {body} }} finally {{ System.out.println("finally"); }}\n'
            'System.out.println("not stopped");')
        text, asked = "", None
        while True:
            message = client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "stream":
                text += message["content"]["text"]
            if asked is None and "begun" in text:
                time.sleep(3 if "fit" in body else 0.4)
                asked = time.monotonic()
                manager.interrupt_kernel()
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        seconds.append(time.monotonic() - asked)
        client.get_shell_msg(timeout=PATIENCE)
        if "finally" not in text or "not stopped" in text:
            raise SystemExit(f"Stop did not end this cell as it should: {body}")
    return sorted(seconds)


def resident_mb(client):
    """The kernel's own word for it, from /proc."""
    shown = run(client, 'Files.readAllLines(Path.of("/proc/self/status")).stream()'
                        '.filter(l -> l.startsWith("VmRSS")).findFirst().get()')
    text = next(m["content"]["data"]["text/plain"] for m in shown if m["msg_type"] == "execute_result")
    return int(re.search(r"(\d+) kB", text).group(1)) // 1024


def main():
    parser = argparse.ArgumentParser(description="Measures a kernel's start, latency, throughput and memory.")
    parser.add_argument("--kernel", default="java")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=60)
    options = parser.parse_args()
    starts = []
    for number in range(options.times):
        client, manager, replied, answered = start(options.kernel)
        starts.append((replied, answered))
        if number < options.times - 1:
            stop(client, manager)
    rows = {
        "kernel_info reply, s": f"{statistics.median(s[0] for s in starts):.2f}",
        "first result, s": f"{statistics.median(s[1] for s in starts):.2f}",
    }
    idle = resident_mb(client)
    for name, ask in REQUESTS.items():
        times = round_trips(client, ask, options.repeats)
        rows[name] = f"{statistics.median(times):.1f}, slowest tenth {times[int(len(times) * .9)]:.1f}"
    begun = time.monotonic()
    streams = [m for m in run(client, f"for (int i = 0; i < {LINES}; i++) System.out.println(i);")
               if m["msg_type"] == "stream"]
    seconds = time.monotonic() - begun
    lines = sum(m["content"]["text"].count("\n") for m in streams)
    rows["20,000 println, s"] = f"{seconds:.2f}, {len(streams)} messages, {lines:,} lines arrive"
    run(client, FINE_TUNING)
    for name, (times, body) in HANGING.items():
        ends = seconds_to_stop(client, manager, body, times)
        rows[f"Stop: {name}, s"] = f"{statistics.median(ends):.2f}, slowest of {times} {ends[-1]:.2f}"
    rows["resident idle, MB"] = str(idle)
    rows["resident after work, MB"] = str(resident_mb(client))
    stop(client, manager)
    print(f"| {options.kernel} | measured | IJava 1.3.0 | the experiment |\n|---|---|---|---|")
    for name, value in rows.items():
        before = BEFORE.get(name, ("", ""))
        print(f"| {name} | {value} | {before[0]} | {before[1]} |")


if __name__ == "__main__":
    main()
