"""Measures ours and the peers in turn, several rounds in one run, and prints a table of medians.

  table.py CORPUS DICTIONARY.json MEGABYTES ROUNDS PEER...
"""

import json
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = [
    ("counts", ["--mode", "counts"]),
    ("counts, 2 threads", ["--mode", "counts", "--threads", "2"]),
    ("columns: places, rules, negation", ["--mode", "columns"]),
    ("a row of CSV for each tag", ["--mode", "csv"]),
    ("our own lexicons, all gates", ["--mode", "own"]),
    ("raw Aho-Corasick over bytes, all matches", ["--mode", "raw"]),
]
# These would take hours on all of it.
AT_MOST = {"spacy": 0.3, "polars": 1.0}
SAME_WORK = ["pyahocorasick", "ahocorasick-rs", "spacy"]


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def main():
    corpus, dictionary, megabytes, rounds, *peers = sys.argv[1:]
    whole = ["cargo", "bench", "--quiet", "--bench", "whole", "--", corpus]
    commands = {
        f"**{name}**": [*whole, "--dictionary", dictionary, "--mb", megabytes, *options]
        for name, options in OURS
    }
    for name in peers:
        size = str(min(float(megabytes), AT_MOST.get(name, float("inf"))))
        script = os.path.join(HERE, "peer.py")
        commands[name] = [sys.executable, script, name, corpus, dictionary, "--mb", size]
    results = {name: [] for name in commands}
    for _ in range(int(rounds)):
        for name, command in commands.items():
            results[name].append(run(command))
    median = lambda name, key: statistics.median(r[key] for r in results[name])  # noqa: E731
    ours = median("**counts**", "mb_per_cpu_s")
    print("| | MB per CPU s | counts of ours are quicker by | MB per s, wall | peak MB | work |")
    print("|---|---|---|---|---|---|")
    for name in commands:
        speed = median(name, "mb_per_cpu_s")
        wall = statistics.median(r["mb"] / r["wall_s"] for r in results[name])
        work = "the same" if name in SAME_WORK or "counts" in name else "other"
        print(
            f"| {name} | {speed:.3g} | {ours / speed:.3g} | {wall:.3g} "
            f"| {median(name, 'peak_mb'):.0f} | {work} |"
        )


if __name__ == "__main__":
    main()
