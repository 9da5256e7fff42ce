#!/usr/bin/env python3
"""Feeds contract.py folders with one fault each. Each fault must be reported with its reason."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import zipfile

HERE = pathlib.Path(__file__).parent
# More than a thousand checked accesses, and more than a hundred edges.
TARGET = """
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
%(more)s
#define ONE if (size > 1 && data[n %% 2] == n) found = n; ++n;
#define TEN ONE ONE ONE ONE ONE ONE ONE ONE ONE ONE
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
volatile int n, found;
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  %(first)s
  HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED
  return 0;
}
"""
# Long enough that the few runs of a check never generate it.
FATAL = "!crash"
CRASH = f'if (size == {len(FATAL)} && memcmp(data, "{FATAL}", size) == 0) abort();'
ASAN = ("-fsanitize=address",)


class Folder:
    """A correct $OUT, until a test changes something."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.out = self.root / "out"
        self.out.mkdir()
        self.list = self.root / "targets.txt"
        self.list.write_text("# name  seeds\nright  folder\n")

    def build(self, name="right", flags=ASAN, fuzzer=True, first=CRASH, more="", link=()):
        source = self.root / "target.cc"
        source.write_text(TARGET % {"first": first, "more": more})
        instrumented = ["-fsanitize=fuzzer"] if fuzzer else []
        subprocess.run(["clang++-19", "-O0", "-w", *flags, *instrumented, source, "-static-libstdc++", *link,
                        "-o", self.out / name], check=True)
        return self

    def seeds(self, target="right", **contents):
        with zipfile.ZipFile(self.out / f"{target}_seed_corpus.zip", "w") as archive:
            for name, text in (contents or {"seed": "abc"}).items():
                archive.writestr(name.replace("UP", "../"), text)
        return self

    def said(self, sanitizer="address"):
        ended = subprocess.run([HERE / "contract.py", "--sanitizer", sanitizer, "--targets", self.list, self.out],
                               capture_output=True, text=True)
        return ended.returncode, ended.stdout + ended.stderr


class ContractTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR"))
        self.addCleanup(temporary.cleanup)
        self.folder = Folder(temporary.name)

    def expect(self, *reasons, sanitizer="address"):
        status, text = self.folder.said(sanitizer)
        self.assertEqual(status, 1, text)
        for reason in reasons:
            self.assertRegex(text, reason)
        self.assertRegex(text, rf"(?m)^\d+ targets, {len(reasons)} complaints$")

    def test_right(self):
        self.folder.build().seeds()
        (self.folder.out / "right.options").write_text("[libfuzzer]\nmax_len = 10\n")
        self.assertEqual(self.folder.said(), (0, "1 targets, 0 complaints\n"))

    def test_right_for_undefined(self):
        self.folder.build(flags=["-fsanitize=undefined"]).seeds()
        self.assertEqual(self.folder.said("undefined"), (0, "1 targets, 0 complaints\n"))

    def test_right_for_coverage(self):
        self.folder.build(flags=["-fprofile-instr-generate", "-fcoverage-mapping"]).seeds()
        self.assertEqual(self.folder.said("coverage"), (0, "1 targets, 0 complaints\n"))

    def test_no_sanitizer(self):
        self.folder.build(flags=()).seeds()
        self.expect(r"right: is not built for address: 0 calls")

    def test_another_sanitizer(self):
        self.folder.build().seeds()
        self.expect(r"right: is not built for undefined: \d+ calls", r"right: is built for address too",
                    sanitizer="undefined")

    def test_no_fuzzer(self):
        self.folder.build(fuzzer=False, more="int main() {}").seeds()
        self.expect("four runs with a seed: expected 'Done 4 runs'", "four runs without", "the empty input",
                    "counts 0 edges")

    def test_name(self):
        self.folder.list.write_text("right.target\n")
        self.folder.build("right.target").seeds("right.target")
        self.expect("right.target: is not a valid target name")

    def test_list(self):
        self.folder.build().build("canary").seeds()
        self.folder.list.write_text("right\nmissing\n")
        self.expect("canary: is executable, but not in the list", "missing: is in the list of targets, but was not built")

    def test_dynamic_library(self):
        self.folder.build(more='extern "C" int sodium_init();', first="sodium_init();", link=["-lsodium"]).seeds()
        self.expect(r"right: needs libsodium\.so\.\d+, which a runner does not have")

    def test_stripped(self):
        self.folder.build().seeds()
        subprocess.run(["strip", self.folder.out / "right"], check=True)
        self.expect("right: is not an unstripped ELF file")

    def test_script(self):
        script = self.folder.seeds().out / "right"
        script.write_text("#!/bin/sh\n")
        script.chmod(0o755)
        self.expect("right: is not an unstripped ELF file")

    def test_empty_input(self):
        self.folder.build(first="if (size == 0) abort();").seeds()
        self.expect("four runs with a seed", "four runs without", "the empty input: expected", "a seed fails")

    def test_files_of_the_build(self):
        first = f'if (!fopen("{self.folder.root}/out/right", "r")) abort();'
        self.folder.build(more="#include <cstdio>", first=first).seeds()
        self.folder.out = self.folder.out.rename(self.folder.root / "elsewhere")
        self.expect("four runs with a seed", "four runs without", "the empty input", "a seed fails")

    def test_written_files(self):
        first = 'if (!fopen("scratch", "w")) abort();'
        self.folder.build(more="#include <cstdio>", first=first).seeds()
        self.expect("four runs with a seed", "four runs without", "the empty input", "a seed fails")

    def test_crashing_seed(self):
        self.folder.build().seeds(good="abc", bad=FATAL)
        self.expect("right: a seed fails: .*ERROR: AddressSanitizer: ABRT|right: a seed fails: .*deadly signal")

    def test_no_seeds(self):
        self.folder.build()
        self.expect("right_seed_corpus.zip: .*No such file")

    def test_seed_that_climbs(self):
        self.folder.build().seeds(UPpasswd="abc")
        self.expect(r"holds an invalid seed name: '\.\./passwd'")

    def test_options(self):
        self.folder.build().seeds()
        (self.folder.out / "right.options").write_text("[libfuzzer]\nmax_length = 3\ndict = gone.dict\n")
        self.expect(r"\[libfuzzer\] max_length", "names gone.dict, which does not exist")

    def test_usage(self):
        self.folder.out.rmdir()
        status, text = self.folder.said()
        self.assertEqual(status, 2)
        self.assertIn("expected a folder of built targets", text)


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
