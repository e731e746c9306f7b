"""How often everyday questions find their procedure, and how long suggestions take: no server, the program alone."""

import json
import subprocess

import bench

QUESTIONS = bench.TOOLS.parent / "search"
# The figure is the test half; the tuning half stands beside it to show how far the two are apart.
HALVES = [("test", 90, 98), ("tuning", None, None)]
MISSES_SHOWN = 60


def trial(half):
    done = subprocess.run(
        [bench.PROGRAM, "catalogue", "try-search", QUESTIONS / f"questions-{half}.tsv", "--json"],
        capture_output=True, text=True, check=True)
    (answer,) = json.loads(done.stdout).values()
    return answer


def main():
    figures = bench.Figures("06-search", "Finding the procedure among 312, questions without tone marks")
    bench.RESULTS.mkdir(parents=True, exist_ok=True)
    for half, first_aim, three_aim in HALVES:
        found = trial(half)
        name = f"{half} half, {found['questions']} questions"
        figures.add(f"search-{half}-first", f"right one first, {name}", 100 * found["shareFirst"], aim=first_aim, unit="%")
        figures.add(f"search-{half}-three", f"right one among three, {name}", 100 * found["shareFirstThree"],
                    aim=three_aim, unit="%")
        figures.add(f"search-{half}-suggest", f"suggestion while typing, p99 of {found['suggestions']:,}, {half} half",
                    found["suggestMillisecondsP99"], aim=10, at_most=True, unit="ms",
                    note=f"median {found['suggestMillisecondsP50']:.2f}, slowest {found['suggestMillisecondsMax']:.1f}")
        for miss in found["misses"][:MISSES_SHOWN]:
            place = miss["place"] or "not among twenty"
            print(f"      missed: “{miss['question']}” means {', '.join(miss['right'])}, place {place}; "
                  f"first {', '.join(miss['found'])}")
        with (bench.RESULTS / f"search-misses-{half}.txt").open("w") as file:
            file.writelines(f"{miss['question']}\t{','.join(miss['right'])}\t{miss['place']}\n" for miss in found["misses"])
    figures.save()


if __name__ == "__main__":
    main()
