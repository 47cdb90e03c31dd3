#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Gives the hostile and awkward files of SHARED_DIR/data/hostile to the tools and checks what their manifest expects.

usage: run_directory.py BIN_FOLDER SHARED_DIR [--relaxed]

Each file meets a fresh copy of one prepared store: a national coordinator a country, a few bodies named Kammer, a user who
may register in Germany. --relaxed (sanitizer builds): ten times the time, any memory. Prints a line for each file that
failed and a summary; files of formats that no tool reads yet are counted, not run. run_packages.py gives the YAML files to
imi-qsgen, run_cases.py the JSON Lines to imi-request.
"""
import csv
import hashlib
import json
import re
import shutil
import sys
import unicodedata

from harness import Runner, common_faults, missing_names, read_manifest, refusal_faults, run_main

COUNTRIES = ("AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK UK").split()
BODIES = 12


class Directory(Runner):
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

    def content(self):
        parts = [self.run("imi-register", "export"), self.run("imi-register", "export", "--kind", "users"),
                 self.run("imi-store", "audit", "verify", "--columns", "message")]
        return [(part.status, part.out) for part in parts]


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
    if tool == "imi-register" and name.endswith((".csv", ".csv.gz", ".xlsx")):
        return run_import
    if tool == "imi-request" and name.endswith(".jsonl"):
        return run_other_records
    if tool == "imi-search":
        return run_arguments if row["kind"] == "argv" else run_query
    if tool == "any" and row["kind"] == "store":
        return run_store
    return None


def run_files(runner, shared, tally):
    source, unsupported = shared / "data" / "hostile", {}
    for row in read_manifest(source):
        run = how_to_run(row)
        if run is None:
            kind = row["file"].rsplit(".", 1)[1]
            if (row["tool"], kind) != ("imi-qsgen", "yaml"):
                unsupported[kind] = unsupported.get(kind, 0) + 1
            continue
        runner.fresh()
        path = runner.folder / row["file"]
        shutil.copy(source / row["file"], path)
        tally.take(row["file"], run(runner, row, path))
    for kind, count in sorted(unsupported.items()):
        print(f"{kind}: {count} files, format not supported yet")


if __name__ == "__main__":
    sys.exit(run_main(__doc__, Directory, run_files))
