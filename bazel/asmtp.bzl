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
    # A designated initialiser may omit members that have defaults.
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
        # GoogleTest's EXPECT_ macros end in an else on purpose. clang recognises them.
        "-Wno-dangling-else",
        # g++ 12 warns without cause about std::string, std::vector and coroutine frames in
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

# libFuzzer's entry points have no declarations.
FUZZ_TARGET_WARNINGS = select({
    "//bazel:clang": ["-Wno-missing-prototypes"],
    "//conditions:default": [],
})

# The default build optimises only these folders, because most other code costs more time to compile
# than it saves. Every other configuration optimises everything.
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
    """Flags and dependencies for precompiled headers, if the compiler supports them."""
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
    """Flags and dependencies of code other than tests."""
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
      copts: additional compiler flags.
      deps: dependencies.
      precompiled: False if `copts` contain a sanitizer or an -O option, because clang rejects
        headers that were precompiled with other options.
      **kwargs: other attributes of cc_library.
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
      copts: additional compiler flags.
      deps: dependencies other than GoogleTest.
      main: label with main(); None if the sources define it.
      size: as in cc_test; the default "medium" (300 s) leaves room for a busy machine.
      **kwargs: other attributes of cc_test.
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
    """A fuzz target, and a test that replays its corpus.

    The sources define LLVMFuzzerTestOneInput. With --config=fuzz, NAME is a libFuzzer binary. In
    every other configuration it has the main() of //fuzz:replay_main, and NAME_replay_test runs it
    on every corpus file (passed as arguments). NAME_target is the code without main(), for the
    tests that asmtp-fuzz to-test generates.

    Args:
      name: name of the fuzz target, asmtp_message for example.
      srcs: sources of the target.
      deps: dependencies of the target.
      corpus: labels of files or filegroups, usually a glob().
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
    """A file with the sorted names of the fuzz targets declared above it in this package.

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
