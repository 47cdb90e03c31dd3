#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Kills imports at random moments, then lets many processes write at once: nothing lost, nothing half.

usage: kill_import.py BIN_FOLDER [--kills N] [--writers M] [--rows R] [--seed S]
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser()
parser.add_argument("bin_folder", type=pathlib.Path)
parser.add_argument("--kills", type=int, default=1000)
parser.add_argument("--writers", type=int, default=16)
parser.add_argument("--rows", type=int, default=5000)
parser.add_argument("--seed", type=int, default=2008)
arguments = parser.parse_args()
chance = random.Random(arguments.seed)


def write_csv(path, prefix, rows, city):
    path.write_text("id,country,name,lang,city\n" + "".join(
        f"{prefix}{i},DE,Kammer {prefix} {i},de,{city}\n" for i in range(rows)), encoding="utf-8")


def fail(message):
    print(message)
    print("0 passed, 1 failed")
    sys.exit(1)


with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    store = folder / "store.db"
    environment = {"PATH": f"{arguments.bin_folder.resolve()}:/usr/bin:/bin", "IMI_STORE": str(store), "LC_ALL": "C.UTF-8",
                   "HOME": str(folder), "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}

    def call(*command):
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        return result.returncode, result.stdout, result.stderr

    def must(*command):
        status, out, err = call(*command)
        if status != 0:
            fail(f"{' '.join(map(str, command))}: status {status}: {err}")
        return out

    def count():
        return int(next(line.split()[1] for line in must("imi-store", "info").splitlines() if line.startswith("authorities")))

    must("imi-store", "init", "--admin", "operator")
    pristine = folder / "pristine.db"
    shutil.copy(store, pristine)
    files = [folder / f"{city}.csv" for city in ("Bonn", "Bonn2")]
    write_csv(files[0], "a", arguments.rows, "Köln")
    write_csv(files[1], "a", arguments.rows, "Bonn")
    begin = time.monotonic()
    must("imi-register", "import", str(files[0]), "--quiet")
    whole = time.monotonic() - begin
    must("imi-store", "check", "--quiet")
    done, undone = 0, 0
    for kill in range(arguments.kills):
        if kill % 10 == 0:
            for tail in ("", "-wal", "-shm"):
                (folder / f"store.db{tail}").unlink(missing_ok=True)
            shutil.copy(pristine, store)
        before = count()
        process = subprocess.Popen(["imi-register", "import", str(files[kill % 2]), "--quiet"], env=environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        time.sleep(chance.random() * whole * 1.1)
        process.send_signal(signal.SIGKILL)
        told = process.stdout.read()
        process.wait()
        after = count()
        if after not in (before, arguments.rows):
            fail(f"kill {kill}: {after} authorities, {before} before; {arguments.rows} belong to the file")
        if told and after != arguments.rows:
            fail(f"kill {kill}: the import said it was done, and it is not")
        done, undone = done + bool(told), undone + (not told)
        if kill % 10 == 9 or kill == arguments.kills - 1:
            must("imi-store", "check", "--quiet")
            # Once more: what was in is found unchanged, the rest goes in.
            must("imi-register", "import", str(files[kill % 2]), "--quiet")
            again = json.loads(must("imi-register", "import", str(files[kill % 2]), "--quiet", "--format", "json"))
            if again["unchanged"] != arguments.rows:
                fail(f"kill {kill}: a repeated import is not unchanged: {again}")
    print(f"{arguments.kills} kills of an import of {arguments.rows} rows: {done} had been acknowledged, {undone} not; nothing half")

    each = 25
    begin, before = time.monotonic(), count()
    writers = []
    for writer in range(arguments.writers):
        path = folder / f"w{writer}.csv"
        write_csv(path, f"w{writer}-", each, "Wien")
        script = f"imi-register import {path} --quiet >/dev/null && for i in 1 2 3; do " \
                 f"imi-register authority set DE:a{writer} city=W{writer}-$i --quiet >/dev/null || exit 1; done"
        writers.append(subprocess.Popen(["sh", "-c", script], env=environment, stdin=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, text=True))
    for writer, process in enumerate(writers):
        _, err = process.communicate()
        if process.returncode != 0:
            fail(f"writer {writer} failed: {err}")
    if count() != before + arguments.writers * each:
        fail(f"{count()} authorities where {before + arguments.writers * each} should be")
    for writer in range(arguments.writers):
        shown = json.loads(must("imi-register", "authority", "show", f"DE:a{writer}", "--format", "json"))
        if shown["city"] != f"W{writer}-3":
            fail(f"the last change of writer {writer} is lost: {shown['city']}")
    must("imi-store", "check", "--quiet")
    print(f"{arguments.writers} writers at once, {arguments.writers * 4} transactions in {time.monotonic() - begin:.1f} s: "
          "nothing lost, no failure shown")
    print("2 passed, 0 failed")
