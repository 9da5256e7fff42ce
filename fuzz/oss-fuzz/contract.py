#!/usr/bin/env python3
"""Checks a folder of built fuzz targets as OSS-Fuzz does, but more strictly.

    contract.py --sanitizer address --targets fuzz/targets.txt OUT

Each target runs from a copy of the folder at another path, with an empty environment, in a
read-only directory. This proves that it needs nothing from the machine that built it. Prints each
complaint as `TARGET: what is wrong`, then the count. Exit status: 0 no complaint, 1 some, 2 usage.
"""

import argparse
import configparser
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

NAME = re.compile(r"[A-Za-z0-9_-]+")
# The libraries in a runner's image.
LIBRARIES = {"libc", "libm", "libpthread", "libdl", "librt", "libgcc_s", "libresolv", "ld-linux-x86-64", "linux-vdso"}
SEEDS_SIZE_MAX = 64 << 20
OPTIONS = {"libfuzzer": {"max_len", "len_control", "timeout", "rss_limit_mb", "dict", "only_ascii"}}
PATIENCE = 120  # timeout in seconds for one run of a target

# The minimum number of calls into a sanitizer's runtime in a binary that is built with it. A binary built
# without it has fewer. OSS-Fuzz's own check uses the same numbers.
CALLS = {
    "address": ("__asan_", 1000),
    "undefined": ("__ubsan_", 169),
    "memory": ("__msan_", 1000),
    "coverage": ("__llvm_profile_", 1),
}
SANITIZER_OPTIONS = {
    "ASAN_OPTIONS": "alloc_dealloc_mismatch=0:allocator_may_return_null=1:detect_leaks=1:"
                    "detect_stack_use_after_return=0:handle_abort=2:symbolize=0",
    "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1:symbolize=0:silence_unsigned_overflow=1",
    "MSAN_OPTIONS": "print_stats=1:handle_abort=2:symbolize=0",
}


def wanted_targets(file):
    lines = [line.split("#")[0].split() for line in file.read_text().splitlines()]
    return {words[0] for words in lines if words}


def is_elf(path):
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class Runner:
    """Runs targets from a copy of their folder, at another path."""

    def __init__(self, out):
        self.folder = tempfile.TemporaryDirectory(prefix="contract-")
        root = pathlib.Path(self.folder.name)
        self.out = root / "not-out"
        shutil.copytree(out, self.out)
        self.read_only = pathlib.Path("/proc")  # even root cannot write there
        self.scratch = root / "scratch"
        self.scratch.mkdir()

    def run(self, target, *arguments):
        """Returns (whether the exit status was 0, the output)."""
        environment = SANITIZER_OPTIONS | {
            "PATH": "/usr/bin:/bin", "LLVM_PROFILE_FILE": str(self.scratch / "profile-%m.profraw")}
        try:
            ended = subprocess.run(
                [self.out / target, *arguments], cwd=self.read_only, env=environment, text=True,
                errors="replace", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return False, f"did not end within {PATIENCE} s"
        return ended.returncode == 0, ended.stdout


def told(text):
    """Returns the most informative line of an output."""
    lines = [line for line in text.splitlines() if line.strip()] or ["nothing"]
    return next((line for line in lines if re.search("ERROR: |broken law", line)), lines[-1])


def check_binary(path, sanitizer):
    symbols = output_of("nm", "--defined-only", path) if is_elf(path) else ""
    if "LLVMFuzzerTestOneInput" not in symbols:
        yield "is not an unstripped ELF file that defines LLVMFuzzerTestOneInput"
        return
    code = output_of("objdump", "-d", "--no-show-raw-insn", path)
    for name, (prefix, least) in CALLS.items():
        calls = len(re.findall(r"(?:call|jmp) .*<" + prefix, code))
        if name == "coverage":
            calls = symbols.count(prefix)
        if name == sanitizer and calls < least:
            yield f"is not built for {name}: {calls} calls of {prefix}*, expected {least} or more"
        if name != sanitizer and calls >= least:
            yield f"is built for {name} too: {calls} calls of {prefix}*"
    for line in output_of("ldd", path).splitlines():
        library = line.split()[0]
        if pathlib.Path(library).name.split(".so")[0].split(".")[0] not in LIBRARIES:
            yield f"needs {library}, which a runner does not have: link it statically"


def check_runs(runner, target, sanitizer):
    (runner.scratch / "empty").write_bytes(b"")
    for what, arguments, said in [
        ("four runs with a seed", ["-seed=1337", "-runs=4"], "Done 4 runs"),
        ("four runs without a seed", ["-runs=4"], "Done 4 runs"),
        ("the empty input", [str(runner.scratch / "empty")], "Executed"),
    ]:
        good, text = runner.run(target, *arguments)
        if not good or said not in text:
            yield f"{what}: expected '{said}', got '{told(text)}'"
    if sanitizer == "coverage":
        return
    modules = re.search(r"Loaded 1 modules\s+\((\d+) ", runner.run(target, "-runs=0")[1])
    if not modules or int(modules[1]) < 100:
        yield f"counts {modules[1] if modules else 0} edges, expected 100 or more: is it built with {'-fsanitize=fuzzer-no-link'}?"


def check_seeds(runner, target):
    archive = runner.out / f"{target}_seed_corpus.zip"
    try:
        with zipfile.ZipFile(archive) as seeds:
            entries = seeds.infolist()
            if not entries:
                yield f"{archive.name} holds no seed"
            if sum(entry.file_size for entry in entries) > SEEDS_SIZE_MAX:
                yield f"{archive.name} holds more than {SEEDS_SIZE_MAX} bytes"
                return
            strange = [e.filename for e in entries if not NAME.fullmatch(e.filename)]
            if strange:
                yield f"{archive.name} holds an invalid seed name: '{strange[0]}'"
                return
            folder = runner.scratch / f"{target}-seeds"
            seeds.extractall(folder)
    except (OSError, zipfile.BadZipFile) as error:
        yield f"{archive.name}: {error}"
        return
    good, text = runner.run(target, "-runs=0", str(folder))
    if not good:
        yield f"a seed fails: {told(text)}"


def check_options(out, target):
    path = out / f"{target}.options"
    if not path.exists():
        return
    options = configparser.ConfigParser()
    try:
        options.read_string(path.read_text())
    except configparser.Error as error:
        yield f"{path.name}: {error}".replace("\n", " ")
        return
    for section in options.sections():
        for key in options[section]:
            if key not in OPTIONS.get(section, ()):
                yield f"{path.name}: a runner does not know the option [{section}] {key}"
    dictionary = options.get("libfuzzer", "dict", fallback=None)
    if dictionary and not (out / dictionary).exists():
        yield f"{path.name}: names {dictionary}, which does not exist"


def complaints(out, wanted, sanitizer):
    """Yields (file name, what is wrong with it)."""
    found = {p.name for p in out.iterdir() if p.is_file() and os.access(p, os.X_OK)}
    for name in sorted(found - wanted):
        yield name, "is executable, but not in the list of targets"
    for name in sorted(wanted - found):
        yield name, "is in the list of targets, but was not built"
    runner = Runner(out)
    for target in sorted(wanted & found):
        if not NAME.fullmatch(target):
            yield target, "is not a valid target name: use only letters, digits, _ and -"
            continue
        broken = False
        for what in check_binary(out / target, sanitizer):
            broken = True
            yield target, what
        if broken and not is_elf(out / target):
            continue
        for check in (check_runs(runner, target, sanitizer), check_seeds(runner, target), check_options(out, target)):
            for what in check:
                yield target, what


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=pathlib.Path, metavar="OUT")
    parser.add_argument("--sanitizer", choices=sorted(CALLS), required=True)
    parser.add_argument("--targets", type=pathlib.Path, required=True, help="one name in the first column of each line")
    arguments = parser.parse_args()
    if not arguments.out.is_dir():
        parser.error(f"{arguments.out}: expected a folder of built targets")
    wanted = wanted_targets(arguments.targets)
    count = 0
    for name, what in complaints(arguments.out, wanted, arguments.sanitizer):
        print(f"{name}: {what}", flush=True)
        count += 1
    print(f"{len(wanted)} targets, {count} complaints")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
