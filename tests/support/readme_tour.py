#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Runs the tour of the README as it stands there and compares what the commands print: readme_tour.py BIN_FOLDER."""
import os
import pathlib
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent.parent
text = (root / "README.md").read_text(encoding="utf-8")
steps, step = [], None
for line in text[text.index("\n## A tour"):text.index("\n## Measured")].splitlines():
    if line.startswith("    $ "):
        step = (line[6:], [])
        steps.append(step)
    elif step and line.startswith("    "):
        step[1].append(line[4:])
    elif step and not line:
        step[1].append("")
    else:
        step = None

faults = 0
with tempfile.TemporaryDirectory() as folder:
    os.symlink(root / "samples", f"{folder}/samples")
    environment = {"PATH": f"{pathlib.Path(sys.argv[1]).resolve()}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder,
                   "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
    for command, expected in steps:
        if command.startswith("export "):
            words = command.split("#")[0].split()[1:]
            environment.update(word.split("=", 1) for word in words)
            continue
        result = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        # Both streams of a terminal, in whichever order they come.
        found = (result.stderr + result.stdout).splitlines()
        if sorted(found) != sorted("\n".join(expected).rstrip("\n").splitlines()):
            faults += 1
            print(f"$ {command}", *found, sep="\n")
print(f"{len(steps)} steps, {faults} differ")
sys.exit(1 if faults or not steps else 0)
