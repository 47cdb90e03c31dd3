#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Kills imports at random moments and lets many writers work at once: a batch is in whole or not at all.

usage: kill_import.py BIN_FOLDER [--kills N] [--writers M] [--rows R] [--importers K] [--seed S]

Half of the kills strike a lone import, half strike every second one of K (4) concurrent imports of different files. After
each: the store is sound, each killed batch of R rows (half new, half changed) is in whole or not at all, its repetition
completes it and says what was in. A tenth of them more strike `apply` of a plan and `revert` of its batch, alike. Then M writers import small files and set cells at once: nothing fails, nothing is lost,
and the audit log is intact. Prints a line for each fault and a summary; a campaign without faults has status 0.
"""
import argparse
import collections
import csv
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

COUNTRIES = "AT BE BG CZ DE DK EE EL ES FI FR HU IE IT LT LV MT NL PL PT RO SE SI SK".split()
NEW_STORE_EVERY = 50


class Campaign:
    def __init__(self, bin_folder, folder, options):
        self.bin, self.folder, self.options = bin_folder, folder, options
        self.random = random.Random(options.seed)
        self.store = folder / "store" / "store.db"
        self.store.parent.mkdir()
        self.prepared = folder / "prepared.db"
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        self.environment = {"PATH": f"{bin_folder}:/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": str(folder),
                            "TMPDIR": str(self.temporary), "IMI_STORE": str(self.store),
                            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        self.counts = collections.Counter()
        self.faults = []
        self.batches = 0

    def fault(self, text):
        self.faults.append(text)
        print(text, flush=True)

    def start(self, *arguments):
        return subprocess.Popen([str(self.bin / arguments[0]), *arguments[1:]], cwd=self.folder, env=self.environment,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                encoding="utf-8")

    def run(self, *arguments):
        process = self.start(*arguments)
        process.stdout_text, process.stderr_text = process.communicate(timeout=300)
        return process

    def must(self, *arguments):
        process = self.run(*arguments)
        if process.returncode != 0:
            self.fault(f"{' '.join(arguments)}: status {process.returncode}: {process.stderr_text.strip()}")
        return process.stdout_text

    def authorities(self):
        info = json.loads(self.must("imi-store", "info", "--format", "json") or "{}")
        if isinstance(info, list):
            info = {record["name"]: record["value"] for record in info}
        return int(info.get("authorities", -1))

    def write_rows(self, path, ids, version):
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow("id country name lang city phone area professions".split())
            for position, name in enumerate(ids):
                writer.writerow([name, COUNTRIES[position % len(COUNTRIES)], f"Ärztekammer {name}", "de", "Łódź",
                                 f"+49 {version}", "pq", "doctor"])

    def prepare(self):
        self.must("imi-store", "init", "--admin", "operator")
        rows = max(self.options.rows // 2, 1)
        for writer in range(max(self.options.importers, 1)):
            self.write_rows(self.folder / "base.csv", [f"old-{writer}-{row}" for row in range(rows)], 0)
            self.must("imi-register", "import", "base.csv")
        shutil.copy(self.store, self.prepared)

    def renew(self):
        for path in self.store.parent.iterdir():
            path.unlink()
        shutil.copy(self.prepared, self.store)

    def next_file(self, writer):
        """R rows: half change what every round changes, half are new."""
        self.batches += 1
        rows = self.options.rows
        path = self.folder / f"batch-{writer}.csv"
        old = [f"old-{writer}-{row}" for row in range(max(rows // 2, 1))]
        new = [f"new-{self.batches}-{row}" for row in range(rows - len(old))]
        self.write_rows(path, old + new, self.batches)
        return path.name, len(new)

    def counted(self, *arguments):
        """The counts that an import gives, as (in already, not yet)."""
        try:
            result = json.loads(self.must("imi-register", "import", "--format", "json", *arguments))
        except ValueError:
            return None
        return result["unchanged"], result["create"] + result["update"]

    def check(self, where):
        sound = self.run("imi-store", "check")
        if sound.returncode != 0:
            self.fault(f"{where}: not sound: {sound.stdout_text.strip()} {sound.stderr_text.strip()}")

    def kill_round(self, number, importers, duration):
        before = self.authorities()
        files = [self.next_file(writer) for writer in range(importers)]
        running = [self.start("imi-register", "import", name) for name, _ in files]
        victims = set(range(0, importers, 2))
        # Most of an import is reading and checking; what could go wrong is near its end.
        time.sleep(self.random.triangular(0, 1.1 * duration, 0.8 * duration))
        for victim in victims:
            running[victim].kill()
        complete = [process.communicate(timeout=300) for process in running]
        expected = before
        again = []
        for writer, (name, new) in enumerate(files):
            status = running[writer].returncode
            if writer in victims and status == -9:
                self.counts["kills"] += 1
                state = self.counted("--dry-run", name)
                if state not in ((self.options.rows, 0), (0, self.options.rows)):
                    self.fault(f"round {number}: {name} is in by halves: {state}")
                    continue
                is_in = state[1] == 0
                self.counts["in" if is_in else "out"] += 1
                expected += new if is_in else 0
                again.append((name, 0 if is_in else new, state))
            elif status != 0:
                self.fault(f"round {number}: {name}: status {status}: {complete[writer][1].strip()}")
            else:
                expected += new
        if self.authorities() != expected:
            self.fault(f"round {number}: {self.authorities()} authorities, not {expected}")
        self.check(f"round {number}")
        for name, new, state in again:
            expected += new
            if self.counted(name) != state:
                self.fault(f"round {number}: {name}, repeated, does not say what was in")
            if self.counted(name) != (self.options.rows, 0):
                self.fault(f"round {number}: {name} is not in after its repetition")
        if self.authorities() != expected:
            self.fault(f"round {number}: {self.authorities()} authorities after repeating, not {expected}")
        return any(running[victim].returncode == -9 for victim in victims)

    def kill_some(self, kills, importers):
        self.renew()
        goal, number = self.counts["kills"] + kills, 0
        started = time.monotonic()
        for writer in [self.start("imi-register", "import", self.next_file(writer)[0]) for writer in range(importers)]:
            writer.communicate(timeout=300)
        duration = time.monotonic() - started
        while self.counts["kills"] < goal and number < kills * 4:
            if number % NEW_STORE_EVERY == 0:
                self.renew()
            number += 1
            struck = self.kill_round(f"{importers}/{number}", importers, duration)
            # The machine may be busier now, or less, than when the first was timed.
            duration *= 1.1 if struck else 0.8
            if number % NEW_STORE_EVERY == 0 or self.counts["kills"] >= goal:
                self.verify(f"round {importers}/{number}")
        if self.counts["kills"] < goal:
            self.fault(f"only {self.counts['kills']} kills struck")

    def strike(self, duration, *arguments):
        """Runs a command and kills it at some moment; whether that hit it."""
        process = self.start(*arguments)
        time.sleep(self.random.uniform(0, duration))
        process.kill()
        process.communicate(timeout=300)
        return process.returncode == -9

    def kill_planned(self, kills):
        """A plan that is killed while it is applied, or taken back, is in whole or not at all."""
        self.renew()
        goal, duration, number = self.counts["kills"] + kills, 0.2, 0
        while self.counts["kills"] < goal and number < kills * 4:
            number += 1
            name, _ = self.next_file(0)
            before = self.must("imi-register", "export")
            self.must("imi-register", "import", name, "--dry-run", "--plan", "plan.json", "--force")
            for arguments in (("apply", "plan.json"), ("revert",)):
                if arguments == ("revert",):
                    arguments += (json.loads(self.must("imi-register", "log", "--limit", "1", "--format", "jsonl"))["batch"],)
                    arguments = tuple(map(str, arguments))
                earlier = self.must("imi-register", "export")
                started = time.monotonic()
                if self.strike(duration, "imi-register", *arguments):
                    self.counts["kills"] += 1
                    rows = self.must("imi-register", "export")
                    self.counts["out" if rows == earlier else "in"] += 1
                    if rows != earlier and self.counted("--dry-run", name) not in ((self.options.rows, 0), (0, self.options.rows)):
                        self.fault(f"planned {number}: {arguments} is in by halves")
                    self.check(f"planned {number}")
                else:
                    duration = 0.8 * (time.monotonic() - started)
                self.must("imi-register", *arguments)
                if arguments[0] == "apply" and self.counted("--dry-run", name) != (self.options.rows, 0):
                    self.fault(f"planned {number}: {name} is not in after its repetition")
            if self.must("imi-register", "export") != before:
                self.fault(f"planned {number}: {name} was not taken back")
            self.must("imi-register", "apply", "plan.json")
        if self.counts["kills"] < goal:
            self.fault(f"only {self.counts['kills']} kills struck")
        self.verify("planned")

    def verify(self, where):
        intact = self.run("imi-store", "audit", "verify")
        if intact.returncode != 0:
            self.fault(f"{where}: the audit log is not intact: {intact.stdout_text}{intact.stderr_text}")
        beside = {path.name for path in self.store.parent.iterdir()} - {"store.db", "store.db.lock"}
        if beside:
            self.fault(f"{where}: left beside the store: {', '.join(sorted(beside))}")
        left = [path.name for path in self.temporary.iterdir()]
        if left:
            self.fault(f"{where}: {len(left)} temporary files were left, such as {left[0]}")

    def write_together(self, writers, turns=4, rows=3):
        self.renew()
        before = self.authorities()
        audited = len(self.must("imi-store", "audit", "list", "--format", "jsonl", "--limit", "100000").splitlines())

        def work(writer):
            for turn in range(turns):
                ids = [f"w{writer}-{turn}-{row}" for row in range(rows)]
                name = f"writer-{writer}.csv"
                self.write_rows(self.folder / name, ids, turn)
                state = self.counted("--timeout", "60", name)
                if state != (0, rows):
                    self.fault(f"writer {writer}: {name} counted {state}")
                self.must("imi-register", "authority", "set", f"AT:{ids[0]}", f"city=Wien {writer}.{turn}", "--timeout", "60")
                self.counts["writes"] += 2

        threads = [threading.Thread(target=work, args=(writer,)) for writer in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        expected = before + writers * turns * rows
        if self.authorities() != expected:
            self.fault(f"{writers} writers: {self.authorities()} authorities, not {expected}")
        cities = collections.Counter(json.loads(line).get("city") for line in
                                     self.must("imi-register", "export", "--format", "jsonl").splitlines())
        for writer in range(writers):
            for turn in range(turns):
                if cities[f"Wien {writer}.{turn}"] != 1:
                    self.fault(f"writer {writer}: city of turn {turn} stands {cities[f'Wien {writer}.{turn}']} times")
        entries = len(self.must("imi-store", "audit", "list", "--format", "jsonl", "--limit", "100000").splitlines()) - audited
        if entries != writers * turns * 2:
            self.fault(f"{writers} writers: {entries} audit entries, not {writers * turns * 2}")
        self.check(f"{writers} writers")
        self.verify(f"{writers} writers")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("bin_folder", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--importers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        campaign = Campaign(options.bin_folder.resolve(), pathlib.Path(folder), options)
        campaign.prepare()
        started = time.monotonic()
        campaign.kill_some(options.kills // 2, 1)
        campaign.kill_some(options.kills - options.kills // 2, options.importers)
        campaign.kill_planned(options.kills // 10)
        campaign.write_together(options.writers)
        counts = campaign.counts
        print(f"seed {options.seed}: {counts['kills']} kills ({counts['in']} in, {counts['out']} out), "
              f"{options.writers} writers with {counts['writes']} writes, {time.monotonic() - started:.0f} s: "
              f"{len(campaign.faults)} faults")
    return 1 if campaign.faults or not counts["kills"] else 0


if __name__ == "__main__":
    sys.exit(main())
