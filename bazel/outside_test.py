#!/usr/bin/env python3
"""Checks that one place reads files, pipes, sockets and JSON from outside, one writes files, and one starts programs.

To run it without Bazel:  bazel/outside_test.py
"""

import pathlib
import re
import sys

TREE = pathlib.Path(__file__).resolve().parents[1]

# What talks to a program under test, or reads what a user names.
FOLDERS = ["conformance", "fuzz/commands", "fuzz/driver", "fuzz/wire"]

# Not the harness: programs that are tested, and tables of the tree itself.
OTHERS = ("conformance/adapters/", "conformance/endpoint/", "conformance/faulty/", "conformance/frozen/",
          "conformance/peers/", "conformance/report/external_check.", "fuzz/wire/coverage_runtime.",
          "fuzz/wire/counted")

# Each rule: a pattern, what to use instead, and the files that may match it.
RULES = [
    (r"(?<!\w)::p?read\(|(?<!\w)::recv\w*\(|\bstd::(?:fread|fgets)\(|\bf(?:d|re)open\(|\b[iw]?ifstream\b"
     r"|\bstd::fstream\b|\bistreambuf_iterator\b|\bstd::cin\b",
     "ReadTextFile, ReadSome or ReceiveSome of conformance/transcript/read_file.h",
     ("conformance/transcript/read_file.cc",
      # Those may call nothing but the system between fork and exec, and talk to the runner only.
      "conformance/iut/fork_server.cc", "conformance/iut/keeper.cc", "conformance/iut/child_process.cc")),
    (r"json::(?:parse|sax_parse|from_\w+)\(|>> *json\b",
     "ReadJson of conformance/transcript/read_json.h",
     ("conformance/transcript/read_json.cc",
      "conformance/vectors/json_value.cc")),  # it keeps the line of each value, and has limits of its own
    (r"\bofstream\b|\bO_(?:WRONLY|RDWR|CREAT)\b|\bfopen\(",
     "WriteFile of core/testing/output_file.h",
     ("conformance/iut/process_figures.cc",  # /proc/PID/clear_refs
      "conformance/cli/standard_streams.cc", "conformance/runner/differential_command.cc")),  # /dev/null
    (r"\b(?:v?fork|execv\w*|execl\w*|posix_spawnp?|popen|system|wait4|waitpid|waitid)\(",
     "ChildProcess of conformance/iut/child_process.h",
     ("conformance/iut/fork_server.cc", "conformance/iut/keeper.cc", "conformance/iut/keeper_list.cc",
      "conformance/runner/differential_command.cc")),  # this program again, with the same terminal
]


def is_test(path):
    return path.endswith("_test.cc") or "testing" in pathlib.PurePath(path).parts


def code_of(line):
    """Returns the line without comment and string literals."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', line).split("//")[0]


def wrong_lines(source, text):
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, instead, owners in RULES:
            if source not in owners and re.search(pattern, code_of(line)):
                yield f"{source}:{number}: use {instead}: {line.strip()}"


def main():
    sources = [path for folder in FOLDERS for path in (TREE / folder).rglob("*") if path.suffix in (".h", ".cc")]
    wrong, count = [], 0
    for path in sorted(sources):
        source = str(path.relative_to(TREE))
        if is_test(source) or source.startswith(OTHERS) or path.name.startswith("test_target"):
            continue
        count += 1
        wrong += wrong_lines(source, path.read_text())
    for sentence in wrong:
        print(sentence)
    # A pattern that matches nothing checks nothing.
    idle = [pattern for pattern, _, owners in RULES
            if not any(re.search(pattern, code_of(line))
                       for owner in owners for line in (TREE / owner).read_text().splitlines())]
    for pattern in idle:
        print(f"no owner matches {pattern}")
    print(f"{count} sources, {len(wrong)} lines that read, write or start on their own")
    return 1 if wrong or idle or count < 200 else 0


if __name__ == "__main__":
    sys.exit(main())
