#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Benchmarks beside peers; called by scripts/bench. Whole processes, wall time and peak memory, one after the other."""
import csv
import json
import os
import pathlib
import pty
import random
import re
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


def measured(arguments, environment=None, stdin=None):
    """Wall seconds, processor seconds and peak MiB of a process that must succeed."""
    before = os.times()
    seconds, memory = run(arguments, environment, stdin)
    after = os.times()
    return seconds, after.children_user + after.children_system - before.children_user - before.children_system, memory


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


def stages(arguments, environment):
    """What the progress line of a terminal names, with the seconds until the next one: {stage: seconds}."""
    master, slave = pty.openpty()
    begin = time.monotonic()
    process = subprocess.Popen(arguments, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=slave)
    os.close(slave)
    seen = [("before the first", begin)]
    while True:
        try:
            block = os.read(master, 4096)
        except OSError:  # the end of a terminal
            break
        if not block:
            break
        for name in re.findall(rb"\r(reading|comparing|storing|indexing|completing)", block):
            if name.decode() != seen[-1][0]:
                seen.append((name.decode(), time.monotonic()))
    os.close(master)
    if process.wait() != 0:
        sys.exit(f"{arguments[0]} failed")
    ends = [at for _, at in seen[1:]] + [time.monotonic()]
    return {name: end - at for (name, at), end in zip(seen, ends)}


def change_50(csv_file, path, rows):
    """The header and 50 rows out of the whole file, each with another e-mail address."""
    step = max(rows // 50, 1)
    with open(csv_file, encoding="utf-8", newline="") as given, open(path, "w", encoding="utf-8", newline="") as out:
        reader = csv.DictReader(given)
        writer = csv.DictWriter(out, reader.fieldnames, lineterminator="\n")
        writer.writeheader()
        for number, row in enumerate(reader):
            if number % step == 0 and number // step < 50:
                writer.writerow({**row, "email": f"changed{number}@body.example"})


def register(bin_folder, shared, folder, sizes):
    """The bulk import beside sqlite3: the same rows, a unique index (country, id), one on (country, city), FTS5 over name,
    alias, city. Ratios are of wall time in one run, and beside them of processor time, which other work disturbs less."""
    print(f"{'rows':>9}  {'what':<34} {'wall s':>7} {'cpu s':>7} {'rows/s':>9} {'MiB':>5}  wall and cpu beside sqlite3 with indexes and FTS5")
    for rows in sizes:
        csv_file = synthetic(shared, folder, rows)
        environment = {**os.environ, "IMI_STORE": str(folder / "imi.db")}
        peer = measured(["sqlite3", folder / "full.db"], stdin=SQLITE_FULL.format(csv=csv_file))

        def line(name, figures, base=peer):
            seconds, cpu, memory = figures
            print(f"{rows:>9}  {name:<34} {seconds:>7.2f} {cpu:>7.2f} {rows / seconds:>9.0f} {memory:>5.0f}  "
                  f"{seconds / base[0]:.2f} {cpu / base[1]:.2f}", flush=True)

        def new_store():
            for path in folder.glob("imi.db*"):
                path.unlink()
            run([bin_folder / "imi-store", "init", "--quiet"], environment)

        def checked():
            run([bin_folder / "imi-store", "check"], environment)

        importing = [bin_folder / "imi-register", "import", "--quiet"]
        line("sqlite3 .import, 2 indexes, FTS5", peer)
        line("sqlite3 .import, bare", measured(["sqlite3", folder / "bare.db"], stdin=SQLITE_BARE.format(csv=csv_file)))
        new_store()
        first = measured([*importing, csv_file], environment)
        line("imi-register import", first)
        checked()
        again = measured([*importing, csv_file], environment)
        line("imi-register import, unchanged", again)
        checked()
        change_50(csv_file, folder / "50.csv", rows)
        line("dry run of 50 changed rows", measured([*importing, folder / "50.csv", "--dry-run"], environment))
        exported = folder / "exported.jsonl"
        line("imi-register export, JSON Lines",
             measured([bin_folder / "imi-register", "export", "--format", "jsonl", "-o", exported, "--force"], environment))
        for name in ("full.db", "bare.db", "imi.db"):
            print(f"{rows:>9}  size of {name:<26} {(folder / name).stat().st_size / 2**20:>7.0f} MiB")
        new_store()
        lines = measured([*importing, exported], environment)
        line("imi-register import, JSON Lines", lines)
        checked()
        print(f"{rows:>9}  JSON Lines beside CSV {lines[0] / first[0]:.2f} (cpu {lines[1] / first[1]:.2f}); unchanged beside first "
              f"{again[0] / first[0]:.2f} (cpu {again[1] / first[1]:.2f})")
        new_store()
        parts = stages([bin_folder / "imi-register", "import", csv_file], environment)
        print(f"{rows:>9}  where the time goes: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in parts.items()))
        for path in folder.glob("*.db*"):
            path.unlink()


def queries_of(csv_file, count):
    """Names of the rows: as they are, without a letter, the beginnings of their words."""
    chosen = random.Random(2008)
    rows = [row for row in csv.DictReader(open(csv_file, encoding="utf-8", newline="")) if chosen.random() < 0.02][:count]
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
        csv_file = synthetic(shared, folder, rows)
        store = folder / "imi.db"
        environment = {**os.environ, "IMI_STORE": str(store)}
        run([bin_folder / "imi-store", "init", "--quiet"], environment)
        run([bin_folder / "imi-register", "import", csv_file, "--quiet"], environment)
        queries = folder / "queries.jsonl"
        queries.write_text("".join(json.dumps(query) + "\n" for query in queries_of(csv_file, 600)), encoding="utf-8")
        print(f"\n{rows} rows", flush=True)
        subprocess.run([bin_folder / "search_bench", store, queries], check=True)
        anchor = min(run(["sqlite3", ":memory:", "select 1"])[0] for _ in range(20))
        for name, words in (("exact", ["ordre", "des", "medecins"]), ("typo", ["regionnal", "goverment"])):
            cold = min(run([bin_folder / "imi-search", *words], environment)[0] for _ in range(20))
            print(f"cold process, {name}: {cold * 1000:.1f} ms, {cold / anchor:.1f} times sqlite3 :memory:")
        for path in folder.glob("*.db*"):
            subprocess.run(["rm", "-rf", path], check=True)


WRITERS = 16
FORM = {"questionset": "general", "subject": {"professions": "doctor"},
        "data": {"family-name": "Nowak", "given-names": "Jan", "birth-date": "1970-01-01", "document-concerned": "no",
                 "doubt": "application", "needed-by": "2008-04-30"},
        "questions": {"translation-correct": {}, "holder-same": {}}}
REPLY = {"answers": {"translation-correct": {"value": "yes", "note": "It agrees with the original."}, "holder-same": "yes"}}


def lives(writer, count):
    """Batch lines of whole requests: begun, sent, accepted, answered, closed."""
    form = {**FORM, "data": {**FORM["data"], "needed-by": f"{2008 + writer}-04-30"}}
    for number in range(count):
        key = f"{writer}-{number}"
        case = f"PQ-{2008 + writer}-{number + 1:06}"
        yield {"do": "new", "area": "pq", "to": "PL:nil-warszawa", "form": form, "key": key, "from": "DE:lageso"}, case
        yield {"do": "send", "from": "DE:lageso"}, case
        yield {"do": "accept", "form": {"data": {"days": 30}}, "from": "PL:nil-warszawa"}, case
        yield {"do": "reply", "form": REPLY, "from": "PL:nil-warszawa"}, case
        yield {"do": "close", "from": "DE:lageso"}, case


# What a request's act leaves behind, by a program that does nothing else: the same lock, the same durable commit.
SQLITE_WRITER = r"""
import fcntl, os, sqlite3, sys
store, count = sys.argv[1], int(sys.argv[2])
lock = os.open(store + ".lock", os.O_RDWR | os.O_CREAT, 0o600)
db = sqlite3.connect(store, isolation_level=None, timeout=60)
db.executescript("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0")
for number in range(count):
    fcntl.flock(lock, fcntl.LOCK_EX)
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO event(case_id, content) VALUES(?, ?)", (number, "e" * 700))
    db.execute("INSERT INTO form(case_id, content, personal) VALUES(?, ?, ?)", (number, "f" * 300, "p" * 200))
    db.execute("INSERT INTO audit(content) VALUES(?)", ("a" * 500,))
    db.execute("INSERT INTO mail(recipient, body) VALUES(?, ?)", ("r" * 30, "m" * 900))
    db.execute("INSERT INTO mail(recipient, body) VALUES(?, ?)", ("r" * 30, "m" * 900))
    db.execute("UPDATE cases SET state = ? WHERE id = ?", (str(number), number % 50 + 1))
    db.execute("COMMIT")
    fcntl.flock(lock, fcntl.LOCK_UN)
"""
SQLITE_SCHEMA = """PRAGMA journal_mode = WAL;
CREATE TABLE event(id INTEGER PRIMARY KEY, case_id, content); CREATE INDEX event_case ON event(case_id);
CREATE TABLE form(id INTEGER PRIMARY KEY, case_id, content, personal); CREATE INDEX form_case ON form(case_id);
CREATE TABLE audit(id INTEGER PRIMARY KEY, content); CREATE TABLE mail(id INTEGER PRIMARY KEY, recipient, body);
CREATE TABLE cases(id INTEGER PRIMARY KEY, state);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) INSERT INTO cases SELECT i, '' FROM n;
"""


def together(commands, environment, inputs=None):
    """Wall seconds of processes that run at once and must all succeed."""
    begin = time.monotonic()
    running = [subprocess.Popen(command, env=environment, stdin=open(inputs[i], "rb") if inputs else subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL) for i, command in enumerate(commands)]
    if any(process.wait() != 0 for process in running):
        sys.exit("a writer failed")
    return time.monotonic() - begin


def request(bin_folder, _shared, folder, sizes):
    """Sixteen processes do whole requests on one store, beside as many that only write and commit as much."""
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    count = sizes[0] if len(sizes) == 1 else 20
    store = folder / "imi.db"
    environment = {**os.environ, "IMI_STORE": str(store), "IMI_NOW": "2008-03-03T09:00:00Z"}
    run([bin_folder / "imi-store", "init", "--training", "--admin", "operator", "--quiet"], environment)
    for kind in ("authorities", "users"):
        run([bin_folder / "imi-register", "import", root / f"samples/pilot-2008/{kind}.csv", "--quiet"], environment)
    both = "login,name,email,language,authority,roles\n" + "".join(
        f"bench,Bench,bench@example.eu,en,{key},request-handler\n" for key in ("DE:lageso", "PL:nil-warszawa"))
    run([bin_folder / "imi-register", "import", "-", "--kind", "users", "--quiet"], environment, both)
    commands, inputs = [], []
    for writer in range(WRITERS):
        # A year of its own gives each writer numbers that it knows beforehand.
        path = folder / f"{writer}.jsonl"
        lines = []
        for line, case in lives(writer, count):
            lines.append(line if line["do"] == "new" else {**line, "case": case})
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        inputs.append(path)
        commands.append([bin_folder / "imi-request", "batch", "-", "--as", "bench", "--now", f"{2008 + writer}-03-03T09:00:00Z"])
    acts = WRITERS * count * 5
    seconds = together(commands, environment, inputs)
    bare = folder / "bare.db"
    subprocess.run(["sqlite3", bare], input=SQLITE_SCHEMA.encode(), check=True, stdout=subprocess.DEVNULL)
    peer = together([[sys.executable, "-c", SQLITE_WRITER, str(bare), str(acts // WRITERS)]] * WRITERS, environment)
    print(f"{WRITERS} processes, {acts} acts of {WRITERS * count} requests")
    print(f"imi-request batch       {seconds:7.1f} s {acts / seconds:8.0f} acts/s")
    print(f"bare SQLite, same lock  {peer:7.1f} s {acts / peer:8.0f} acts/s")
    print(f"imi reaches {100 * peer / seconds:.0f} % of bare SQLite")
    subprocess.run([bin_folder / "imi-store", "check"], env=environment, check=True)


REPORTS = ["requests", "requests-sent", "requests-received", "flows", "requests-by-subject", "requests-by-set",
           "requests-by-state", "open-requests", "time-to-accept", "time-to-answer", "participation"]


def report(bin_folder, _shared, folder, sizes):
    """Published reports from kept cells beside DuckDB over the same cases; equal to the last digit, or status 1."""
    here, day = pathlib.Path(__file__).parent, "2024-12-31"
    environment = {**os.environ, "IMI_STORE": str(folder / "imi.db"), "IMI_NOW": "2025-01-01T00:30:00Z",
                   "DUCKDB_FROM": str(bin_folder.parent.parent / "duckdb"), "NODE_NO_WARNINGS": "1"}
    countries = ("AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK").split()
    directory = folder / "authorities.csv"
    directory.write_text("country,id,name,area,role\n" + "".join(
        f"{c},{i},Authority {i},professional-qualifications,authority\n" for c in countries for i in range(100)))
    differ = 0
    for cases in sizes:
        for path in folder.glob("*.d*b*"):
            path.unlink()
        before = {**environment, "IMI_NOW": "2014-12-31T00:00:00Z"}
        run([bin_folder / "imi-store", "init", "--quiet", "--training"], before)
        run([bin_folder / "imi-register", "import", directory, "--quiet"], before)
        print(subprocess.run([bin_folder / "report_bench", folder / "imi.db", str(cases), folder / "cases.csv"], check=True,
                             capture_output=True, text=True, env=environment).stdout, end="", flush=True)
        peer = ["node", here / "report_peer.mjs", folder / "cases.ddb", day]
        run([*peer, "load", folder / "cases.csv"], environment)
        print(f"{'cases':>9}  {'report':<20} {'imi s':>7} {'DuckDB s':>8} {'ratio':>6}  equal")
        for name in REPORTS:
            ours = [bin_folder / "imi-report", "run", name, "--as-of", day, "--format", "json"]
            seconds = [sorted(run(command, environment)[0] for _ in range(5))[2] for command in (ours, [*peer, name])]
            out = [subprocess.run(command, env=environment, check=True, capture_output=True).stdout for command in (ours, [*peer, name])]
            columns = [c["id"] for c in json.loads(out[0])["columns"]]
            if name == "participation":
                columns = ["country", "involved"]
            mine = [[row[c] for c in columns] for row in json.loads(out[0])["rows"]]
            theirs = json.loads(out[1])[name]
            if name == "requests-by-state":
                mine.sort()
            equal = mine == theirs
            differ += not equal
            print(f"{cases:>9}  {name:<20} {seconds[0]:>7.3f} {seconds[1]:>8.3f} {seconds[0] / seconds[1]:>6.3f}  "
                  f"{'yes' if equal else 'NO'}", flush=True)
        night = run([bin_folder / "imi-report", "nightly", "--out", folder / f"pages-{cases}", "--in", "en", "--date", day],
                    environment)[0]
        all_of_them = run(peer, environment)[0]
        print(f"{cases:>9}  {'the whole night':<20} {night:>7.3f} {all_of_them:>8.3f} {night / all_of_them:>6.3f}", flush=True)
    sys.exit(bool(differ))


def faults(bin_folder, _shared, _folder, sizes):
    root = pathlib.Path(__file__).resolve().parent.parent
    kills = str(sizes[0]) if len(sizes) == 1 else "1000"
    subprocess.run([sys.executable, root / "faults/kill_import.py", bin_folder, "--kills", kills, "--writers", "16"], check=True)
    subprocess.run([sys.executable, root / "faults/requests.py", bin_folder, "--kills", "20", "--races", "30", "--racers", "16"],
                   check=True)
    subprocess.run([bin_folder / "vfs_sweep"], check=True)


if __name__ == "__main__":
    campaigns = {"register": register, "search": search, "request": request, "report": report, "faults": faults}
    if len(sys.argv) < 4 or sys.argv[1] not in campaigns:
        sys.exit("usage: scripts/bench register|search|request|report|faults [ROWS…]")
    with tempfile.TemporaryDirectory() as temporary:
        campaigns[sys.argv[1]](pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve(), pathlib.Path(temporary),
                               [int(n) for n in sys.argv[4:]] or [10_000, 100_000, 1_000_000])
