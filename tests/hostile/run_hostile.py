#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Gives the hostile and awkward files of SHARED_DIR/data/hostile to the tools and checks what their manifest expects.

usage: run_hostile.py BIN_FOLDER SHARED_DIR [--relaxed]

Each file meets a fresh copy of one prepared store: a national coordinator a country, a few bodies named Kammer, a user who
may register in Germany. --relaxed (sanitizer builds): ten times the time, any memory. Prints a line for each file that
failed and a summary; files of formats that no tool reads yet are counted, not run.
"""
import csv
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata

COUNTRIES = ("AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK UK").split()
SECONDS, MEBIBYTES, BODIES = 2, 256, 12
ENGINE_TEXT = re.compile(r"SQL logic error|syntax error|no such (table|column|function)|parser stack|unrecognized token|"
                         r"fts5|json\.exception|parse_error|std::|what\(\)|basic_string|terminate called|Sanitizer|"
                         r"runtime error", re.I)
# Control characters but line ends, C1, line separators, direction marks, what has no width, tags.
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad"
                 "\U000e0000-\U000e007f]")


class Result:
    def __init__(self, arguments, status, out, err, seconds, mebibytes, timed_out):
        self.line = " ".join(str(argument) for argument in arguments)
        self.status, self.out, self.err = status, out, err
        self.seconds, self.mebibytes, self.timed_out = seconds, mebibytes, timed_out


class Runner:
    def __init__(self, bin_folder, folder, relaxed):
        self.bin, self.folder, self.relaxed = bin_folder, folder, relaxed
        self.store = folder / "store.db"
        self.prepared = folder / "prepared.db"
        self.environment = {"PATH": f"{bin_folder}:/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": str(folder),
                            "TMPDIR": str(folder), "IMI_STORE": str(self.store),
                            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}

    def run(self, *arguments, store=None):
        """One command, with its processor time and memory: a busy machine must not decide."""
        environment = {**self.environment, "IMI_STORE": str(store or self.store)}
        limit = SECONDS * (100 if self.relaxed else 10)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen([str(self.bin / arguments[0]), *arguments[1:]], cwd=self.folder, env=environment,
                                       stdin=subprocess.DEVNULL, stdout=out, stderr=err)
            end, timed_out, wait = time.monotonic() + limit, False, 0.001
            while True:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                if time.monotonic() > end and not timed_out:
                    timed_out = True
                    process.send_signal(signal.SIGKILL)
                time.sleep(wait)
                wait = min(wait * 1.5, 0.02)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            return Result(arguments, process.returncode, out.read(), err.read(), usage.ru_utime + usage.ru_stime,
                          usage.ru_maxrss // 1024, timed_out)

    def must(self, *arguments):
        result = self.run(*arguments)
        if result.status != 0:
            sys.exit(f"preparing the store failed: {result.line}\n{result.err.decode(errors='replace')}")
        return result

    def prepare(self):
        self.must("imi-store", "init", "--admin", "operator")
        with open(self.folder / "coordinators.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow("id country name lang area role".split())
            for country in COUNTRIES:
                writer.writerow([f"{country}-NIMIC", country, f"Coordinator of {country}", "en", "pq", "nimic"])
        with open(self.folder / "bodies.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow("id country name lang area".split())
            for number in range(BODIES):
                writer.writerow([f"kammer-{number}", "AT", f"Kammer Bezirk {number}", "de", "pq"])
        (self.folder / "users.csv").write_text(
            "login,name,email,language,authority,roles\n"
            "de-coord,Petra Beispiel,petra@bund.example,de,DE:DE-NIMIC,data-administrator\n", encoding="utf-8")
        for name in ("coordinators", "bodies", "users"):
            self.must("imi-register", "import", f"{name}.csv")
        shutil.copy(self.store, self.prepared)

    def fresh(self):
        for path in self.folder.glob("store.db*"):
            path.unlink()
        shutil.copy(self.prepared, self.store)

    def content(self):
        parts = [self.run("imi-register", "export"), self.run("imi-register", "export", "--kind", "users"),
                 self.run("imi-store", "audit", "verify", "--columns", "message")]
        return [(part.status, part.out) for part in parts]


def common_faults(result, relaxed):
    """What no run may show, whatever it was given."""
    faults = []
    if result.timed_out:
        return ["did not end"]
    if result.status < 0:
        faults.append(f"ended by signal {-result.status}")
    if result.status == 70:
        faults.append("ended with status 70, a bug")
    if not relaxed and result.seconds > SECONDS:
        faults.append(f"took {result.seconds:.1f} s")
    if not relaxed and result.mebibytes > MEBIBYTES:
        faults.append(f"took {result.mebibytes} MiB")
    for name, content in (("output", result.out), ("message", result.err)):
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            faults.append(f"{name} is not UTF-8")
            continue
        raw = RAW.search(text)
        if raw:
            faults.append(f"{name} holds a raw U+{ord(raw[0]):04X}")
        engine = ENGINE_TEXT.search(text) if name == "message" else None
        if engine:
            faults.append(f"{name} of the engine: {engine[0]}")
    return faults


def missing_names(text, names):
    """Parts of message_names that the text does not have."""
    def has(part):
        place = re.fullmatch(r"line (\d+)", part)
        if place:
            return re.search(rf"(\bline |:){place[1]}\b", text, re.I)
        return part.lower() in text.lower()
    if names in ("", "-"):
        return []
    return [f"the message does not name {part.strip()}" for part in names.split(" & ")
            if not any(has(choice.strip()) for choice in part.split("|"))]


def refusal_faults(result, names, relaxed, file_name=None):
    faults = common_faults(result, relaxed)
    if result.status == 0:
        return faults + ["was not refused"]
    text = result.err.decode(errors="replace")
    if file_name and file_name not in text:
        faults.append("the message does not name the file")
    return faults + missing_names(text, names)


def rows_of(path):
    text = path.read_bytes().decode("utf-8-sig")
    delimiter = ";" if text.split("\n", 1)[0].count(";") else ","
    return list(csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter))


def stored_faults(runner, rows, escaped):
    """Rows of a CSV file, compared with what the store gives back; with `escaped`, as CSV also guarded."""
    export = runner.run("imi-register", "export", "--format", "jsonl")
    table = runner.run("imi-register", "export", "--format", "csv")
    faults = common_faults(export, runner.relaxed) + common_faults(table, runner.relaxed)
    if export.status or table.status:
        return faults + ["export failed"]
    found = {(record["country"], record["id"]): record for record in map(json.loads, export.out.decode().splitlines())}
    cells = {(row["country"], row["id"]): row for row in csv.DictReader(table.out.decode("utf-8-sig").splitlines(keepends=True))}
    for row in rows:
        key = (row["country"], row["id"])
        if key not in found:
            faults.append(f"{row['id']} is not stored")
            continue
        name = unicodedata.normalize("NFC", row["name"])
        record = found[key]
        names = [entry["text"] for entry in record["names"] if entry["kind"] == "official"]
        if names != [name] or record["names"][0]["lang"] != row["lang"]:
            faults.append(f"{row['id']}: the name came back as {names}")
        for member in ("city", "email", "phone"):
            if record.get(member, "") != unicodedata.normalize("NFC", row[member]):
                faults.append(f"{row['id']}: {member} came back as {record.get(member)}")
        column = [column for column in (f"official.{row['lang']}", f"name.{row['lang']}", "name") if cells[key].get(column)]
        cell = cells[key][column[0]] if column else None
        guarded = "'" + name if name[0] in "=+-@'\t" and not re.fullmatch(r"\+[0-9 ()/-]*", name) else name
        if cell != guarded:
            faults.append(f"{row['id']}: the CSV cell is {cell}")
        if escaped and any(value.startswith(tuple("=-@\t")) for value in cells[key].values() if value):
            faults.append(f"{row['id']}: a CSV cell would run in a spreadsheet")
        search = runner.run("imi-search", "--ids", "--country", row["country"], "--", row["name"])
        faults += common_faults(search, runner.relaxed)
        if f"{row['country']}:{row['id']}" not in search.out.decode(errors="replace").splitlines():
            faults.append(f"{row['id']}: search by its name does not find it")
    return faults


def run_import(runner, row, path):
    arguments = ["imi-register", "import", path.name]
    if row["kind"] == "authorization":
        arguments += ["--as", "de-coord"]
    before = runner.content()
    result = runner.run(*arguments)
    names = row["message_names"]
    if row["expected"] == "refuse":
        faults = refusal_faults(result, names, runner.relaxed, path.name)
        if runner.content() != before:
            faults.append("the store changed")
        return faults
    faults = common_faults(result, runner.relaxed)
    text = result.err.decode(errors="replace")
    if result.status != 0:
        return faults + [f"was refused: {text.strip()}"]
    rows = rows_of(path)
    if row["expected"] == "accept-warn":
        warned = [line for line in text.splitlines() if "warning" in line and not missing_names(line, names) and
                  all(record["id"] in line or f":{number}:" in line for number, record in enumerate(rows, start=2))]
        if not warned:
            faults.append(f"no warning names {names} and both records")
    else:
        faults += missing_names(text + result.out.decode(errors="replace"), names)
    return faults + stored_faults(runner, rows, row["expected"] == "accept-escape")


def run_other_records(runner, row, path):
    """Records of another tool, given to the import: refused cleanly, whatever they hold."""
    before = runner.content()
    result = runner.run("imi-register", "import", "--input-format", "jsonl", path.name)
    faults = refusal_faults(result, "", runner.relaxed, path.name)
    return faults + (["the store changed"] if runner.content() != before else [])


def run_query(runner, row, path):
    text = path.read_text(encoding="utf-8").rstrip("\n")
    (runner.folder / "batch.jsonl").write_text(json.dumps({"query": text}, ensure_ascii=False) + "\n", encoding="utf-8")
    single = runner.run("imi-search", "--", text)
    batch = runner.run("imi-search", "--batch", "batch.jsonl")
    faults = common_faults(single, runner.relaxed) + common_faults(batch, runner.relaxed)
    if row["expected"] == "refuse":
        return faults + ["was not refused"] * (single.status == 0) + missing_names(single.err.decode(), row["message_names"])
    if single.status not in (0, 1) or batch.status != 0:
        return faults + [f"status {single.status}, as a batch {batch.status}"]
    answer = json.loads(batch.out.decode())
    if answer["query"] != text or "error" in answer:
        faults.append("the batch does not give the query back")
    return faults


def run_arguments(runner, row, path):
    arguments = path.read_bytes().decode("utf-8", "surrogateescape").split("\n")[:-1]
    result = runner.run("imi-search", *arguments)
    if row["expected"] == "refuse":
        return refusal_faults(result, row["message_names"], runner.relaxed) + \
            ([f"status {result.status}, not 2"] if result.status not in (0, 2) else [])
    faults = common_faults(result, runner.relaxed)
    if result.status not in (0, 1):
        return faults + [f"status {result.status}"]
    if "--limit" in arguments:
        limit = int(arguments[arguments.index("--limit") + 1], 10)
        hits = runner.run("imi-search", "--ids", *arguments).out.decode().splitlines()
        if limit < BODIES and len(hits) != limit:
            faults.append(f"{len(hits)} hits, not {limit}")
    return faults


def run_store(runner, row, path):
    folder = runner.folder / "foreign"
    faults = []
    for arguments in (["imi-store", "info"], ["imi-store", "check"], ["imi-store", "audit", "verify"], ["imi-store", "migrate"],
                      ["imi-store", "backup", "copy.db"], ["imi-search", "kammer"], ["imi-register", "export"],
                      ["imi-register", "import", "bodies.csv"], ["imi-register", "authority", "set", "DE:x", "city=Bonn"]):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        store = folder / path.name
        shutil.copy(path, store)
        before = hashlib.sha256(store.read_bytes()).digest()
        result = runner.run(*arguments, store=store)
        found = refusal_faults(result, row["message_names"], runner.relaxed, path.name)
        if result.status not in (0, 7):
            found.append(f"status {result.status}, not 7")
        if hashlib.sha256(store.read_bytes()).digest() != before:
            found.append("the file was touched")
        beside = {entry.name for entry in folder.iterdir()} - {path.name, path.name + ".lock"}
        if beside:
            found.append(f"left {', '.join(sorted(beside))}")
        faults += [f"{' '.join(arguments[:2])}: {fault}" for fault in found]
    return faults


def how_to_run(row):
    name, tool = row["file"], row["tool"]
    if tool == "imi-register" and name.endswith((".csv", ".csv.gz")):
        return run_import
    if tool == "imi-request" and name.endswith(".jsonl"):
        return run_other_records
    if tool == "imi-search":
        return run_arguments if row["kind"] == "argv" else run_query
    if tool == "any" and row["kind"] == "store":
        return run_store
    return None


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--relaxed"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    bin_folder, source = pathlib.Path(arguments[0]).resolve(), pathlib.Path(arguments[1]).resolve() / "data" / "hostile"
    passed, failed, unsupported = 0, 0, {}
    with tempfile.TemporaryDirectory() as temporary:
        runner = Runner(bin_folder, pathlib.Path(temporary), "--relaxed" in sys.argv)
        runner.prepare()
        with open(source / "manifest.tsv", encoding="utf-8", newline="") as file:
            manifest = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        for row in manifest:
            run = how_to_run(row)
            if run is None:
                kind = row["file"].rsplit(".", 1)[1]
                unsupported[kind] = unsupported.get(kind, 0) + 1
                continue
            runner.fresh()
            path = runner.folder / row["file"]
            shutil.copy(source / row["file"], path)
            faults = run(runner, {key: value or "" for key, value in row.items()}, path)
            passed, failed = passed + (not faults), failed + bool(faults)
            if faults:
                print(f"{row['file']}: " + "; ".join(RAW.sub("?", fault) for fault in faults))
    for kind, count in sorted(unsupported.items()):
        print(f"{kind}: {count} files, format not supported yet")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
