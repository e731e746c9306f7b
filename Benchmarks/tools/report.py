"""Writes RESULTS.md from what the scripts kept, each with its machine, day and commit. What was not measured again
stays in it as it is."""

import json
import re
import sys
from pathlib import Path

import bench

HEAD = """# What was measured

Written by `make bench`; `README.md` beside it says how each figure is made. A ratio is ours divided by the reference of
the same line, taken in the same run on the same machine.

"""


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


def section(kept, why):
    text = f"## {kept['title']}\n\nMeasured {kept['day']} at `{kept['commit']}` on {kept['machine']}.\n"
    if kept["remark"]:
        text += f"{kept['remark']}\n"
    text += "\n| figure | ours | reference | divided by | ratio | aim | met | |\n|---|---:|---:|---|---:|---:|---|---|\n"
    return text + "\n".join(line(row, why) for row in kept["figures"]) + "\n"


def standing(path):
    """The sections that are there, by the script that a comment before each names."""
    found = re.split(r"^<!-- (\S+) -->\n", path.read_text(), flags=re.M)[1:] if path.exists() else []
    return dict(zip(found[::2], (text.rstrip() + "\n" for text in found[1::2])))


def main():
    files = sorted(bench.RESULTS.glob("*.json"))
    if not files:
        sys.exit("bench: nothing was measured yet")
    why, path = reasons(), bench.TOOLS.parent / "RESULTS.md"
    sections = standing(path)
    for file in files:
        sections[file.stem] = section(json.loads(file.read_text()), why)
    path.write_text(HEAD + "\n".join(f"<!-- {name} -->\n{text}" for name, text in sorted(sections.items())))
    print(path.read_text())


if __name__ == "__main__":
    main()
