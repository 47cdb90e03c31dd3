#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Who sees what: leads requests through every state and writes down what each role is shown there.

usage: sight_table.py BIN_FOLDER [--refresh]     compares with tests/sight/information-request.txt, or rewrites it

One row a state and role: what `show` says (sight), how many fields are shown and hidden, whether the doctor's name, an
answer, the requester's note, the responder's note, a comment and a file are shown; `-` where there is no such case.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent.parent
golden = pathlib.Path(__file__).resolve().parent / "information-request.txt"
bin_folder = pathlib.Path(sys.argv[1]).resolve()
ASKS, ANSWERS, ASKS_COORDINATOR, ANSWERS_COORDINATOR = "de-lageso", "pl-nil-warszawa", "de-sdimic-be", "pl-dimic-1"
ROLES = {"requester": ASKS, "responder": ANSWERS, "requester-coordinator": ASKS_COORDINATOR,
         "responder-coordinator": ANSWERS_COORDINATOR, "another authority": "ro-nimic"}
REPLY = {"answers": {"translation-correct": {"value": "no", "note": "RESPONDER-NOTE"}}}
SETUP = """country: {}
setup: {{information-request: {{approve-sending: {on}, approve-reply: {on}, refer: yes, be-referred: yes}}}}
"""
# From each state one step leads on; the states of one path, then the next path begins anew.
PATHS = [
    [(ASKS, "send"), (ASKS_COORDINATOR, "approve"), (ANSWERS, "accept", {"data": {"days": 30}}),
     (ASKS, "message", {"data": {"text": "MESSAGE", "message-files": ["letter.txt"]}}),
     (ANSWERS, "save", REPLY), (ANSWERS, "reply", REPLY), (ANSWERS_COORDINATOR, "approve"),
     (ASKS, "ask", {"data": {"what": "CLARIFICATION"}}), (ANSWERS, "decline", {"comment": "COMMENT"}),
     (ASKS, "refer", {"comment": "COMMENT"}), (ASKS_COORDINATOR, "support", {"comment": "COMMENT"}),
     (ANSWERS_COORDINATOR, "sufficient", {"comment": "COMMENT"})],
    [(ASKS, "send"), (ASKS_COORDINATOR, "approve"), (ASKS, "withdraw")],
    [(ASKS, "send"), (ASKS_COORDINATOR, "approve"), (ANSWERS_COORDINATOR, "refuse", {"comment": "COMMENT"})],
    [(ASKS, "send"), (ASKS_COORDINATOR, "approve"), (ANSWERS, "accept", {"data": {"days": 30}}),
     (ASKS, "cancel", {"comment": "COMMENT"})],
    [(ASKS, "send"), (ASKS_COORDINATOR, "approve"), (ANSWERS, "split", {"comment": "COMMENT"}, [
        {"authority": "PL:oil-krakow", "questions": ["translation-correct"]},
        {"authority": "PL:oil-gdansk", "questions": ["holder-same"]}])],
    [(ASKS, "delete")],
]


def run(*command, login=None, stdin=None):
    words = [str(bin_folder / command[0]), *command[1:]] + (["--as", login] if login else [])
    return subprocess.run(words, env=environment, cwd=root, capture_output=True, text=True, input=stdin, check=False)


def must(*command, **how):
    result = run(*command, **how)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)}: status {result.returncode}: {result.stderr}")
    return result.stdout


def row(case, step, role, login):
    result = run("imi-request", "show", case, "--format", "json", login=login)
    history = run("imi-request", "history", case, "--format", "json", login=login).stdout
    if result.returncode != 0:
        return f"{step:34} {role:22} -"
    shown = json.loads(result.stdout)
    fields = [field for form in shown.get("forms", []) for field in form["fields"]]
    hidden = sum("hidden" in field for field in fields)
    answers = any("answer" in question for form in shown.get("forms", []) for question in form.get("questions", []))
    marks = {"name": "SECRET" in result.stdout, "answer": answers, "asked-note": "REQUESTER-NOTE" in result.stdout,
             "note": "RESPONDER-NOTE" in result.stdout, "message": "MESSAGE" in result.stdout,
             "clarification": "CLARIFICATION" in result.stdout, "comment": "COMMENT" in history,
             "file": any(file["name"] == "letter.txt" for file in shown.get("files", []))}
    seen = " ".join(name for name, is_seen in marks.items() if is_seen)
    return f"{step:34} {role:22} {shown['sight']:9} {len(fields) - hidden:2} shown {hidden:2} hidden  {seen}".rstrip()


with tempfile.TemporaryDirectory() as folder:
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder, "IMI_STORE": f"{folder}/store.db",
                   "IMI_NOW": "2008-03-03T09:00:00Z", "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
    must("imi-store", "init", "--training", "--admin", "operator")
    for kind in ("authorities", "users"):
        must("imi-register", "import", f"samples/pilot-2008/{kind}.csv", "--quiet")
    for country in ("DE", "PL"):
        must("imi-register", "setup", "apply", "-", stdin=SETUP.format(country, on="yes"))
    table = []
    for path in PATHS:
        form = {"questionset": "general", "subject": {"professions": "doctor"},
                "data": {"family-name": "SECRET", "given-names": "Jan", "birth-date": "1970-01-01", "document-concerned": "no",
                         "doubt": "application", "needed-by": "2008-04-30"},
                "questions": {"translation-correct": {"note": "REQUESTER-NOTE"}, "holder-same": {}}}
        if len(path) > 3:
            del form["questions"]["holder-same"]
        case = must("imi-request", "new", "--area", "pq", "--to", "PL:nil-warszawa", "--form", "-", login=ASKS,
                    stdin=json.dumps(form)).strip()
        must("imi-request", "attach", case, "-", "--name", "letter.txt", login=ASKS, stdin="letter")
        words = ""
        for step in [None, *path]:
            if step:
                words = f"{step[1]}: "
                line = {"do": step[1], "case": case, "form": step[2] if len(step) > 2 else {}}
                if line["form"].get("comment"):
                    line["comment"] = line["form"].pop("comment")
                if not line["form"]:
                    del line["form"]
                if len(step) > 3:
                    line["parts"] = step[3]
                must("imi-request", "batch", "-", login=step[0], stdin=json.dumps(line) + "\n")
            state = json.loads(must("imi-request", "show", case, "--format", "json", login=ASKS))["state"]
            rows = [row(case, words + state, role, login) for role, login in ROLES.items()]
            if rows[0] not in table:
                table += [*rows, ""]

text = "\n".join(table)
if "--refresh" in sys.argv:
    golden.write_text(text, encoding="utf-8")
elif golden.read_text(encoding="utf-8") != text:
    expected = golden.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(table):
        if number >= len(expected) or expected[number] != line:
            sys.exit(f"line {number + 1}: expected {expected[number] if number < len(expected) else 'nothing'!r}, got {line!r}")
    sys.exit("lines are missing")
print(f"{sum(bool(line) for line in table)} views as expected")
