#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Benchmarks beside peers; called by scripts/bench. Whole processes, wall time and peak memory, one after the other."""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time


def run(arguments, environment=None, stdin=None):
    """Wall seconds and peak MiB of a process that must succeed."""
    begin = time.monotonic()
    process = subprocess.Popen(arguments, env=environment, stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if stdin:
        process.stdin.write(stdin.encode())
        process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{arguments[0]} failed")
    return time.monotonic() - begin, usage.ru_maxrss / 1024


SQLITE_BARE = ".mode csv\n.import {csv} a\n"
SQLITE_FULL = SQLITE_BARE + """CREATE UNIQUE INDEX a_key ON a(country,id);
CREATE INDEX a_city ON a(country,city);
CREATE VIRTUAL TABLE f USING fts5(name,alias,city,content='a');
INSERT INTO f(f) VALUES('rebuild');
"""


def synthetic(shared, folder, rows):
    path = folder / f"{rows}.csv"
    with open(path, "wb") as out:
        subprocess.run([sys.executable, shared / "tools/contract_csv.py", str(rows)], stdout=out, check=True)
    return path


def register(bin_folder, shared, folder, sizes):
    print(f"{'rows':>9}  {'what':<34} {'s':>7} {'rows/s':>9} {'MiB':>5}  ratio to sqlite3 with indexes and FTS5")
    for rows in sizes:
        csv = synthetic(shared, folder, rows)
        def line(name, seconds, memory, base):
            ratio = f"{seconds / base:.2f}" if base else ""
            print(f"{rows:>9}  {name:<34} {seconds:>7.2f} {rows / seconds:>9.0f} {memory:>5.0f}  {ratio}", flush=True)
        full = run(["sqlite3", folder / "full.db"], stdin=SQLITE_FULL.format(csv=csv))
        bare = run(["sqlite3", folder / "bare.db"], stdin=SQLITE_BARE.format(csv=csv))
        environment = {**os.environ, "IMI_STORE": str(folder / "imi.db")}
        run([bin_folder / "imi-store", "init", "--quiet"], environment)
        first = run([bin_folder / "imi-register", "import", csv, "--quiet"], environment)
        again = run([bin_folder / "imi-register", "import", csv, "--quiet"], environment)
        line("sqlite3 .import, bare", *bare, full[0])
        line("sqlite3 .import, 2 indexes, FTS5", *full, full[0])
        line("imi-register import", *first, full[0])
        line("imi-register import, unchanged", *again, full[0])
        for name in ("full.db", "bare.db", "imi.db"):
            print(f"{rows:>9}  size of {name:<26} {(folder / name).stat().st_size / 2**20:>7.0f} MiB")
        for path in folder.glob("*.db*"):
            path.unlink()


def queries_of(csv, count):
    """Names of the rows: as they are, without a letter, the beginnings of their words."""
    import csv as reader
    chosen = random.Random(2008)
    rows = [row for row in reader.DictReader(open(csv, encoding="utf-8", newline="")) if chosen.random() < 0.02][:count]
    for i, row in enumerate(rows):
        name = row["name"]
        if i % 3 == 1 and len(name) > 8:
            at = chosen.randrange(3, len(name) - 2)
            name = name[:at] + name[at + 1:]
        elif i % 3 == 2:
            name = " ".join(word[:5] for word in name.split()[:3])
        yield {"query": name, "expected": [row["id"]], "kind": ("exact", "typo", "prefix")[i % 3]}


def search(bin_folder, shared, folder, sizes):
    for rows in sizes:
        csv = synthetic(shared, folder, rows)
        store = folder / "imi.db"
        environment = {**os.environ, "IMI_STORE": str(store)}
        run([bin_folder / "imi-store", "init", "--quiet"], environment)
        run([bin_folder / "imi-register", "import", csv, "--quiet"], environment)
        queries = folder / "queries.jsonl"
        queries.write_text("".join(json.dumps(query) + "\n" for query in queries_of(csv, 600)), encoding="utf-8")
        print(f"\n{rows} rows", flush=True)
        subprocess.run([bin_folder / "search_bench", store, queries], check=True)
        anchor = min(run(["sqlite3", ":memory:", "select 1"])[0] for _ in range(20))
        for name, words in (("exact", ["ordre", "des", "medecins"]), ("typo", ["regionnal", "goverment"])):
            cold = min(run([bin_folder / "imi-search", *words], environment)[0] for _ in range(20))
            print(f"cold process, {name}: {cold * 1000:.1f} ms, {cold / anchor:.1f} times sqlite3 :memory:")
        for path in folder.glob("*.db*"):
            subprocess.run(["rm", "-rf", path], check=True)


def faults(bin_folder, _shared, _folder, sizes):
    root = pathlib.Path(__file__).resolve().parent.parent
    kills = str(sizes[0]) if len(sizes) == 1 else "1000"
    subprocess.run([sys.executable, root / "faults/kill_import.py", bin_folder, "--kills", kills, "--writers", "16"], check=True)
    subprocess.run([bin_folder / "vfs_sweep"], check=True)


if __name__ == "__main__":
    campaigns = {"register": register, "search": search, "faults": faults}
    if len(sys.argv) < 4 or sys.argv[1] not in campaigns:
        sys.exit("usage: scripts/bench register|search|faults [ROWS…]")
    with tempfile.TemporaryDirectory() as temporary:
        campaigns[sys.argv[1]](pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve(), pathlib.Path(temporary),
                               [int(n) for n in sys.argv[4:]] or [10_000, 100_000, 1_000_000])
