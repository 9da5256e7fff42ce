"""Targets with a planted bug: a target of //fuzz, linked with a patched copy of a source."""

load("//bazel:asmtp.bzl", "asmtp_cc_binary")
load("//bazel:patched.bzl", "patched_sources")

def planted_bug(name, target, files, oracle, breaks, budget, bug, origin = "", only = True):
    """Makes a row of the table of planted bugs.

    Args:
      name: name of patches/NAME.patch, and of witnesses/NAME, an input that shows the bug.
      target: the target that finds the bug, for example "asmtp_session".
      files: the patched sources, for example "core/noise/transport.cc".
      oracle: the oracle that detects it (fuzz/law.h), or "sanitizer" or "engine".
      breaks: prefixes of the signatures that count as found: "law FailedAppendIsInert",
          "heap-buffer-overflow". The witness breaks the first one.
      budget: seconds of CPU time in which every seed must find it.
      bug: a sentence that describes the bug.
      origin: where such a bug has occurred, or "".
      only: whether the bug is missed without the oracle, so that the witness passes.

    Returns:
      the row.
    """
    return struct(
        name = name,
        target = target,
        files = files,
        oracle = oracle,
        breaks = breaks,
        budget = budget,
        bug = bug,
        origin = origin,
        only = only,
    )

def _label(path):
    return "//%s:%s" % tuple(path.rsplit("/", 1))

def _planted_binary(bug):
    patched_sources(
        name = bug.name + "_source",
        patch = "patches/%s.patch" % bug.name,
        files = [_label(file) for file in bug.files],
        advice = "fuzz/README.md",
    )

    # The patched object is linked first. The linker takes only missing symbols from the archive, so
    # the original object stays out. Sanitizers are enabled in every build, because they are oracles
    # too.
    asmtp_cc_binary(
        name = bug.name,
        testonly = True,
        srcs = [bug.name + "_source"],
        copts = ["-O1", "-gline-tables-only", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"],
        linkopts = ["-fsanitize=address,undefined", "-fsanitize-link-c++-runtime"] + select({
            "//bazel:fuzz": ["-fsanitize=fuzzer"],
            "//conditions:default": [],
        }),
        precompiled = False,
        tags = ["manual", "one-build"],
        deps = [":mark", "//fuzz:%s_target" % bug.target] + select({
            "//bazel:fuzz": [],
            "//conditions:default": ["//fuzz:replay_main"],
        }),
    )

def _write_impl(ctx):
    ctx.actions.write(ctx.outputs.out, ctx.attr.text)

_write = rule(
    implementation = _write_impl,
    attrs = {"text": attr.string(), "out": attr.output()},
)

def planted_bugs(name, bugs):
    """Declares a binary per bug; NAME_table, which writes NAME.json; and NAME, a filegroup of all.

    Args:
      name: prefix of the rules.
      bugs: rows of planted_bug().
    """
    for bug in bugs:
        _planted_binary(bug)
    _write(
        name = name + "_table",
        text = "[\n" + ",\n".join([bug.to_json() for bug in bugs]) + "\n]\n",
        out = name + ".json",
    )
    native.filegroup(
        name = name,
        testonly = True,
        srcs = [bug.name for bug in bugs] + [name + ".json"],
        tags = ["manual"],
    )
