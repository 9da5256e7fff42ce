"""Endpoints with a bug: our own, with one source file patched and everything else as it is."""

load("//bazel:asmtp.bzl", "asmtp_cc_binary")

# Says what to do where a patch has been left behind by its file.
_APPLY = """
cp -L $(location {file}) $@ && chmod u+w $@
patch --quiet --force --reject-file=- $@ $(location {patch}) || {{
  echo "conformance/faulty/patches/{patch} does not apply to {path} any more: make the same bug in" \\
       "the file as it is now; conformance/faulty/README.md says how" >&2
  exit 1
}}
"""

def _patched_endpoint(name, patch, room, source):
    file = "//%s:%s" % (room, source)
    native.genrule(
        name = name + "_source",
        testonly = True,
        srcs = [file, patch],
        outs = ["%s_source/%s" % (name, source)],
        tags = ["manual"],
        cmd = _APPLY.format(file = file, patch = patch, path = room + "/" + source),
    )

    # The patched object is linked in first; of the archive that holds the original one, the linker
    # takes only what is still missing, so the original stays out.
    asmtp_cc_binary(
        name = name,
        testonly = True,
        srcs = [name + "_source"],
        copts = ["-O1"],
        tags = ["manual"],
        deps = ["//conformance/endpoint"],
    )

def patched_endpoints(name, patches):
    """One endpoint for each patch, and a test that says which patches do not apply.

    Args:
      name: the filegroup of all endpoints and their patches.
      patches: files PATH/NAME.patch, where PATH.cc is the file to patch; NAME is the endpoint's.
    """
    endpoints = []
    files = {}
    for patch in patches:
        folders = patch[:-len(".patch")].split("/")
        room, source, endpoint = "/".join(folders[:-2]), folders[-2] + ".cc", folders[-1]
        _patched_endpoint(endpoint, patch, room, source)
        endpoints.append(endpoint)
        files["//%s:%s" % (room, source)] = True
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
