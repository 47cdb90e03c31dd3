#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Holds every subcommand of every tool against the rules of the command line: every_subcommand.py BIN_FOLDER."""
import json
import pathlib
import subprocess
import sys
import tempfile

bin_folder = pathlib.Path(sys.argv[1]).resolve()
faults, checks = [], 0
without_store = ("imi-qsgen", "imi-lang")


def run(folder, *command):
    environment = {"PATH": f"{bin_folder}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder}
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, errors="replace",
                          stdin=subprocess.DEVNULL, timeout=20, check=False)


def expect(result, what, status, *parts):
    global checks
    checks += 1
    text = result.stdout + result.stderr
    missing = [part for part in parts if part not in text]
    if result.returncode != status or missing:
        faults.append(f"{what}: status {result.returncode} (expected {status}), lacks {missing}: {text.strip()[:200]}")


def leaves(command, path):
    if path or not command["subcommands"]:
        if not command["subcommands"]:
            yield path, command
    for sub in command["subcommands"]:
        yield from leaves(sub, [*path, sub["name"]])


with tempfile.TemporaryDirectory() as folder:
    for tool in ("imi-store", "imi-register", "imi-search", "imi-request", "imi-qsgen", "imi-lang"):
        tree = json.loads(run(folder, tool, "--dump-options").stdout)
        commands = list(leaves(tree, []))
        if tool == "imi-search":
            commands.append(([], tree))
        for path, command in commands:
            name = " ".join([tool, *path])
            words = [f"x{i}=y" for i in range(len(command["arguments"]))]
            base = [tool, *path]
            if path[:1] == ["identity"] and path[-1] != "list":
                words += ["--uid", "1"] + ["--login", "x"] * (path[-1] == "map")
            if path == ["new"]:
                words += ["--area", "x"]
            if path == ["build"]:
                words += ["--out", "out"]
            if path[-1:] in (["merge"], ["split"]):
                words += ["--into", "x"] * (1 + (path[-1] == "split"))
            if path == ["revert"]:
                words = ["1"]
            if path == ["user", "handover"]:
                words += ["--to", "x"]
            if path in (["evaluate"], ["setup", "apply"], ["setup", "what-if"]):
                pathlib.Path(folder, words[0]).touch()
            expect(run(folder, *base, "--help"), f"{name} --help", 0, "Usage:", "Common options")
            expect(run(folder, *base, *words, "--stroe", "s"), f"{name} --stroe", 2, "did you mean --store?")
            expect(run(folder, *base, *words, "--timeout"), f"{name} --timeout", 2, "takes a value")
            expect(run(folder, *base, *words, "--store="), f"{name} --store=", 2, "empty value")
            expect(run(folder, *base, *words, "--timeout", "0x10"), f"{name} --timeout 0x10", 2, "CLI-005")
            expect(run(folder, *base, *words, "--timeout", "1e3"), f"{name} --timeout 1e3", 2, "CLI-005")
            expect(run(folder, *base, *words, "--lang", "de", "--lang", "pl"), f"{name} --lang twice", 2)
            expect(run(folder, *base, *words, "--format", "yaml"), f"{name} --format yaml", 2)
            if tool in without_store or (tool, path) == ("imi-register", ["show"]):
                continue
            expect(run(folder, *base, *words), f"{name} without a store", 2, "--store STORE", "IMI_STORE", "imi.conf")
            missing = run(folder, *base, *words, "--store", "nowhere.db", "--format", "json")
            if path == ["init"]:
                pathlib.Path(folder, "nowhere.db").unlink(missing_ok=True)
                continue
            if "csv" not in command.get("formats", "") and missing.returncode == 2:
                missing = run(folder, *base, *words, "--store", "nowhere.db")
            checks += 1
            if missing.returncode not in (2, 5, 7) or missing.stdout:
                faults.append(f"{name} on no store: status {missing.returncode}, {missing.stdout[:80]}{missing.stderr[:120]}")
            before = run(folder, tool, "--store", "nowhere.db", *path, *words)
            behind = run(folder, *base, *words, "--store", "nowhere.db")
            checks += 1
            if (before.returncode, before.stderr) != (behind.returncode, behind.stderr):
                faults.append(f"{name}: --store before and behind the verb differ: {before.stderr.strip()} / {behind.stderr.strip()}")
print("\n".join(faults))
print(f"{checks - len(faults)} passed, {len(faults)} failed")
sys.exit(1 if faults or checks < 200 else 0)
