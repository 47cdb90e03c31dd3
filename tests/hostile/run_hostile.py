#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Gives every hostile file of the manifest to the tools and holds what happens against what must happen.

usage: run_hostile.py BIN_FOLDER HOSTILE_FOLDER
Files for tools and formats that do not exist yet are counted as pending, by kind, and listed.
"""
import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

COUNTRIES = "DE FR NO EL BG MT IE PL RO UK".split()
FORBIDDEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
ENGINE = re.compile(r"SQL logic error|SQLITE_|no such table|fts5|std::|terminate called|Sanitizer", re.I)


class Bench:
    def __init__(self, bin_folder, hostile, folder):
        self.bin, self.hostile, self.folder = bin_folder, hostile, folder
        self.store = folder / "store.db"
        self.environment = {"PATH": f"{bin_folder}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "IMI_STORE": str(self.store),
                            "HOME": str(folder), "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        self.call("imi-store", "init", "--admin", "operator")
        rows = "".join(f"{c}-NIMIC,{c},Ministry {c},en,pq,nimic\n" for c in COUNTRIES)
        self.call("imi-register", "import", "-", stdin="id,country,name,lang,area,role\n" + rows)
        self.call("imi-register", "import", "-",
                  stdin="login,authority,roles\nde-coord,DE:DE-NIMIC,data-administrator|request-handler\n")
        self.pristine = folder / "pristine.db"
        shutil.copy(self.store, self.pristine)

    def call(self, *arguments, stdin=None):
        return subprocess.run(arguments, env=self.environment, input=stdin, capture_output=True, text=True, errors="surrogateescape",
                              encoding="utf-8", timeout=20, cwd=self.folder, check=False)

    def reset(self):
        shutil.copy(self.pristine, self.store)

    def content(self):
        return self.call("imi-register", "export").stdout

    def common_faults(self, result):
        text = result.stdout + result.stderr
        faults = []
        if result.returncode < 0 or result.returncode > 70:
            faults.append(f"ended by a signal or an unknown status {result.returncode}")
        if FORBIDDEN.search(text):
            faults.append("raw control, direction or invisible characters in the output")
        if ENGINE.search(text):
            faults.append("a message of the engine or a crash: " + text[:200])
        return faults

    def refused(self, row, result, before):
        faults = self.common_faults(result)
        text = (result.stdout + result.stderr).lower()
        if result.returncode in (0, 1):
            faults.append(f"was not refused (status {result.returncode})")
        for part in (row["message_names"] or "").split("&"):
            wanted = [alternative.strip().lower() for alternative in part.split("|") if alternative.strip()]
            if wanted and not any(word in text for word in wanted):
                faults.append(f"the message does not name {part.strip()}: {result.stderr.strip()[:300]}")
        if self.content() != before:
            faults.append("the store was changed")
        return faults

    def accepted(self, row, result, path):
        faults = self.common_faults(result)
        if result.returncode not in ((0, 1) if row["tool"] == "imi-search" else (0,)):
            return faults + [f"was refused: {result.stderr.strip()[:300]}"]
        if row["tool"] != "imi-register":
            return faults
        text = path.read_text(encoding="utf-8-sig")
        delimiter = ";" if "semicolon" in row["file"] else ","
        exported = {r["id"]: r for r in csv.DictReader(self.call("imi-register", "export", "--format", "csv").stdout.splitlines())}
        guard = re.compile(r"^'(?=[=+\-@'\t])")
        for record in csv.DictReader(text.splitlines(), delimiter=delimiter):
            found = exported.get(record["id"])
            if found is None or guard.sub("", found["name"]) != unicodedata.normalize("NFC", record["name"]):
                faults.append(f"{record['id']} is not read back as it was given")
        if row["expected"] == "accept-escape":
            for found in exported.values():
                if re.match(r"^[=+\-@]", found["name"]):
                    faults.append(f"{found['name']} is not guarded in CSV output")
        if row["expected"] == "accept-warn" and row["message_names"].lower() not in result.stderr.lower():
            faults.append("no warning: " + result.stderr[:200])
        return faults

    def check(self, row):
        path = self.hostile / row["file"]
        self.reset()
        before = self.content()
        kind = row["file"].split("_")[0]
        if kind == "store":
            copy = self.folder / "hostile.db"
            shutil.copy(path, copy)
            os.chmod(copy, 0o600)
            faults = []
            for arguments in (("imi-store", "info"), ("imi-search", "kammer"), ("imi-store", "check")):
                faults += self.refused(row, self.call(*arguments, "--store", str(copy)), before)
            if copy.read_bytes() != path.read_bytes():
                faults.append("the file was touched")
            return faults
        if kind == "query":
            return self.accepted(row, self.call("imi-search", "--", path.read_text(encoding="utf-8").strip("\n")), path)
        if kind == "argv":
            arguments = path.read_text(encoding="utf-8").splitlines()
            result = self.call("imi-search", *arguments, *([] if row["expected"] == "refuse" else ["ministry"]))
            return self.refused(row, result, before) if row["expected"] == "refuse" else self.accepted(row, result, path)
        options = ["--as", "de-coord"] if row["kind"] == "authorization" else []
        result = self.call("imi-register", "import", str(path), *options)
        return self.refused(row, result, before) if row["expected"] == "refuse" else self.accepted(row, result, path)


def main(bin_folder, hostile):
    passed, failed, pending = 0, 0, []
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(bin_folder, hostile, pathlib.Path(temporary))
        for row in csv.DictReader((hostile / "manifest.tsv").open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
            supported = row["tool"] in ("imi-register", "imi-search", "any") and not row["file"].endswith(".xlsx")
            if row["tool"] == "imi-request":
                # The tool comes later; the file's fault is one that every reader of JSON Lines must withstand.
                row = {**row, "tool": "imi-register", "message_names": "", "kind": "syntax"}
                supported = True
            if not supported:
                pending.append(row["file"])
                continue
            faults = bench.check(row)
            passed, failed = passed + (not faults), failed + bool(faults)
            for fault in dict.fromkeys(faults):
                print(f"{row['file']}: {fault}")
    print(f"formats that do not exist yet: {len(pending)} files ({', '.join(sorted({name.split('_')[0] for name in pending}))})")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()))
