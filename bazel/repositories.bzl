"""Repositories made from installed Debian packages. None downloads anything."""

load("@bazel_tools//tools/build_defs/repo:utils.bzl", "maybe")
load("//bazel:system_libraries.bzl", "system_libraries")
load("//bazel:toolchain.bzl", "compiler_toolchain")

_RULES_CC = "/usr/share/bazel/rules/cc"

# Debian's rules_cc 0.0.4 expects a newer Bazel than Debian's 4.2.3: these two files load a
# function that 4.2.3 does not have.
_RULES_CC_TOO_NEW = [
    "cc/private/rules_impl/compiler_flag.bzl",
    "cc/private/rules_impl/cc_flags_supplier.bzl",
]

def _patched_rules_cc_impl(repository_ctx):
    for entry in repository_ctx.path(_RULES_CC).readdir():
        if entry.basename != "cc":
            repository_ctx.symlink(entry, entry.basename)
    listing = repository_ctx.execute(
        ["find", ".", "-type", "f"],
        working_directory = _RULES_CC + "/cc",
    )
    for line in listing.stdout.splitlines():
        path = "cc/" + line[len("./"):]
        if path in _RULES_CC_TOO_NEW:
            text = repository_ctx.read(_RULES_CC + "/" + path)
            text = text.replace(', "use_cpp_toolchain"', "")
            text = text.replace(
                "use_cpp_toolchain()",
                '["@bazel_tools//tools/cpp:toolchain_type"]',
            )
            repository_ctx.file(path, text)
        else:
            repository_ctx.symlink(_RULES_CC + "/" + path, path)

_patched_rules_cc = repository_rule(
    implementation = _patched_rules_cc_impl,
    doc = "rules_cc of the Debian package bazel-rules-cc, patched for Bazel 4.2.3.",
    local = True,
)

def _stub_coverage_tools_impl(repository_ctx):
    repository_ctx.file("BUILD", "\n".join([
        'package(default_visibility = ["//visibility:public"])',
        'filegroup(name = "coverage_report_generator")',
        'filegroup(name = "lcov_merger")',
        'filegroup(name = "Main")',
        "",
    ]))

_stub_coverage_tools = repository_rule(
    implementation = _stub_coverage_tools_impl,
    doc = "Stubs of tools that every test rule names. We use clang's coverage, so none runs.",
)

def asmtp_repositories():
    """Declares every repository that the build uses."""
    maybe(_patched_rules_cc, name = "rules_cc")
    maybe(native.local_repository, name = "rules_java", path = "/usr/share/bazel/rules/java")
    maybe(_stub_coverage_tools, name = "remote_coverage_tools")
    maybe(system_libraries, name = "system")
    compiler_toolchain(name = "clang", compiler = "clang-19", package = "clang-19")
    compiler_toolchain(name = "gcc", compiler = "g++-12", package = "g++-12")
