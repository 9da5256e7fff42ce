#!/usr/bin/env python3
"""Writes SPEC.md as one HTML page: scripts/spec_page.py OUTPUT.

Each clause has an anchor, for example #TR-4; each heading has the one that GitHub gives it. Exits
with 1 and writes nothing if a clause or the target of a link is missing.
"""

import html
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CLAUSE = re.compile(r"^- \*\*\[([A-Z]+-\d+)\]\*\*", re.MULTILINE)
STYLE = """
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1.25rem 6rem; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.3rem; margin-top: 2.6rem; }
h3 { font-size: 1.05rem; color: inherit; text-transform: none; letter-spacing: 0; }
pre { white-space: pre; overflow-x: auto; margin: .8rem 0; line-height: 1.25; }
table { border-collapse: collapse; display: block; width: max-content; max-width: 100%; overflow-x: auto;
  margin: .8rem 0; }
th, td { border: 1px solid var(--line); padding: .25rem .6rem; text-align: left; vertical-align: top; }
li { margin: .3rem 0; }
.clause { text-decoration: none; font-weight: 700; white-space: nowrap; }
:target { background: var(--select); border-radius: 4px; }
"""


def slug(heading):
    """The anchor that GitHub gives a heading."""
    text = html.unescape(re.sub(r"<[^>]*>", "", heading)).lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def add_anchors(body):
    body = re.sub(
        r"<(h[1-6])>(.*?)</\1>",
        lambda m: f'<{m[1]} id="{slug(m[2])}">{m[2]}</{m[1]}>',
        body,
    )
    return re.sub(
        r"<li>(\s*(?:<p>)?)<strong>\[([A-Z]+-\d+)\]</strong>",
        r'<li id="\2">\1<a class="clause" href="#\2">[\2]</a>',
        body,
    )


def link_mentions(body, clauses):
    """Turns each mention of a clause outside of code, links and its own anchor into a link."""
    parts = re.split(r"(<pre>.*?</pre>|<code>.*?</code>|<a .*?</a>|<[^>]*>)", body, flags=re.DOTALL)
    mention = re.compile(r"\b[A-Z]{2,3}-\d+\b")
    for i, part in enumerate(parts):
        if not part.startswith("<"):
            parts[i] = mention.sub(
                lambda m: f'<a href="#{m[0]}">{m[0]}</a>' if m[0] in clauses else m[0], part
            )
    return "".join(parts)


def problems_of(body, clauses):
    """What is wrong with the anchors and the links to them."""
    ids = re.findall(r'id="([^"]*)"', body)
    problems = [f"duplicate anchor {one}" for one in sorted({i for i in ids if ids.count(i) > 1})]
    problems += [f"clause {one} has no anchor" for one in clauses if one not in ids]
    targets = set(re.findall(r'href="#([^"]*)"', body))
    return problems + [f"a link leads to #{one}, which is nowhere" for one in sorted(targets - set(ids))]


def page_of(body):
    style = (ROOT / "conformance/report/shared/page.css").read_text() + STYLE
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>ASMTP version 1</title><style>{style}</style></head>\n"
        f"<body><main>\n{body}</main></body></html>\n"
    )


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: scripts/spec_page.py OUTPUT")
    output = pathlib.Path(sys.argv[1])
    spec = ROOT / "SPEC.md"
    clauses = CLAUSE.findall(spec.read_text())
    made = subprocess.run(
        ["cmark-gfm", "-e", "table", str(spec)], check=True, capture_output=True, text=True
    )
    body = link_mentions(add_anchors(made.stdout), set(clauses))
    problems = problems_of(body, clauses)
    if problems:
        sys.exit("\n".join(f"SPEC.md: {problem}" for problem in problems))
    temporary = output.with_name(output.name + ".part")
    temporary.write_text(page_of(body))
    os.replace(temporary, output)
    print(f"{len(clauses)} clauses: {output}")


if __name__ == "__main__":
    main()
