"""Endpoints with a bug: our endpoint with one patched source file."""

load("//bazel:asmtp.bzl", "asmtp_cc_binary")
load("//bazel:patched.bzl", "patched_sources")

def _patched_endpoint(name, patch, file):
    patched_sources(
        name = name + "_source",
        patch = patch,
        files = [file],
        advice = "conformance/faulty/README.md",
    )

    # The patched object is linked first. The linker then takes only undefined symbols from the
    # archive, so it omits the original object.
    asmtp_cc_binary(
        name = name,
        testonly = True,
        srcs = [name + "_source"],
        tags = ["manual"],
        deps = ["//conformance/endpoint"],
    )

def patched_endpoints(name, patches):
    """One endpoint for each patch, and a test that names the patches that do not apply.

    Args:
      name: of the filegroup with all endpoints and their patches.
      patches: files PATH/NAME.patch, where PATH.cc is the file to patch; NAME is the endpoint's.
    """
    endpoints = []
    files = {}
    for patch in patches:
        folders = patch[:-len(".patch")].split("/")
        file = "//%s:%s.cc" % ("/".join(folders[:-2]), folders[-2])
        endpoint = folders[-1]
        _patched_endpoint(endpoint, patch, file)
        endpoints.append(endpoint)
        files[file] = True
    native.sh_test(
        name = "patches_apply_test",
        size = "small",
        srcs = ["patches_apply_test.sh"],
        args = ["$(location %s)" % patch for patch in patches],
        data = patches + files.keys(),
    )
    native.filegroup(
        name = name,
        testonly = True,
        srcs = endpoints + patches,
        tags = ["manual"],
    )
