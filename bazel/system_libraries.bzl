"""C++ libraries from Debian packages, as targets of the repository @system."""

# The headers are in /usr/include. Both compilers treat them as system headers, so their warnings
# are not errors. Each entry: target -> header that shows that the library is installed, Debian
# package, attributes of the cc_library.
_LIBRARIES = {
    "sodium": struct(
        header = "sodium.h",
        package = "libsodium-dev",
        attributes = {"linkopts": ["-lsodium"]},
    ),
    "gtest": struct(
        header = "gmock/gmock.h",
        package = "libgmock-dev",
        attributes = {"linkopts": ["-lgmock", "-lgtest", "-pthread"]},
    ),
    "gtest_main": struct(
        header = "gtest/gtest.h",
        package = "libgtest-dev",
        attributes = {"linkopts": ["-lgmock_main", "-lgmock", "-lgtest", "-pthread"]},
    ),
    "benchmark": struct(
        header = "benchmark/benchmark.h",
        package = "libbenchmark-dev",
        attributes = {"linkopts": ["-lbenchmark", "-pthread"]},
    ),
    "asio": struct(
        header = "asio.hpp",
        package = "libasio-dev",
        attributes = {
            # Asio 1.22 does not detect the coroutines of clang 19. Without the first define, its use
            # of std::aligned_alloc depends on earlier includes, and one file would free memory by
            # other means than another file allocated it.
            "defines": [
                "ASIO_DISABLE_STD_ALIGNED_ALLOC",
                "ASIO_STANDALONE",
                "ASIO_NO_DEPRECATED",
                "ASIO_HAS_CO_AWAIT",
                "ASIO_HAS_STD_COROUTINE",
            ],
            "linkopts": ["-pthread"],
        },
    ),
    "json": struct(header = "nlohmann/json.hpp", package = "nlohmann-json3-dev", attributes = {}),
    "cli11": struct(header = "CLI/CLI.hpp", package = "libcli11-dev", attributes = {}),
    "fmt": struct(
        header = "fmt/format.h",
        package = "libfmt-dev",
        attributes = {"linkopts": ["-lfmt"]},
    ),
    "zlib": struct(
        header = "zlib.h",
        package = "zlib1g-dev",
        attributes = {"linkopts": ["-lz"]},
    ),
    "crypto": struct(
        header = "openssl/evp.h",
        package = "libssl-dev",
        attributes = {"linkopts": ["-lcrypto"]},
    ),
}

def _target(name, library):
    lines = ["cc_library(", "    name = %r," % name]
    for attribute, values in library.attributes.items():
        lines.append("    %s = %r," % (attribute, values))
    return "\n".join(lines + [")"])

def _system_libraries_impl(repository_ctx):
    missing = [
        library.package
        for library in _LIBRARIES.values()
        if not repository_ctx.path("/usr/include/" + library.header).exists
    ]
    if missing:
        fail("Headers are missing in /usr/include: install the Debian package%s %s (./asmtp does it)." %
             ("" if len(missing) == 1 else "s", " ".join(missing)))
    repository_ctx.file("BUILD", "\n\n".join(
        [
            'load("@rules_cc//cc:defs.bzl", "cc_library")',
            'package(default_visibility = ["//visibility:public"])',
        ] + [_target(name, library) for name, library in _LIBRARIES.items()],
    ) + "\n")

system_libraries = repository_rule(
    implementation = _system_libraries_impl,
    doc = "One cc_library per system library. Fails with the names of missing packages.",
    local = True,
)
