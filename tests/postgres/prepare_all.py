#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Prepares every SQL statement on a throw-away PostgreSQL, so that the second engine finds one dialect. Exit 77: none is installed.

The statements are the constants of *_repository.cpp and of lib/store; a constant that is only a part of statements
("columns", or a tail such as "WHERE …") is joined as the code joins it: the one `columns` of its file before each tail.
"""
import glob
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent.parent
found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
if not found:
    print("PostgreSQL is not installed: skipped")
    sys.exit(77)
programs = pathlib.Path(found[-1]).parent


def constants(path):
    """name -> text of every constexpr string_view of a file, adjacent literals joined."""
    text = path.read_text(encoding="utf-8")
    for match in re.finditer(r"constexpr std::string_view (\w+)\s*=\s*((?:\s*(?:\"(?:[^\"\\]|\\.)*\"|R\"\(.*?\)\"))+);", text, re.S):
        parts = re.findall(r"R\"\((.*?)\)\"|\"((?:[^\"\\]|\\.)*)\"", match[2], re.S)
        yield match[1], "".join(raw or plain.replace('\\"', '"') for raw, plain in parts)


def statements():
    for path in sorted([*(root / "lib").rglob("*_repository.cpp"), root / "lib/store/store.cpp", root / "lib/store/migrations.cpp"]):
        named = dict(constants(path))
        heads = {name: sql for name, sql in named.items() if name.endswith("columns")}
        for name, sql in named.items():
            where = f"{path.relative_to(root)}: {name}"
            if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|WITH)\b", sql):
                yield where, sql
            elif re.match(r"\s*(WHERE|ORDER|FROM|JOIN|AND)\b", sql):
                if not heads:
                    yield where, f"-- a tail without its head\n{sql}"
                for head in heads.values():
                    yield where, head + " " + sql


def for_postgres(sql):
    names = []
    def number(match):
        if match[1] not in names:
            names.append(match[1])
        return f"${names.index(match[1]) + 1}"
    sql = re.sub(r"(?<!:):([a-z_]+)", number, sql)
    return re.sub(r"\)\s*STRICT(,\s*WITHOUT ROWID)?|\)\s*WITHOUT ROWID(,\s*STRICT)?", ")", sql)


def schema():
    for path in sorted((root / "lib/store/schema").glob("*.sql")):
        sql = for_postgres(path.read_text(encoding="utf-8"))
        for sqlite, postgres in (("INTEGER", "BIGINT"), ("BLOB", "BYTEA"), ("REAL", "DOUBLE PRECISION")):
            sql = re.sub(rf"\b{sqlite}\b", postgres, sql)
        yield sql


with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    user = []
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        user = ["runuser", "-u", "postgres", "--"]
    def run(*command, **options):
        return subprocess.run([*user, *map(str, command)], cwd=folder, capture_output=True, text=True, check=False, **options)
    if run(programs / "initdb", "-D", folder / "data", "--locale=C", "--encoding=UTF8", "-A", "trust", "-U", "imi").returncode:
        sys.exit("initdb failed")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    if run(programs / "pg_ctl", "-D", folder / "data", "-w", "-o", options, "-l", folder / "log", "start").returncode:
        sys.exit("PostgreSQL did not start")
    try:
        def psql(sql):
            return run(programs / "psql", "-h", folder, "-U", "imi", "-d", "postgres", "-X", "-q", "-v", "ON_ERROR_STOP=1", input=sql)
        made = psql("CREATE TABLE schema_migration (number BIGINT PRIMARY KEY, name TEXT, ran_at BIGINT);\n" + "\n".join(schema()))
        failures = [] if made.returncode == 0 else [f"schema: {made.stderr.strip()}"]
        total = 0
        for where, sql in statements():
            total += 1
            if re.match(r"\s*CREATE", sql):
                continue
            result = psql(f"PREPARE statement AS {for_postgres(sql)};")
            if result.returncode != 0:
                failures.append(f"{where}: {result.stderr.strip()}")
    finally:
        run(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
print("\n".join(failures))
print(f"{total - len(failures)} passed, {len(failures)} failed")
sys.exit(1 if failures or total < 50 else 0)
