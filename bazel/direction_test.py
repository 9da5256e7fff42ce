#!/usr/bin/env python3
"""Dependencies point one way: reads every #include of the tree, and fails for one that points upwards.

Run by hand:  bazel/direction_test.py
"""

import pathlib
import re
import sys

TREE = pathlib.Path(__file__).resolve().parents[1]

# Trees, and those that each may include besides itself.
TREES = {
    "core": [],
    "conformance": ["core"],
    "fuzz": ["conformance", "core"],
    "bench": ["conformance", "core"],
}

# Rooms from the bottom up. A room may include the rooms of the lines before its own, and none of its own line.
# Folders inside a room belong to it. What is in no line is checked by TREES, and no room in a line before
# UNLISTED may include it.
UNLISTED = "every other room of conformance: those in no line"
ROOMS = [
    ["core/bytes"],
    ["core/crypto"],
    ["core/noise", "core/wire", "core/message"],
    ["core/session"],
    ["core/net"],
    ["core/testing"],
    ["conformance/transcript"],
    ["conformance/deviant", "conformance/lint"],
    ["conformance/play"],
    ["conformance/iut", "conformance/record"],
    ["conformance/suite"],
    ["conformance/report"],
    [UNLISTED],
    ["conformance/runner"],
]
LEVELS = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}

# Headers of libraries, and the beginnings of the sources that may include them.
OWNERS = {
    "CLI/CLI.hpp": ("conformance/cli/command.",),
    # Besides cryptography: base64, in the report's page.
    "sodium.h": ("core/crypto/", "core/testing/sha256.", "core/testing/signing_key.", "bench/floor.",
                 "conformance/report/shared/packed.", "conformance/report/html/html_report_test."),
}


def room_of(path):
    """Returns the listed room that holds the file, or its tree and folder."""
    folder = pathlib.PurePath(path).parent
    for room in [folder, *folder.parents]:
        if str(room) in LEVELS:
            return str(room)
    return "/".join(folder.parts[:2])


def level_of(room):
    if room in LEVELS:
        return LEVELS[room]
    return LEVELS[UNLISTED] if room.startswith("conformance/") else None


def is_test(path):
    """Tests may include any room of the trees below their own: the endpoints that they need are higher up."""
    return path.endswith("_test.cc") or "testing" in pathlib.PurePath(path).parts


def why_not(source, header):
    """Returns why `source` may not include `header`, or None."""
    tree, other = source.split("/")[0], header.split("/")[0]
    if other not in TREES:
        return None
    if other != tree and other not in TREES[tree]:
        return f"{tree} may not include {other}"
    room, included = room_of(source), room_of(header)
    if room == included or is_test(source):
        return None
    low, high = level_of(room), level_of(included)
    if low is None or high is None or (low == high and LEVELS[UNLISTED] == low):
        return None
    return None if high < low else f"{room} may not include {included}"


def includes(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', line)
        if found:
            yield number, found[1], found[2]


def main():
    sources = [path for tree in TREES for path in (TREE / tree).rglob("*") if path.suffix in (".h", ".cc")]
    wrong, count = [], 0
    for path in sorted(sources):
        source = str(path.relative_to(TREE))
        for number, header, library in includes(path):
            count += 1
            why = why_not(source, header) if header else None
            owners = OWNERS.get(library)
            if owners and not source.startswith(owners):
                why = f"only {' and '.join(owners)} may include it"
            if why:
                wrong.append(f"{source}:{number}: {why}: {header or library}")
    for sentence in wrong:
        print(sentence)
    print(f"{len(sources)} sources, {count} includes, {len(wrong)} in the wrong direction")
    # Few sources mean that this looked in the wrong place.
    return 1 if wrong or len(sources) < 500 else 0


if __name__ == "__main__":
    sys.exit(main())
