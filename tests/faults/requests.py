#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Many processes at one case, and kills in every verb of a case's life.

usage: requests.py BIN_FOLDER [--racers N] [--races R] [--kills K] [--seed S]

Races: N processes accept, and N withdraw, one request at once: one wins, all others are told a conflict. N processes begin
a case with one key: one case, the same number for all. Kills: each verb of a whole life, and attach, batch, import, due
and mail, is killed K times at a random moment; after each the store is sound and the case is as before or as after the
verb, and the verb, given again with its key, leaves it as after. A campaign without faults has status 0.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

root = pathlib.Path(__file__).resolve().parent.parent.parent
ASKS, ANSWERS, CASE = "de-lageso", "pl-nil-warszawa", "PQ-2008-000001"
FORM = str(root / "samples/requests/doctor.json")
REPLY = str(root / "samples/requests/reply.json")

# Each verb of a life, in order: who, words.
LIFE = [
    (ASKS, ["new", "--area", "pq", "--to", "PL:nil-warszawa", "--form", FORM]),
    (ASKS, ["edit", CASE, "--set", "birth-place=Warszawa"]),
    (ASKS, ["attach", CASE, FORM]),
    (ASKS, ["send", CASE]),
    (ANSWERS, ["accept", CASE, "--set", "days=30"]),
    (ANSWERS, ["save", CASE, "--form", REPLY]),
    (ANSWERS, ["extend", CASE, "--set", "new-date=2008-05-01", "--comment", "the file is in the archive"]),
    (ANSWERS, ["reply", CASE, "--form", REPLY]),
    (ASKS, ["ask", CASE, "--set", "what=Since when?"]),
    (ANSWERS, ["provide", CASE, "--set", "remarks=Since October 2003."]),
    (ASKS, ["message", CASE, "--set", "text=Thank you."]),
    ("operator", ["due", "--apply", "--now", "2008-04-10T00:00:00Z"]),
    (ASKS, ["close", CASE]),
    (ASKS, ["feedback", CASE, "--set", "user-friendly=very"]),
]
WITHOUT_KEY = ("attach", "due")


class Campaign:
    def __init__(self, bin_folder, folder, options):
        self.bin, self.folder, self.options = bin_folder, folder, options
        self.random = random.Random(options.seed)
        self.store = folder / "store" / "store.db"
        self.store.parent.mkdir()
        self.environment = {"PATH": f"{bin_folder}:/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": str(folder),
                            "TMPDIR": str(folder), "IMI_STORE": str(self.store), "IMI_NOW": "2008-03-03T09:00:00Z",
                            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        self.counts = collections.Counter()
        self.faults = 0

    def fault(self, text):
        self.faults += 1
        print(text, flush=True)

    def start(self, login, words):
        return subprocess.Popen([str(self.bin / "imi-request"), *words, "--as", login, "--format",
                                 "jsonl" if words[0] in ("batch", "events", "export") else "json"],
                                cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")

    def run(self, login, words):
        process = self.start(login, words)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err

    def must(self, login, words):
        status, out, err = self.run(login, words)
        if status != 0:
            self.fault(f"{' '.join(words)}: status {status}: {err.strip()}")
        return out

    def tool(self, *command):
        subprocess.run([str(self.bin / command[0]), *command[1:]], cwd=root, env=self.environment, check=True,
                       stdout=subprocess.DEVNULL)

    def prepare(self):
        self.tool("imi-store", "init", "--training", "--admin", "operator")
        for kind in ("authorities", "users"):
            self.tool("imi-register", "import", f"samples/pilot-2008/{kind}.csv", "--quiet")

    def keep(self, name):
        shutil.copy(self.store, self.folder / name)

    def take(self, name):
        for path in self.store.parent.iterdir():
            path.unlink()
        shutil.copy(self.folder / name, self.store)

    def version(self):
        status, out, _ = self.run(ASKS, ["show", CASE])
        return json.loads(out)["version"] if status == 0 else 0

    def check(self, where):
        sound = subprocess.run([str(self.bin / "imi-store"), "check"], env=self.environment, capture_output=True, text=True,
                               check=False)
        if sound.returncode != 0:
            self.fault(f"{where}: not sound: {sound.stdout.strip()} {sound.stderr.strip()}")

    def race(self, state, rivals, where):
        """All at once: one wins, the others hear of a conflict."""
        self.take(state)
        running = [self.start(login, words) for login, words in rivals]
        statuses = collections.Counter()
        for process in running:
            _, err = process.communicate(timeout=300)
            statuses[process.returncode] += 1
            if process.returncode not in (0, 6):
                self.fault(f"{where}: status {process.returncode}: {err.strip()}")
        if statuses[0] != 1:
            self.fault(f"{where}: {statuses[0]} winners among {len(rivals)}: {dict(statuses)}")
        self.check(where)
        self.counts["races"] += 1

    def races(self):
        n = self.options.racers
        for number in range(self.options.races):
            accept = (ANSWERS, ["accept", CASE, "--set", "days=30"])
            withdraw = (ASKS, ["withdraw", CASE])
            rivals = [accept] * n if number % 3 == 0 else [withdraw] * n if number % 3 == 1 else [accept, withdraw] * (n // 2)
            self.race("sent.db", rivals, f"race {number}")
        self.take("empty.db")
        running = [self.start(ASKS, [*LIFE[0][1], "--key", "one"]) for _ in range(n)]
        numbers = set()
        for process in running:
            out, err = process.communicate(timeout=300)
            if process.returncode != 0:
                self.fault(f"one key: status {process.returncode}: {err.strip()}")
            else:
                numbers.add(json.loads(out)["id"])
        if len(numbers) != 1:
            self.fault(f"one key made {sorted(numbers)}")
        self.check("one key")

    def kill(self, login, words, key, before, duration, read):
        """Kills once; what `read` gives is as before or as after."""
        self.take(before)
        was = read()
        process = self.start(login, words + key)
        time.sleep(self.random.uniform(0, duration))
        process.kill()
        process.communicate()
        now = read()
        self.check(f"{words[0]} killed")
        self.counts["kills"] += 1
        self.counts["kills that came too late"] += process.returncode == 0
        if key or now == was:
            status, _, err = self.run(login, words + key)
            if status != 0:
                self.fault(f"{words[0]} after its kill: status {status}: {err.strip()}")
        return was, now, read()

    def life(self):
        self.keep("empty.db")
        for number, (login, words) in enumerate(LIFE):
            before, key = f"before-{number}.db", [] if words[0] in WITHOUT_KEY else ["--key", f"life-{number}"]
            self.keep(before)
            began = time.monotonic()
            self.must(login, words + key)
            duration = (time.monotonic() - began) * 1.1
            after = self.read()
            if words[0] == "send":
                self.keep("sent.db")
            for _ in range(self.options.kills):
                was, now, last = self.kill(login, words, key, before, duration, self.read)
                if now not in (was, after) or last != after:
                    self.fault(f"{words[0]} killed: {now} is neither {was} nor {after}, then {last}")
            self.take(before)
            self.must(login, words + key)
        self.others()

    def read(self):
        """What tells before from after: the version of the case, its files, mails that wait, cases."""
        status, out, _ = self.run(ASKS, ["list"])
        cases = len(json.loads(out)) if status == 0 else -1
        _, files, _ = self.run(ASKS, ["files", CASE])
        _, mails, _ = self.run("operator", ["mail"])
        return self.version(), cases, len(json.loads(files or "[]")), len(json.loads(mails or "[]"))

    def others(self):
        """Verbs about many cases."""
        self.keep("ended.db")
        (self.folder / "spool").mkdir()
        cases = self.must(ASKS, ["export"]).replace(CASE, "PQ-2007-000007").replace('"key":"life-0",', "")
        (self.folder / "cases.jsonl").write_text(cases, encoding="utf-8")
        lines = [{"do": "new", "area": "pq", "questionset": "general", "to": "PL:nil-warszawa", "key": f"line-{i}",
                  "form": {"subject": {"professions": "doctor"}, "questions": {"translation-correct": {}},
                           "data": {"family-name": "Nowak"}}} for i in range(5)]
        (self.folder / "lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        for login, words, whole in (("operator", ["mail", "--spool", "spool"], False),
                                    ("operator", ["import", "cases.jsonl"], True), (ASKS, ["batch", "lines.jsonl"], False)):
            self.take("ended.db")
            began = time.monotonic()
            self.must(login, words)
            duration = (time.monotonic() - began) * 1.1
            after = self.read()
            for _ in range(self.options.kills):
                was, now, last = self.kill(login, words, ["--quiet"], "ended.db", duration, self.read)
                if whole and now not in (was, after):
                    self.fault(f"{words[0]} killed: {now} is neither {was} nor {after}")
                if last != after:
                    self.fault(f"{words[0]} killed and repeated: {last}, not {after}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin_folder", type=pathlib.Path)
    parser.add_argument("--racers", type=int, default=8)
    parser.add_argument("--races", type=int, default=6)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        campaign = Campaign(options.bin_folder.resolve(), pathlib.Path(folder), options)
        campaign.prepare()
        campaign.life()
        campaign.races()
    counts = ", ".join(f"{count} {name}" for name, count in sorted(campaign.counts.items()))
    print(f"{counts}; {campaign.faults} faults")
    return 1 if campaign.faults or not campaign.counts["kills"] else 0


sys.exit(main())
