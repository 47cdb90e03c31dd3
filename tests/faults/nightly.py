#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Kills imi-report nightly at any moment: what is published stays whole, and the next run ends the work.

usage: nightly.py BIN_FOLDER [KILLS]
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

root = pathlib.Path(__file__).resolve().parent.parent.parent
DAYS = ["2008-07-31", "2008-08-01", "2008-08-02"]


def faults_of(pages):
    """What a reader would miss in the nights that are there."""
    nights = [path for path in pages.iterdir() if not path.name.startswith(".") and path.is_dir() and not path.is_symlink()]
    found = []
    for night in nights:
        about = json.loads((night / "night.json").read_text())
        for language in about["languages"]:
            expected = {"index.html"} | {f"{r['report']}.{kind}" for r in about["reports"] for kind in ("csv", "json")}
            there = {path.name for path in (night / language).iterdir() if path.stat().st_size > 0}
            if there != expected:
                found.append(f"{night.name}/{language} lacks {sorted(expected - there)}")
            if not (night / language / "index.html").read_text().endswith("</html>\n"):
                found.append(f"{night.name}/{language}/index.html has no end")
    latest = pages / "latest"
    if latest.is_symlink() and not (latest / "night.json").exists():
        found.append("latest leads nowhere")
    return found


def main(programs, kills):
    programs = pathlib.Path(programs).resolve()
    random.seed(2008)
    with tempfile.TemporaryDirectory() as temporary:
        pages = pathlib.Path(temporary) / "pages"
        environment = {**os.environ, "IMI_STORE": f"{temporary}/imi.db", "IMI_NOW": "2008-08-03T01:00:00Z"}

        def run(*words, check=True):
            return subprocess.run([programs / words[0], *words[1:]], env=environment, check=check, stdout=subprocess.DEVNULL)

        run("imi-store", "init", "--training", "--quiet")
        for name in ("authorities", "users"):
            run("imi-register", "import", root / f"samples/pilot-2008/{name}.csv", "--quiet")
        run("imi-request", "import", root / "samples/pilot-2008/cases.jsonl")
        nightly = ["imi-report", "nightly", "--out", pages, "--in", "en", "--in", "el"]
        begin = time.monotonic()
        run(*nightly, "--since", DAYS[0])
        whole = time.monotonic() - begin
        found, killed = [], 0
        for i in range(kills):
            process = subprocess.Popen([programs / nightly[0], *nightly[1:], "--since", DAYS[0], "--rebuild"], env=environment,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0, whole * 1.2))
            process.kill()
            killed += process.wait() == -9
            found += [f"after kill {i}: {fault}" for fault in faults_of(pages)]
        run(*nightly, "--since", DAYS[0], "--rebuild")
        found += faults_of(pages)
        found += [f"{path.name} is left" for path in pages.iterdir() if path.name.startswith(".night")]
        found += [f"{day} is missing" for day in DAYS if not (pages / day).is_dir()]
        run("imi-store", "check")
        print("\n".join(found) if found else f"{killed} of {kills} runs were killed, the pages stayed whole")
        return bool(found) or killed == 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 30))
