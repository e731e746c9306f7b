"""Sign-ins a second with the cost of passwords as it is, beside bare scrypt of the same cost."""

import hashlib
import os
import threading
import time
from pathlib import Path

import bench

CLIENTS = 8
SECONDS = 2 * bench.SECONDS
# As `Features/Identity/PasswordHash.swift` has it; a test there holds it.
COST = {"n": 1 << 15, "r": 8, "p": 1, "maxmem": 64 << 20, "dklen": 32}


def rate(work):
    """How often some threads get through it in a second."""
    done, end = [0] * CLIENTS, time.monotonic() + SECONDS

    def repeat(number):
        while time.monotonic() < end:
            work(number)
            done[number] += 1

    threads = [threading.Thread(target=repeat, args=(number,)) for number in range(CLIENTS)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.monotonic() - begun)


def main():
    figures = bench.Figures("10-sign-in", "Signing in with a password")
    salt = os.urandom(16)
    reference = rate(lambda _: hashlib.scrypt(bench.PASSWORD.encode(), salt=salt, **COST))
    people = [f"motcua{number}" for number in range(1, 6)] + [f"0900{number:06}" for number in range(101, 104)]
    with bench.own_folder() as folder:
        place = Path(folder, "data")
        bench.MotCua.demo(place, 5)
        server = bench.MotCua(place, Path(folder, "log"))
        try:
            # One who cannot sign in ends the run.
            ours = rate(lambda number: server.visitor(people[number]))
            memory = server.memory_mib()
        finally:
            server.stop()
    figures.add("sign-ins", f"sign-ins, {CLIENTS} people at once, scrypt 2^15, 8, 1", ours, reference,
                "bare scrypt of that cost in as many threads", aim=0.5)
    figures.add("sign-ins-memory", "memory afterwards", memory, aim=200, at_most=True, unit="MiB")
    figures.save()


if __name__ == "__main__":
    main()
