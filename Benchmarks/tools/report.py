"""Writes RESULTS.md from what the scripts kept, with the machine, the date and the commit."""

import datetime
import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import bench

HEAD = """# What was measured

Written by `make bench`; `README.md` beside it says how each figure is made. A ratio is ours divided by the reference of
the same line, taken in the same run on the same machine.

"""


def said(*command):
    done = subprocess.run(command, capture_output=True, text=True, cwd=bench.ROOT)
    return done.stdout.strip()


def machine():
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())
    return (f"{os.cpu_count()} × {cpu[1] if cpu else platform.machine()}, {memory:.0f} GiB, "
            f"{system[1] if system else platform.system()}, the generator on the same cores")


def number(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def line(row, reasons):
    unit = "" if row["unit"] == "/s" else f" {row['unit']}"
    reference = f"{number(row['reference'])}{unit}" if row["reference"] else ""
    ratio = f"{row['ratio']:.2f}" if row["ratio"] else ""
    aim = "" if row["aim"] is None else f"{'≤' if row['at_most'] else '≥'} {row['aim']:g}"
    met = {None: "", True: "yes", False: "**no**"}[row["met"]]
    if row["met"] is False and row["key"] in reasons:
        met += f" ({reasons[row['key']]})"
    per = "/s" if row["unit"] == "/s" else ""
    return (f"| {row['what']} | {number(row['ours'])}{unit}{per} | {reference}{per if reference else ''} | "
            f"{row['divided_by']} | {ratio} | {aim} | {met} | {row['note']} |")


def reasons():
    """`## 1. …` headings of REASONS.md name the figures that they explain: `<!-- key key -->`."""
    path = bench.TOOLS.parent / "REASONS.md"
    found = {}
    for heading, keys in re.findall(r"^## (\d+)\..*\n<!-- (.*?) -->", path.read_text(), re.M) if path.exists() else []:
        for key in keys.split():
            found[key] = f"[reason {heading}](REASONS.md)"
    return found


def main():
    files = sorted(bench.RESULTS.glob("*.json"))
    if not files:
        sys.exit("bench: nothing was measured yet")
    why = reasons()
    dirty = " with local changes" if said("git", "status", "--porcelain", "--untracked-files=no") else ""
    text = HEAD + f"- machine: {machine()}\n- date: {datetime.date.today().isoformat()}\n" \
        f"- commit: {os.environ.get('BENCH_COMMIT') or said('git', 'rev-parse', '--short=12', 'HEAD') + dirty}\n"
    if note := os.environ.get("BENCH_NOTE"):
        text += f"- {note}\n"
    for path in files:
        kept = json.loads(path.read_text())
        text += f"\n## {kept['title']}\n\n| figure | ours | reference | divided by | ratio | aim | met | |\n"
        text += "|---|---:|---:|---|---:|---:|---|---|\n"
        text += "\n".join(line(row, why) for row in kept["figures"]) + "\n"
    (bench.TOOLS.parent / "RESULTS.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
