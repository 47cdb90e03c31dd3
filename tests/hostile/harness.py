# SPDX-License-Identifier: EUPL-1.2
"""What the scripts of hostile files share: commands with their time and memory, a store for each file, manifests, and what
no run may show."""
import csv
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

SECONDS, MEBIBYTES = 2, 256
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
    """Runs commands in `folder` over one store; fresh() gives it back as prepare() of a subclass left it."""

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

    def keep(self):
        shutil.copy(self.store, self.prepared)

    def fresh(self):
        for path in self.folder.glob("store.db*"):
            path.unlink()
        shutil.copy(self.prepared, self.store)

    def dump(self):
        """All rows of the store but those of the audit log, which keeps refusals: what a refusal leaves as it was."""
        database = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)
        try:
            return [line for line in database.iterdump() if not line.startswith('INSERT INTO "audit_')]
        finally:
            database.close()


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


def read_manifest(folder):
    with open(folder / "manifest.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [{key: value or "" for key, value in row.items()} for row in rows]


class Tally:
    """Counts what passed and failed, and tells the faults."""

    def __init__(self):
        self.passed, self.failed = 0, 0

    def take(self, name, faults):
        self.passed, self.failed = self.passed + (not faults), self.failed + bool(faults)
        if faults:
            print(f"{name}: " + "; ".join(RAW.sub("?", fault) for fault in faults), flush=True)

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0


def run_main(usage, runner_class, run):
    """Reads BIN_FOLDER SHARED_DIR [--relaxed], prepares a store and runs run(runner, shared_folder, tally)."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--relaxed"]
    if len(arguments) != 2:
        sys.exit(usage)
    tally = Tally()
    with tempfile.TemporaryDirectory() as temporary:
        runner = runner_class(pathlib.Path(arguments[0]).resolve(), pathlib.Path(temporary), "--relaxed" in sys.argv)
        runner.prepare()
        runner.keep()
        run(runner, pathlib.Path(arguments[1]).resolve(), tally)
    return tally.end()
