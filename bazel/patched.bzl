"""Sources with a bug: copies of files of the project with a patch on them."""

# Says what to do when a patch no longer applies.
_APPLY = """
out=$(RULEDIR)/{folder}
{copies}
patch --quiet --force --reject-file=- -p1 -d $$out < $(location {patch}) || {{
  echo "{patch} no longer applies: make it again from the current files; {advice} explains how" >&2
  exit 1
}}
"""

def patched_sources(name, patch, files, advice):
    """The files with the patch applied, each at its path below NAME.

    Args:
      name: the rule, and the folder of the copies.
      patch: made by `git diff`, of these files.
      files: labels, "//core/noise:transport.cc" for example.
      advice: the document that explains how to make a patch.
    """
    paths = [file.replace("//", "").replace(":", "/") for file in files]
    copies = [
        "install -D -m 644 $(location %s) $$out/%s" % (file, path)
        for file, path in zip(files, paths)
    ]
    native.genrule(
        name = name,
        testonly = True,
        srcs = files + [patch],
        outs = [name + "/" + path for path in paths],
        tags = ["manual"],
        cmd = _APPLY.format(folder = name, copies = "\n".join(copies), patch = patch, advice = advice),
    )
