#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Interrupts imports in each of their stages, as a person at a terminal does, and holds what is left behind.

usage: interrupt_import.py BIN_FOLDER [--rows R]

The progress that the terminal shows says which stage has come; then SIGINT or SIGTERM is sent. The program must end by that
signal, say that nothing was changed, clear its line, and leave the store as before: one file beside its lock file, and no
temporary file. The import then goes through, and what its line said of it - rows, rows a second, time left - has its form.
"""
import argparse
import os
import pathlib
import pty
import re
import signal
import subprocess
import sys
import tempfile

STAGES = ("reading", "comparing", "storing", "indexing")
LINE = re.compile(r"(reading|comparing|storing) \d+ of \d+ rows \(\d+ %\), \d+ rows/s, (\d+ min )?\d+ s left")


class Terminal:
    """A process whose standard error is a terminal."""

    def __init__(self, arguments, environment, stdin=subprocess.DEVNULL):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(arguments, env=environment, stdin=stdin, stdout=subprocess.PIPE, stderr=slave)
        os.close(slave)
        self.text = ""

    def read(self):
        """False at the end."""
        try:
            block = os.read(self.master, 65536)
        except OSError:  # how Linux says that nobody has the terminal any more
            block = b""
        self.text += block.decode()
        return bool(block)

    def finish(self):
        while self.read():
            pass
        os.close(self.master)
        self.process.stdout.read()
        return self.process.wait()


def shown(text):
    """What a terminal shows in the end."""
    screen = []
    for line in text.replace("\r\n", "\n").split("\n"):
        cells = []
        for part in line.split("\r"):
            cells[:len(part)] = part
        screen.append("".join(cells).rstrip())
    return "\n".join(screen).strip()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin_folder", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=40_000)
    options = parser.parse_args()
    faults = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        store = folder / "store" / "imi.db"
        store.parent.mkdir()
        (folder / "temporary").mkdir()
        environment = {"PATH": "/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": temporary, "IMI_STORE": str(store),
                       "TMPDIR": str(folder / "temporary"), "IMI_DATA": os.environ.get("IMI_DATA", ""),
                       "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        environment = {name: value for name, value in environment.items() if value}
        subprocess.run([options.bin_folder / "imi-store", "init", "--quiet"], env=environment, check=True,
                       stdout=subprocess.DEVNULL)
        rows = folder / "rows.csv"
        with open(rows, "w", encoding="utf-8") as out:
            out.write("id,country,name,city,email\n")
            for i in range(options.rows):
                out.write(f"b-{i * 7919 % options.rows:06},PL,Okręgowa Izba nr {i},Łódź {i % 977},izba{i}@example.pl\n")
        command = [options.bin_folder / "imi-register", "import", "--color", "never", rows]

        def left(name):
            if files := sorted(path.name for path in store.parent.iterdir() if path.name not in ("imi.db", "imi.db.lock")):
                faults.append(f"{name}: {', '.join(files)} left beside the store")
            if files := list((folder / "temporary").iterdir()):
                faults.append(f"{name}: {files} left in TMPDIR")
            counts = subprocess.run(["sqlite3", store, "SELECT (SELECT COUNT(*) FROM authority), (SELECT COUNT(*) FROM index_posting)"],
                                    capture_output=True, text=True, check=True).stdout.strip()
            if counts != "0|0":
                faults.append(f"{name}: {counts} authorities and chunks of the index left")
            check = subprocess.run([options.bin_folder / "imi-store", "check"], env=environment, capture_output=True, text=True)
            if check.returncode != 0:
                faults.append(f"{name}: imi-store check: {check.stdout}{check.stderr}")

        for number, stage in enumerate(STAGES):
            sent = (signal.SIGINT, signal.SIGTERM)[number % 2]
            terminal = Terminal(command, environment)
            while stage not in terminal.text and terminal.read():
                pass
            terminal.process.send_signal(sent)
            status = terminal.finish()
            if status != -sent:
                faults.append(f"{stage}: ended with {status}, not by {sent.name}")
            if shown(terminal.text) != "imi-register: error: interrupted; nothing was changed [STO-014]":
                faults.append(f"{stage}: the terminal shows {shown(terminal.text)!r}")
            left(stage)

        # While it waits for input it ends too.
        reader, writer = os.pipe()
        terminal = Terminal([*command[:-1], "-", "--kind", "authorities"], environment, stdin=reader)
        os.close(reader)
        os.write(writer, b"id,country,name\n" + b"x,PL,Izba\n")
        try:
            terminal.process.wait(1)
        except subprocess.TimeoutExpired:
            pass
        terminal.process.send_signal(signal.SIGINT)
        status = terminal.finish()
        os.close(writer)
        if status != -signal.SIGINT:
            faults.append(f"waiting for input: ended with {status}")
        left("waiting for input")

        terminal = Terminal(command, environment)
        status = terminal.finish()
        lines = [line.strip() for line in terminal.text.split("\r")]
        for stage in STAGES[:3]:
            if not any(line.startswith(stage) and LINE.fullmatch(line) for line in lines):
                faults.append(f"no line of {stage} has rows, rows/s and time left")
        if status != 0 or "progress" in shown(terminal.text) or "reading" in shown(terminal.text):
            faults.append(f"the whole import: status {status}, the terminal shows {shown(terminal.text)!r}")
    for fault in faults:
        print(fault)
    print(f"{len(STAGES) + 1} interruptions, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
