"""The project's C++ rules: rules_cc with warnings as errors, and fuzz targets."""

load("@rules_cc//cc:defs.bzl", "cc_binary", "cc_library", "cc_test")

_WARNINGS = [
    "-Werror",
    "-Wall",
    "-Wextra",
    "-Wpedantic",
    "-Wcast-align",
    "-Wcast-qual",
    "-Wconversion",
    "-Wextra-semi",
    "-Wfloat-equal",
    "-Wformat=2",
    "-Wimplicit-fallthrough",
    "-Wnon-virtual-dtor",
    "-Wold-style-cast",
    "-Woverloaded-virtual",
    "-Wshadow",
    "-Wsign-conversion",
    "-Wundef",
    "-Wunused",
    "-Wvla",
    # A designated initialiser that leaves members at their defaults is good style.
    "-Wno-missing-field-initializers",
] + select({
    "//bazel:clang": [
        "-Wcomma",
        "-Wdocumentation",
        "-Wloop-analysis",
        "-Wmissing-prototypes",
        "-Wmissing-variable-declarations",
        "-Wshadow-field-in-constructor-modified",
        "-Wthread-safety",
        "-Wunreachable-code",
    ],
    "//conditions:default": [
        # GoogleTest's EXPECT_ macros end in an else on purpose; clang knows and still warns.
        "-Wno-dangling-else",
        # False alarms of g++ 12 about std::string, std::vector and the frames of coroutines in
        # optimised code.
        "-Wno-array-bounds",
        "-Wno-dangling-pointer",
        "-Wno-maybe-uninitialized",
        "-Wno-mismatched-new-delete",
        "-Wno-restrict",
        "-Wno-stringop-overflow",
        "-Wno-stringop-overread",
    ],
})

# libFuzzer declares its entry points nowhere.
FUZZ_TARGET_WARNINGS = select({
    "//bazel:clang": ["-Wno-missing-prototypes"],
    "//conditions:default": [],
})

# Most code here is compiled more often than it runs for long: a plain build optimises only these rooms.
# Every other configuration optimises all alike.
_OPTIMISED_ROOMS = [
    "core",
    "conformance/deviant",
    "conformance/export",
    "conformance/transcript",
    "fuzz/model",
    "fuzz/mutate",
    "fuzz/session",
]

QUICK_COPTS = select({
    "//bazel:quick": ["-O0"],
    "//conditions:default": [],
})

def _is_optimised():
    room = native.package_name() + "/"
    return any([room.startswith(optimised + "/") for optimised in _OPTIMISED_ROOMS])

def _precompiled(headers):
    """Flags and dependencies that bring precompiled headers, where the compiler takes them."""
    return struct(
        copts = select({
            "//bazel:precompile": ["-include-pch", "$(BINDIR)/bazel/%s.pch" % headers],
            "//conditions:default": [],
        }),
        deps = select({
            "//bazel:precompile": ["//bazel:" + headers],
            "//conditions:default": [],
        }),
    )

def _compilation(deps, precompiled):
    """Flags and dependencies of code that is no test."""
    if not precompiled:
        return struct(copts = _WARNINGS, deps = deps)
    if _is_optimised():
        headers = _precompiled("standard_headers")
        return struct(copts = _WARNINGS + headers.copts, deps = deps + headers.deps)
    with_json = type(deps) == "list" and "@system//:json" in deps
    headers = _precompiled("quick_json_headers" if with_json else "quick_standard_headers")
    return struct(copts = _WARNINGS + QUICK_COPTS + headers.copts, deps = deps + headers.deps)

def asmtp_cc_library(name, copts = [], deps = [], precompiled = True, **kwargs):
    """cc_library with the project's warnings as errors.

    Args:
      name: name of the library.
      copts: further compiler flags.
      deps: dependencies.
      precompiled: False where `copts` have a sanitizer or an -O of their own: clang refuses headers
        that were compiled otherwise.
      **kwargs: further attributes of cc_library.
    """
    compilation = _compilation(deps, precompiled)
    cc_library(name = name, copts = compilation.copts + copts, deps = compilation.deps, **kwargs)

def asmtp_cc_binary(name, copts = [], deps = [], precompiled = True, **kwargs):
    """cc_binary with the project's warnings as errors; arguments as in asmtp_cc_library."""
    compilation = _compilation(deps, precompiled)
    cc_binary(name = name, copts = compilation.copts + copts, deps = compilation.deps, **kwargs)

def asmtp_cc_test(name, copts = [], deps = [], main = "@system//:gtest_main", size = "medium", **kwargs):
    """cc_test with the project's warnings as errors, on GoogleTest.

    Args:
      name: name of the test.
      copts: further compiler flags.
      deps: dependencies besides GoogleTest.
      main: label that brings main(); None if the sources have their own.
      size: as in cc_test; "medium" (300 s) unless said otherwise, so that a busy machine fails nothing.
      **kwargs: further attributes of cc_test.
    """
    headers = _precompiled("quick_test_headers")
    cc_test(
        name = name,
        size = size,
        copts = _WARNINGS + QUICK_COPTS + headers.copts + copts,
        deps = deps + ([main] if main else []) + headers.deps,
        **kwargs
    )

def asmtp_fuzz_test(name, srcs, deps = [], corpus = [], size = "medium", **kwargs):
    """A fuzz target, and its corpus as an ordinary test.

    The sources define LLVMFuzzerTestOneInput. With --config=fuzz, NAME is a libFuzzer binary. In
    every other configuration it is the same code with the main of //fuzz:replay_main, and
    NAME_replay_test runs it over every corpus file (given as arguments). NAME_target is the code
    alone, for the tests that asmtp-fuzz to-test writes.

    Args:
      name: name of the fuzz target, asmtp_message for example.
      srcs: sources of the target.
      deps: dependencies of the target.
      corpus: files or filegroups, usually a glob().
      size: size of the replay test.
      **kwargs: attributes of both targets.
    """
    asmtp_cc_library(
        name = name + "_target",
        testonly = True,
        srcs = srcs,
        copts = FUZZ_TARGET_WARNINGS,
        visibility = ["//fuzz:__subpackages__"],
        deps = deps,
        alwayslink = True,
    )
    asmtp_cc_binary(
        name = name,
        testonly = True,
        linkopts = select({
            "//bazel:fuzz": ["-fsanitize=fuzzer"],
            "//conditions:default": [],
        }),
        visibility = ["//fuzz:__subpackages__"],
        deps = [":" + name + "_target"] + select({
            "//bazel:fuzz": [],
            "//conditions:default": ["//fuzz:replay_main"],
        }),
        **kwargs
    )
    asmtp_cc_test(
        name = name + "_replay_test",
        size = size,
        args = ["$(rootpaths %s)" % label for label in corpus],
        data = corpus,
        main = "//fuzz:replay_main",
        deps = [":" + name + "_target"],
        **kwargs
    )

def asmtp_fuzz_target_names(name):
    """A file with the names of the fuzz targets of this package that stand above it, sorted.

    Args:
      name: name of the rule; the file is NAME.txt.
    """
    suffix = "_replay_test"
    names = sorted([rule[:-len(suffix)] for rule in native.existing_rules() if rule.endswith(suffix)])
    native.genrule(
        name = name,
        outs = [name + ".txt"],
        cmd = "printf '%%s\\n' %s > $@" % " ".join(names),
    )
