#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Checks the schemas that `imi-qsgen build` writes by a validator that is not ours, Debian's python3-jsonschema.

usage: schema_peer.py BIN
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

from jsonschema.validators import validator_for

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def changed(document, path, value):
    """The document with another value at a path; None takes the member away."""
    other = copy.deepcopy(document)
    at = other
    for name in path[:-1]:
        at = at[name]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return other


def main():
    tool = pathlib.Path(sys.argv[1]).resolve() / "imi-qsgen"
    with tempfile.TemporaryDirectory() as folder:
        packages = [ROOT / "questionsets/professional-qualifications", *sorted((ROOT / "samples/areas").iterdir())]
        schemas = {}
        for package in packages:
            made = pathlib.Path(folder) / package.name
            subprocess.run([tool, "build", package, "--out", made, "--only", "schema", "--quiet"], check=True,
                           stdout=subprocess.DEVNULL)
            for file in sorted(made.glob("*.schema.json")):
                schemas[file.name] = json.loads(file.read_text(encoding="utf-8"))
    for schema in schemas.values():
        validator_for(schema).check_schema(schema)
    faults = []

    def expect(schema, document, accepted, what):
        found = [f"{error.json_path}: {error.message}" for error in validator_for(schema)(schema).iter_errors(document)]
        if accepted == bool(found):
            faults.append(f"{what}: {found or 'accepted'}")

    request = json.loads((ROOT / "samples/requests/doctor.json").read_text(encoding="utf-8"))
    reply = json.loads((ROOT / "samples/requests/reply.json").read_text(encoding="utf-8"))
    asking, answering = schemas["establishment@1.0.schema.json"], schemas["establishment@1.0.reply.schema.json"]
    expect(asking, request, True, "the sample of a request")
    expect(answering, reply, True, "the sample of a reply")
    question = next(iter(request["questions"]))
    for document, what in (
            (changed(request, ["subject", "professions"], "astronaut"), "a code of no vocabulary"),
            (changed(request, ["questions", "no-such"], {}), "a question of no set"),
            (changed(request, ["data", "no-such"], "x"), "a field of no form"),
            (changed(request, ["data", "birth-date"], "01.02.1970"), "a date that is none"),
            (changed(request, ["questions", question], "yes"), "a question that is no object"),
            (changed(request, ["questionset"], "general@1.0"), "another set")):
        expect(asking, document, False, what)
    answer = next(iter(reply["answers"]))
    for document, what in ((changed(reply, ["answers", answer], "astronaut"), "an answer of no list"),
                           (changed(reply, ["answers", "no-such"], "yes"), "an answer to no question")):
        expect(answering, document, False, what)
    if faults:
        sys.exit("\n".join(faults))
    print(f"{len(schemas)} schemas are sound, and take and refuse what they should")


main()
