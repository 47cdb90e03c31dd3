#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Runs one transcript (tests/cli/TOOL/NAME.test) and compares, or rewrites it with --refresh.

usage: run_transcript.py BIN_FOLDER TRANSCRIPT [--refresh]

Lines of a transcript:
  store NAME   now INSTANT   a prepared store (tests/support/stores/NAME.sh), or `none`; the time that commands read by
  file NAME                  the lines up to `end` become a file of the folder in which the commands run
  == title                   of the case that follows
  $ command                  run by sh
  ! line                     expected on standard error      ? N   expected status, when not 0
  anything else              expected on standard output; `\\t` is not special, lines are compared as they are
`[store]` in an expectation stands for the path of the store, `[dir]` for the folder.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent.parent


def prepared_store(name, bin_folder, environment, folder):
    """A copy of the store NAME, which is made once for each build."""
    cache = bin_folder.parent / "test-stores" / f"{name}.db"
    built = max(path.stat().st_mtime for path in [*bin_folder.glob("imi*"), root / "tests/support/stores" / f"{name}.sh"])
    if not cache.exists() or cache.stat().st_mtime < built:
        cache.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as making:
            store = pathlib.Path(making) / "store.db"
            subprocess.run(["sh", "-e", str(root / "tests/support/stores" / f"{name}.sh")], check=True, cwd=root,
                           env={**environment, "IMI_STORE": str(store)}, stdout=subprocess.DEVNULL)
            temporary = cache.with_suffix(f".{os.getpid()}")
            shutil.copy(store, temporary)
            temporary.rename(cache)
    shutil.copy(cache, folder / "store.db")


def run(bin_folder, path, refresh):
    lines = path.read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        store = folder / "store.db"
        environment = {"PATH": f"{bin_folder}:/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": str(folder),
                       "TMPDIR": str(folder), "IMI_STORE": str(store), "SAMPLES": str(root / "samples"),
                       "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        out, i = [], 0
        while i < len(lines):
            line = lines[i]
            i += 1
            words = line.split()
            if line.startswith("store "):
                if words[1] != "none":
                    prepared_store(words[1], bin_folder, environment, folder)
                if "now" in words:
                    environment["IMI_NOW"] = words[words.index("now") + 1]
            elif line.startswith("file "):
                content = []
                out.append(line)
                while lines[i] != "end":
                    content.append(lines[i])
                    out.append(lines[i])
                    i += 1
                (folder / words[1]).write_text("".join(text + "\n" for text in content), encoding="utf-8")
                line = lines[i]
                i += 1
            out.append(line)
            if not line.startswith("$ "):
                continue
            result = subprocess.run(["sh", "-c", line[2:]], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                    capture_output=True, text=True, encoding="utf-8", check=False)
            def shown(text):
                return text.replace(str(store), "[store]").replace(str(folder), "[dir]").splitlines()
            out += shown(result.stdout) + ["! " + text for text in shown(result.stderr)]
            if result.returncode != 0:
                out.append(f"? {result.returncode}")
            if result.returncode == 70 or result.returncode < 0:
                print(f"{path.relative_to(root)}: a fault of the program: {line[2:]}")
                return 1
            while i < len(lines) and not lines[i].startswith(("$ ", "== ", "file ")):
                i += 1
    if out == lines:
        return 0
    if refresh:
        path.write_text("\n".join(out) + "\n", encoding="utf-8")
        print(f"{path.relative_to(root)}: rewritten")
        return 0
    import difflib
    print("\n".join(difflib.unified_diff(lines, out, "expected", "found", lineterm="")))
    return 1


if __name__ == "__main__":
    sys.exit(run(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), "--refresh" in sys.argv[3:]))
