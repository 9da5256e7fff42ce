"""Sources with a bug: patched copies of the project's files."""

# Fails with instructions if the patch no longer applies.
_APPLY = """
out=$(RULEDIR)/{folder}
{copies}
patch --quiet --force --reject-file=- -p1 -d $$out < $(location {patch}) || {{
  echo "{patch} no longer applies: make it again from the current files; {advice} explains how" >&2
  exit 1
}}
"""

def patched_sources(name, patch, files, advice):
    """Patched copies of the files, each at its path below NAME.

    Args:
      name: name of the rule and of the folder with the copies.
      patch: output of `git diff` for these files.
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
