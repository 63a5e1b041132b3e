#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the example factory: factory.json, files/ (pictures, documents, data), advisories/ (CSAF).

usage: make_factory.py [FOLDER]      FOLDER defaults to examples/factory beside this script's folder

The output depends on nothing but the tables in tools/factory, so a second run writes the same bytes.
A file files/X has the package path /aasx/files/X in factory.json.
"""

import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from factory import environment  # noqa: E402  (needs the path above)


def write(folder):
    """Replaces factory.json, files/ and advisories/ below folder; returns the number of files written."""
    for name in ("files", "advisories"):
        shutil.rmtree(folder / name, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    text = environment.to_text(environment.build())
    (folder / "factory.json").write_bytes(text.encode("utf-8"))
    count = 1
    for name, data in environment.files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        count += 1
    return count


def main(arguments):
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    folder = pathlib.Path(arguments[0]) if arguments else HERE.parent / "examples" / "factory"
    print(f"{write(folder)} files in {folder}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
