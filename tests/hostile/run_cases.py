#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Gives hostile batches, histories, forms and file names to imi-request and checks what the manifests expect.

usage: run_cases.py BIN_FOLDER SHARED_DIR [--relaxed]

Each file meets a store with the bodies of the 2008 pilot and one request from Germany that Poland may accept. A file
batch_*.jsonl is given to batch, line by line answered; import_*.jsonl to import, as a whole stored or not; form_*.json to
--form. Where SHARED_DIR is at hand: the JSON Lines of its data/hostile are of an older form, and both commands must refuse
them; each case of the JSON suite is a line of a batch, and each naughty string is one as an action, a sender, a field and
an answer.
--relaxed (sanitizer builds): ten times the time, any memory.
"""
import json
import pathlib
import shutil
import sys

from harness import ENGINE_TEXT, Runner, common_faults, missing_names, read_manifest, refusal_faults, run_main

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OWN = ROOT / "tests" / "data" / "hostile"
CASE, ASKS, ANSWERS = "PQ-2008-000001", "de-lageso", "pl-nil-warszawa"

DEEP = "[" * 120_000
# What is too large or too dull to be kept: text by the name in the manifest.
MADE = {
    "batch_deep_nesting.jsonl": f'{{"do":"accept","case":"{CASE}","form":{{"data":{{"days":{DEEP}\n',
    "batch_long_line.jsonl": f'{{"do":"accept","case":"{CASE}","comment":"' + "long " * 300_000 + '"}\n',
    "batch_long_comment.jsonl": json.dumps({"do": "accept", "case": CASE, "form": {"data": {"days": 30}},
                                            "comment": "long " * 100_000}) + "\n",
    "batch_combining_marks.jsonl": json.dumps({"do": "accept", "case": CASE, "form": {"data": {"days": 30}},
                                               "comment": "a" + "\u0301" * 60_000}) + "\n",
    "import_deep_nesting.jsonl": f'{{"id":"PQ-2007-000005","events":{DEEP}\n',
    "import_many_events.jsonl": json.dumps({
        "id": "PQ-2007-000005", "workflow": "information-request", "area": "pq", "questionset": "general",
        "from": "DE:lageso", "to": "PL:nil-warszawa",
        "events": [{"at": "2007-03-05T09:00:00Z", "action": "new", "by": "x"}] * 5_000}) + "\n",
}
# Names that no file of a case may have.
NAMES = ["../x", "..", "../../../etc/cron.d/x", "/etc/passwd", "a/b", "..\\x", "C:\\x", ".hidden", "-rf", "x.", " x", "x ",
         "a\nb", "a\x1b[31mb", "a\u202efdp.exe", "a\u200bb", "\ufeffa", "n" * 121, "a\ud800".encode("utf-8", "surrogatepass")]


class Cases(Runner):
    def prepare(self):
        self.environment["IMI_NOW"] = "2008-03-03T09:00:00Z"
        self.must("imi-store", "init", "--training", "--admin", "operator")
        for kind in ("authorities", "users"):
            self.must("imi-register", "import", str(ROOT / "samples" / "pilot-2008" / f"{kind}.csv"), "--quiet")
        self.must("imi-request", "new", "--as", ASKS, "--area", "pq", "--to", "PL:nil-warszawa", "--form",
                  str(ROOT / "samples" / "requests" / "doctor.json"))
        self.must("imi-request", "send", CASE, "--as", ASKS)
        self.before = self.dump()

    def changed(self):
        return self.dump() != self.before


def answers(result):
    """The answers of a batch by their line; none where one is no JSON."""
    try:
        return {answer["line"]: answer for answer in map(json.loads, result.out.decode().rstrip("\n").split("\n"))}
    except (ValueError, KeyError, TypeError):
        return None


def error_faults(answer, line):
    text = json.dumps(answer, ensure_ascii=False)
    faults = [f"line {line}: engine text: {match[0]}" for match in [ENGINE_TEXT.search(text)] if match]
    if "error" not in answer:
        return faults + [f"line {line} was not refused"]
    if answer["status"] not in (2, 3, 4, 5, 6) or not answer["error"]["message"] or not answer["error"]["code"]:
        faults.append(f"line {line}: status {answer['status']}")
    return faults


def run_batch(runner, row, path):
    """Every line is answered; those that the manifest names, or all, by an error, and they change nothing."""
    lines = sum(1 for line in path.read_bytes().split(b"\n") if line.strip())
    result = runner.run("imi-request", "batch", path.name, "--as", ANSWERS)
    faults = common_faults(result, runner.relaxed)
    if row["file"] == "batch_long_line.jsonl":
        return refusal_faults(result, row["message_names"], runner.relaxed, path.name) + ["changed"] * runner.changed()
    answered = answers(result)
    if answered is None or len(answered) != lines:
        return faults + [f"{0 if answered is None else len(answered)} answers to {lines} lines: {result.err.decode()}"]
    if result.status != 1:
        faults.append(f"status {result.status}, not 1")
    named = [int(part[5:]) for part in row["message_names"].split(" & ") if part.startswith("line ")]
    refused = named if row["expected"] == "refuse-line" else list(answered)
    for line, answer in answered.items():
        faults += error_faults(answer, line) if line in refused else [f"line {line} was refused"] * ("error" in answer)
    text = "\n".join(f"line {line} " + json.dumps(answered[line], ensure_ascii=False, separators=(",", ":"))
                     for line in refused)
    faults += missing_names(text, row["message_names"])
    if runner.changed() == (row["expected"] == "refuse"):
        faults.append("the store changed" if row["expected"] == "refuse" else "nothing was stored")
    return faults


def run_import(runner, row, path):
    login = ASKS if row["kind"] == "authorization" else "operator"
    faults = []
    for dry_run in (["--dry-run"], []):
        result = runner.run("imi-request", "import", path.name, "--as", login, *dry_run)
        if row["expected"] == "refuse":
            file_name = None if row["kind"] == "authorization" else path.name
            faults += refusal_faults(result, row["message_names"], runner.relaxed, file_name)
            lines = [number for number, line in enumerate(path.read_bytes().split(b"\n"), 1) if line.strip()]
            if row["kind"] == "kinds":  # each line is a fault of its own
                text = result.err.decode(errors="replace")
                faults += [f"line {number} was not refused" for number in lines if f"{path.name}:{number}:" not in text]
        else:
            faults += common_faults(result, runner.relaxed)
            if result.status != 0:
                faults.append(f"was refused: {result.err.decode(errors='replace').strip()}")
        if runner.changed() != (row["expected"] != "refuse" and not dry_run):
            faults.append("the store changed" if dry_run or row["expected"] == "refuse" else "nothing was stored")
    return faults


def run_form(runner, row, path):
    """As the form of a start and of an action, beside what the command line sets."""
    faults = []
    for words in (["new", "--as", ASKS, "--area", "pq", "--questionset", "general", "--to", "PL:nil-warszawa", "--subject",
                   "professions=doctor", "--ask", "translation-correct", "--set", "family-name=Nowak"],
                  ["accept", CASE, "--as", ANSWERS, "--set", "days=30"]):
        result = runner.run("imi-request", *words, "--form", path.name)
        faults += [f"{words[0]}: {fault}" for fault in
                   refusal_faults(result, row["message_names"], runner.relaxed, path.name)]
        if result.status not in (0, 3):
            faults.append(f"{words[0]}: status {result.status}, not 3")
    return faults + ["the store changed"] * runner.changed()


def run_manifest(runner, tally):
    kinds = {"batch": run_batch, "import": run_import, "form": run_form}
    for row in read_manifest(OWN):
        if row["tool"] != "imi-request":
            continue
        runner.fresh()
        path = runner.folder / row["file"]
        if row["file"] in MADE:
            path.write_text(MADE[row["file"]], encoding="utf-8")
        else:
            shutil.copyfile(OWN / row["file"], path)
        tally.take(row["file"], kinds[row["file"].split("_")[0]](runner, row, path))


def run_older(runner, source, tally):
    """Of an older form, so that even lines without a fault are refused."""
    for row in read_manifest(source):
        if row["tool"] != "imi-request":
            continue
        runner.fresh()
        path = runner.folder / row["file"]
        shutil.copyfile(source / row["file"], path)
        row.update(expected="refuse", message_names="")
        faults = run_batch(runner, row, path) + run_import(runner, {**row, "kind": ""}, path)
        tally.take(f"{row['file']}, as it is", faults)


def run_names(runner, tally):
    runner.fresh()
    runner.must("imi-request", "accept", CASE, "--as", ANSWERS, "--set", "days=30")
    (runner.folder / "file.pdf").write_bytes(b"a diploma")
    before = runner.dump()
    for name in NAMES:
        result = runner.run("imi-request", "attach", CASE, "file.pdf", f"--name={name}" if isinstance(name, str)
                            else b"--name=" + name, "--as", ANSWERS)
        faults = refusal_faults(result, "file name|UTF-8", runner.relaxed)
        if result.status not in (0, 2, 3):
            faults.append(f"status {result.status}, not 3")
        fetched = runner.run("imi-request", "fetch", CASE, "--as", ANSWERS, "--", name)
        faults += refusal_faults(fetched, "", runner.relaxed)
        if runner.dump() != before:
            faults.append("the store changed")
        tally.take(f"file name {name!r}", faults)


def run_lines(runner, what, lines, tally):
    """Many lines in one batch: every one is answered, and no answer shows what it must not."""
    runner.fresh()
    (runner.folder / "lines.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    result = runner.run("imi-request", "batch", "lines.jsonl", "--as", ANSWERS)
    faults, answered = common_faults(result, runner.relaxed), answers(result)
    expected = [number for number, line in enumerate(b"\n".join(lines).split(b"\n"), 1) if line.strip(b" \t\r")]
    if answered is None or sorted(answered) != expected:
        faults.append(f"{0 if answered is None else len(answered)} answers to {len(expected)} lines: {result.err.decode()}")
    else:
        for line, answer in answered.items():
            faults += error_faults(answer, line)
    if result.status != 1:
        faults.append(f"status {result.status}, not 1")
    if runner.changed():
        faults.append("the store changed")
    tally.take(f"{what} ({len(expected)} lines)", faults)


def run_suites(runner, conformance, tally):
    cases = [path.read_bytes() for folder in ("test_parsing", "test_transform")
             for path in sorted((conformance / "json" / folder).glob("*.json"))]
    limit = 1 << 20
    lines = [case for case in cases if len(case) < limit]
    run_lines(runner, "the JSON suite as a batch", lines, tally)
    # As an import the first bad line ends it; those that are JSON reach what reads cases.
    runner.fresh()
    good = [path.read_bytes() for path in sorted((conformance / "json" / "test_parsing").glob("y_*.json"))]
    good = [case for case in good if b"\n" not in case and b"duplicated" not in case and b"\\u0000" not in case]
    (runner.folder / "good.jsonl").write_bytes(b"\n".join(good) + b"\n")
    result = runner.run("imi-request", "import", "good.jsonl", "--as", "operator")
    tally.take("the JSON suite as an import", refusal_faults(result, "", runner.relaxed, "good.jsonl") +
               ["the store changed"] * runner.changed())
    strings = json.loads((conformance / "strings" / "blns.json").read_text(encoding="utf-8"))
    for what, make in (("as actions and cases", lambda text: {"do": text, "case": text}),
                       ("as senders and sets", lambda text: {"do": "new", "area": "pq", "from": text, "to": text,
                                                             "questionset": text or "x", "subject": text, "key": text}),
                       ("as fields", lambda text: {"do": "accept", "case": CASE, "form": {"data": {text or "x": text}}}),
                       ("as answers", lambda text: {"do": "accept", "case": CASE, "comment": text, "users": [text],
                                                    "form": {"data": {"days": "x" + text}}})):
        run_lines(runner, f"naughty strings {what}",
                  [json.dumps(make(text), ensure_ascii=False).encode() for text in strings], tally)


def run(runner, shared, tally):
    run_manifest(runner, tally)
    run_names(runner, tally)
    if (shared / "data").is_dir():
        run_older(runner, shared / "data" / "hostile", tally)
        run_suites(runner, shared / "data" / "conformance", tally)


if __name__ == "__main__":
    sys.exit(run_main(__doc__, Cases, run))
