#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Puts the golden queries to the directory of the pilot: golden_search.py BIN_FOLDER.

tests/data/search/pilot.jsonl holds queries of all languages with their right answers; pilot-floors.json by kind the
share of queries that the first hit, and one of the first ten, must answer. Fails where a kind is below.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent.parent
data = root / "tests/data/search"
bin_folder = pathlib.Path(sys.argv[1]).resolve()


def run(*command, **options):
    return subprocess.run([bin_folder / command[0], *command[1:]], check=True, text=True, encoding="utf-8", env=environment,
                          stdout=subprocess.PIPE, **options).stdout


with tempfile.TemporaryDirectory() as folder:
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder, "IMI_STORE": f"{folder}/store.db",
                   "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
    run("imi-store", "init", "--training", "--admin", "operator")
    run("imi-register", "import", root / "samples/pilot-2008/authorities.csv", stderr=subprocess.DEVNULL)
    # Names each query whose first hit is wrong on standard error.
    rows = json.loads(run("imi-search", "evaluate", data / "pilot.jsonl", "--format", "json", "--verbose"))

floors = json.loads((data / "pilot-floors.json").read_text(encoding="utf-8"))
found = {row["kind"]: (row["recall_at_1"], row["recall_at_10"]) for row in rows}
faults = 0
for kind, least in floors.items():
    reached = found.get(kind, (0, 0))
    below = any(value < floor for value, floor in zip(reached, least))
    faults += below
    print(f"{kind}: recall@1 {reached[0]} of {least[0]}, recall@10 {reached[1]} of {least[1]}{': too low' if below else ''}")
sys.exit(1 if faults or not floors else 0)
