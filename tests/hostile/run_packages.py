#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Gives hostile YAML and PO files to imi-qsgen and imi-lang, each inside a package, and checks what the manifests expect.

usage: run_packages.py BIN_FOLDER SHARED_DIR [--relaxed]

The files of tests/data/hostile are of today's form and must meet their manifest. Where SHARED_DIR is at hand: the files of
its data/hostile are of an older form, and no case of the YAML suite is a file of a package; they must be refused at a line
and column. Each file of a manifest goes through check, build and install; the suite is checked as one package, by one
command.
--relaxed (sanitizer builds): ten times the time, any memory.
"""
import html
import json
import pathlib
import re
import shutil
import sys

from harness import ENGINE_TEXT, Runner, common_faults, missing_names, read_manifest, refusal_faults, run_main

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OWN = ROOT / "tests" / "data" / "hostile"
SAMPLE = ROOT / "samples" / "areas" / "cultural-objects"
# A PO file is read by lines: its findings may have no column. A file without content has no place.
PLACE = re.compile(r"^(.+?\.(?:yaml:\d+:\d+|po:\d+(?::\d+)?|yaml(?=: error: is empty))): (error|warning): ", re.M)

HEAD = "# SPDX-License-Identifier: EUPL-1.2\nset: hostile\nversion: 1.0\ntitle: Deep\n"
# What is too large or too dull to be kept: text by the name in the manifest.
MADE = {
    "yaml_deep_flow.yaml": HEAD + "questions: " + "[" * 600 + "]" * 600 + "\n",
    "yaml_deep_block.yaml": HEAD + "".join(" " * depth + "questions:\n" for depth in range(600)),
    "yaml_deep_mixed.yaml": HEAD + "questions: " + "[[a], " * 100_000 + "]" * 100_000 + "\n",
    "yaml_many_values.yaml": HEAD + "questions: [" + "a," * 250_000 + "a]\n",
    "yaml_long_text.yaml": HEAD + "hint: \"" + "long " * 300_000 + "\"\n",
}


class Packages(Runner):
    """A store with the sample package, and for each file a copy of it beside shared folders without translations."""

    def prepare(self):
        self.package()
        self.must("imi-store", "init", "--admin", "operator", "--areas", "packages")
        self.before = self.dump()

    def package(self):
        """A copy of the sample package, and no output."""
        for name in ("packages", "out"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        package = self.folder / "packages" / "cultural-objects"
        shutil.copytree(SAMPLE, package)
        for name in ("forms", "shared", "surveys", "workflows"):
            (package.parent / name).mkdir()
        for name in ("forms", "shared"):
            for path in (ROOT / "questionsets" / name).glob("*.yaml"):
                shutil.copy(path, package.parent / name)
        return package


def findings(result):
    """(file name, message) of the errors of a check that say where."""
    text = result.out.decode("utf-8", "replace")
    starts = list(PLACE.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [(pathlib.Path(match[1]).name.split(":")[0], text[match.start():end])
            for match, end in zip(starts, ends) if match[2] == "error"]


def place_in_package(row, package):
    """Where a file of the manifest stands: a PO file under po, a vocabulary or workflow in its folder, all else as a set."""
    name = row["file"]
    for prefix, place in (("po_", "po/it.po"), ("vocabulary_", "vocabulary/hostile.yaml"), ("lists_", "lists.yaml"),
                          ("workflow_", "workflows/hostile.yaml"), ("area_", "area.yaml")):
        if name.startswith(prefix):
            return package / place
    return package / "hostile.yaml"


def refused(runner, row, package, path):
    """Check finds it at its place; build and install refuse it, and nothing is made or stored."""
    check = runner.run("imi-qsgen", "check", str(package))
    faults = common_faults(check, runner.relaxed)
    own = [text for file, text in findings(check) if file == path.name]
    if check.status == 3 and path.name in check.err.decode():  # what cannot be read at all
        own = [check.err.decode()]
    elif check.status != 1:
        faults.append(f"check: status {check.status}, not 1")
    if not own:
        faults.append("check finds nothing at the file")
    faults += missing_names("\n".join(own), row["message_names"])
    faults += [f"engine text: {match[0]}" for match in map(ENGINE_TEXT.search, own) if match]
    for command in (("build", "--out", "out"), ("install",)):
        result = runner.run("imi-qsgen", command[0], str(package), *command[1:])
        found = refusal_faults(result, "", runner.relaxed, path.name)
        if result.status != 3:
            found.append(f"status {result.status}, not 3")
        faults += [f"{command[0]}: {fault}" for fault in found]
    out = runner.folder / "out"
    if out.exists() and any(out.iterdir()):
        faults.append("build left files")
    if runner.dump() != runner.before:
        faults.append("install changed the store")
    return faults


def texts_of(value):
    """Every text of a JSON value, keys too."""
    if isinstance(value, dict):
        return [text for pair in value.items() for one in pair for text in texts_of(one)]
    if isinstance(value, list):
        return [text for one in value for text in texts_of(one)]
    return [value] if isinstance(value, str) else []


def accepted(runner, row, package):
    """Checked, built and installed; its texts stand in the canonical JSON as written, and in the page only escaped."""
    faults = []
    for command in (("check",), ("build", "--out", "out"), ("install",)):
        result = runner.run("imi-qsgen", command[0], str(package), *command[1:])
        faults += [f"{command[0]}: {fault}" for fault in common_faults(result, runner.relaxed)]
        if result.status != 0:
            return faults + [f"{command[0]}: was refused: {(result.out + result.err).decode(errors='replace').strip()}"]
    if runner.dump() == runner.before:
        faults.append("install stored nothing")
    if not row["file"].startswith("yaml_"):
        return faults
    compiled = runner.folder / "out" / "hostile@1.0.json"
    stored = texts_of(json.loads(compiled.read_text(encoding="utf-8")))
    faults += [f"{part} is not kept" for part in filter(None, row["message_names"].split(" & ")) if part not in stored]
    if row["expected"] == "accept-escape":
        only = runner.run("imi-qsgen", "build", str(package), "--only", "html", "--out", "out-html")
        faults += common_faults(only, runner.relaxed)
        pages = [(name, (runner.folder / name / f"{compiled.stem}.html").read_text(encoding="utf-8"))
                 for name in ("out", "out-html")]
        shutil.rmtree(runner.folder / "out-html")
        marked = [text for text in stored if re.search(r"[<>\"']", text)]
        if not marked:
            faults.append("no text with markup was stored")
        for name, page in pages:
            faults += [f"{name}: the page holds {text!r} as it is" for text in marked if "<" in text and text in page]
            if "<script>x" in page or "onerror=alert(1)>" in page or re.search(r"<[^>]*\sonclick=", page):
                faults.append(f"{name}: markup of a text would run")
        if not any(html.escape(text, quote=False) in page or html.escape(text) in page for text in marked):
            faults.append("no text with markup is shown")
    return faults


def run_manifest(runner, source, own, tally):
    for row in read_manifest(source):
        if row["tool"] != "imi-qsgen" or row["file"].endswith(".xlf"):
            continue
        runner.fresh()
        package = runner.package()
        path = place_in_package(row, package) if own else package / row["file"]
        if own and row["file"] in MADE:
            path.write_text(MADE[row["file"]], encoding="utf-8")
        else:
            shutil.copyfile(source / row["file"], path)
        if not own:  # of an older form: another first key, so that even what was right is refused
            row.update(expected="refuse", message_names="")
        faults = refused(runner, row, package, path) if row["expected"] == "refuse" else accepted(runner, row, package)
        tally.take(row["file"] if own else f"{row['file']}, as it is", faults)


def suite_inputs(source):
    """The inputs of the YAML suite with its marks for blanks, tabs and the rest resolved, by file name; and each file itself."""
    marks = {"␣": " ", "»": "\t", "↵": "", "∎\n": "", "←": "\r", "⇔": "\ufeff"}
    inputs = {}
    for path in sorted(source.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        inputs[path.stem.lower()] = text
        for number, block in enumerate(re.findall(r"^  yaml: \|[0-9+-]*\n((?:    .*\n|\n)*)", text, re.M)):
            written = "".join(line[4:] if line.startswith("    ") else line for line in block.splitlines(keepends=True))
            written = re.sub("—*»", "\t", written)
            for mark, meant in marks.items():
                written = written.replace(mark, meant)
            inputs[f"{path.stem.lower()}-{number}"] = written
    return inputs


def run_suite(runner, shared, tally):
    """One package that holds the suite: each file of it is found fault with at a line and column."""
    inputs = suite_inputs(shared / "data" / "conformance" / "yaml" / "src")
    for place, extension in (("", "yaml"), ("workflows", "yaml"), ("vocabulary", "yaml"), ("po", "po")):
        package = runner.package()
        folder = package / place
        for name, text in inputs.items():
            (folder / f"{name}.{extension}").write_bytes(text.encode())
        result = runner.run("imi-qsgen", "check", str(package), "--quiet")
        faults = common_faults(result, runner.relaxed)
        if result.status != 1:
            faults.append(f"status {result.status}, not 1")
        named = {file for file, _ in findings(result)}
        unnamed = [name for name in inputs if f"{name}.{extension}" not in named]
        if unnamed:
            faults.append(f"{len(unnamed)} are not found fault with: {', '.join(unnamed[:10])}")
        tally.take(f"the YAML suite as {place or 'sets'} ({len(inputs)} files)", faults)


def run_translations(runner, shared, tally):
    """Catalogues of another program: each entry is one that the package does not have, or the file is refused."""
    for path in sorted((shared / "data" / "conformance" / "po").glob("*.po")):
        package = runner.package()
        shutil.copyfile(path, package / "po" / "fi.po")
        faults = []
        for command in (("imi-qsgen", "check", str(package)), ("imi-lang", "status", str(package)),
                        ("imi-lang", "update", "--check", str(package))):
            result = runner.run(*command)
            faults += [f"{command[0]} {command[1]}: {fault}" for fault in common_faults(result, runner.relaxed)]
            if result.status not in (0, 1, 3):
                faults.append(f"{command[0]} {command[1]}: status {result.status}")
        tally.take(f"{path.name}, as a translation", faults)


def run(runner, shared, tally):
    run_manifest(runner, OWN, True, tally)
    if (shared / "data").is_dir():
        run_manifest(runner, shared / "data" / "hostile", False, tally)
        run_suite(runner, shared, tally)
        run_translations(runner, shared, tally)


if __name__ == "__main__":
    sys.exit(run_main(__doc__, Packages, run))
