#!/usr/bin/env python3
"""Checks that no #include points upwards in the order of folders.

To run it without Bazel:  bazel/direction_test.py
"""

import pathlib
import re
import sys

TREE = pathlib.Path(__file__).resolve().parents[1]

# Each tree, and the other trees that it may include.
TREES = {
    "core": [],
    "conformance": ["core"],
    "fuzz": ["conformance", "core"],
    "bench": ["conformance", "core"],
}

# Folders from the bottom up. A folder may include those of earlier lines, but no other folder of its own line.
# Subfolders belong to their folder. For unlisted folders only TREES applies, except that folders before UNLISTED
# may not include them.
UNLISTED = "every other folder of conformance"
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

# Headers of libraries, and the path prefixes of the sources that may include them.
OWNERS = {
    "CLI/CLI.hpp": ("conformance/cli/command.",),
    # The report page uses libsodium's base64.
    "sodium.h": ("core/crypto/", "core/testing/sha256.", "core/testing/signing_key.", "bench/floor.",
                 "conformance/report/shared/packed.", "conformance/report/html/html_report_test."),
}


def room_of(path):
    """Returns the listed folder that contains the file, or else its tree and first folder."""
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
    """Tests may include any folder that TREES allows, because the endpoints they need are higher up."""
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
    # Too few sources mean that TREE is wrong.
    return 1 if wrong or len(sources) < 500 else 0


if __name__ == "__main__":
    sys.exit(main())
