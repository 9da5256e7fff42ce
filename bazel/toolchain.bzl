"""One C++ toolchain per compiler. Switching compilers neither refetches nor rebuilds."""

load("@bazel_tools//tools/cpp:lib_cc_configure.bzl", "get_cpu_value")
load("@bazel_tools//tools/cpp:unix_cc_configure.bzl", "configure_unix_toolchain")

def _compiler_toolchain_impl(repository_ctx):
    compiler = "/usr/bin/" + repository_ctx.attr.compiler
    if not repository_ctx.path(compiler).exists:
        fail("%s is missing: install the Debian package %s (./asmtp does it)." %
             (compiler, repository_ctx.attr.package))

    # The tools have fixed paths, so a developer's CC and PATH do not change the build.
    configure_unix_toolchain(repository_ctx, get_cpu_value(repository_ctx), {
        "gcc": compiler,
        "gcov": "/usr/bin/gcov",
        "llvm-cov": "/usr/lib/llvm-19/bin/llvm-cov",
    })

compiler_toolchain = repository_rule(
    implementation = _compiler_toolchain_impl,
    attrs = {
        "compiler": attr.string(mandatory = True, doc = "Name of the compiler in /usr/bin."),
        "package": attr.string(mandatory = True, doc = "Debian package that installs it."),
    },
    doc = "Bazel's own Unix toolchain for one compiler.",
    configure = True,
    local = True,
)
