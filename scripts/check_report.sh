#!/usr/bin/env bash
# Tests the report page in a browser: it opens, shows the report, handles keys, is fast with
# thousands of results, and never runs text of an implementation. Uses Chromium without network.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

# shellcheck source=scripts/setup.sh
source scripts/setup.sh

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
failures=0

# open_page FILE[#HASH] [FLAG...]: writes the page after its script has run, and the browser's log.
open_page() {
  local page=$1
  shift
  timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync \
    --disable-dev-shm-usage --user-data-dir="$(mktemp -d -p "$WORK")" --enable-logging=stderr \
    --virtual-time-budget=10000 "$@" --dump-dom "file://$WORK/$page" \
    >"$WORK/dom" 2>"$WORK/browser" || true
}

problem() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

has() { grep -qF -- "$2" "$WORK/dom" || problem "$1: the page lacks: $2"; }
has_not() { ! grep -qF -- "$2" "$WORK/dom" || problem "$1: the page must not contain: $2"; }

# Fails on errors of scripts and on violations of the page's policy.
no_complaints() {
  ! grep -E 'CONSOLE.*(Uncaught|Refused|Error)' "$WORK/browser" ||
    problem "$1: the browser reports errors, see above"
}

# with_script PAGE SCRIPT: writes with_script.html, a copy of the page that also runs the script.
with_script() {
  local nonce
  nonce=$(sed -n 's/^<script nonce="\([0-9a-f]*\)">$/\1/p' "$WORK/$1" | tail -n 1)
  printf '<script nonce="%s">
    (async () => {
      while (!document.documentElement.dataset.ready) await new Promise((go) => setTimeout(go));
      %s
    })();</script>\n' "$nonce" "$2" | cat "$WORK/$1" - >"$WORK/with_script.html"
}

milliseconds() { sed -n 's/.*data-ready="\([0-9]*\)".*/\1/p' "$WORK/dom" | head -n 1; }

make_pages() {
  bazel --nohome_rc build --ui_event_filters=-info --noshow_progress \
    //conformance/report:write-samples //conformance/runner:asmtp-conform
  bazel-bin/conformance/report/write-samples "$WORK"
  local name
  for name in sample hostile empty large; do
    bazel-bin/conformance/runner/asmtp-conform report "$WORK/$name.json" --html "$WORK/$name.html" \
      >"$WORK/console"
  done
  bazel-bin/conformance/runner/asmtp-conform report "$WORK/sample.json" "$WORK/large.json" \
    --html "$WORK/several.html" >"$WORK/console"
  printf '{"title": "Who talks", "style": "#own { width: 17px; }", "main": "<p id=\\"own\\">17 pairs</p>"}' \
    >"$WORK/section.json"
  bazel-bin/conformance/runner/asmtp-conform report "$WORK/sample.json" --section "$WORK/section.json" \
    --html "$WORK/section.html" >"$WORK/console"
}

check_sample() {
  open_page sample.html
  no_complaints sample
  [[ -n $(milliseconds) ]] || problem "sample: the script did not finish"
  has sample '<span class="twist" aria-hidden="true">▸</span>transport/rekey-skipped'
  has sample 'FAIL: transport/rekey-skipped, responder ed25519 u32'
  has sample 'aria-label="verdicts to show"'
  has sample '2 of 4 runs failed'
  has sample 'Fix first'
  open_page 'sample.html#case=transport/rekey-skipped@g%3D1&run=0.0'
  no_complaints 'sample, a case'
  has 'a case' 'took a frame under the key before'
  has 'a case' 'the IUT does not replace its receiving key'
  has 'a case' 'corpus/transcripts/transport/rekey-skipped.atf:12'
  has 'a case' '<span>nonce 1</span><span>0 rekeys</span>'
  has 'a case' 'key 3f0a1b22'
  has 'a case' 'Beside the control'
  has 'a case' "--iut 'a {role}'"
  open_page 'sample.html#view=clauses'
  no_complaints 'sample, clauses'
  has clauses 'nothing of it shows on the wire'
  has clauses '3 clauses: 2 with cases, 1 untestable, 0 without a case.'
  open_page 'sample.html#verdict=CRASH&role=responder'
  has filters 'No case matches.'
}

check_hostile() {
  local place
  for place in '' '#case=transport/rekey-skipped@g%3D1&run=0.0' '#view=clauses'; do
    open_page "hostile.html$place"
    no_complaints "hostile $place"
    has_not "hostile $place" '<title>HOSTILE'
    has_not "hostile $place" '<img'
    has_not "hostile $place" '<b onclick'
    has "hostile $place" '&lt;img src=x onerror=document.title='
  done
}

# A section is a view without case filters. Leaving it restores the cases.
check_section() {
  # shellcheck disable=SC2016
  with_script section.html '
    const own = () => document.getElementById("own");
    const width = own() ? getComputedStyle(own()).width : "none";
    document.querySelector("nav a").click();
    document.title = `${width}, then ${own() ? "still there" : "cases"}`;'
  open_page 'with_script.html#view=who-talks'
  no_complaints section
  has section '<title>17px, then cases</title>'
  open_page 'section.html#view=who-talks'
  has section '17 pairs'
  has section '<a href="#view=who-talks" data-view="who-talks" aria-current="page">'
  has section '<div class="filters" role="search" hidden'
}

check_rest() {
  open_page empty.html
  no_complaints empty
  has empty 'nothing was played'
  open_page several.html
  no_complaints several
  has several '<th scope="colgroup" colspan="2">'
  # Remove the script instead of disabling scripts, because --dump-dom needs them.
  sed '/^<script nonce/,/^<\/script>/d' "$WORK/sample.html" >"$WORK/without.html"
  open_page without.html
  has 'without a script' 'Findings'
  has 'without a script' '<td>CRASH</td><td>transport/rekey-skipped@g=1</td>'
  has_not 'without a script' 'data-ready'
}

check_large() {
  open_page large.html
  no_complaints large
  local ready rows
  ready=$(milliseconds)
  rows=$(grep -o 'data-family=' "$WORK/dom" | wc -l)
  printf '5,600 results: ready after %s ms, %s of 350 rows created\n' "${ready:-?}" "$rows"
  ((${ready:-99999} < 5000)) || problem "large: not ready within 5 s"
  ((rows >= 40 && rows < 350)) || problem "large: expected 40 to 349 rows at first, found $rows"
}

check_print() {
  with_script large.html 'dispatchEvent(new Event("beforeprint"));'
  open_page with_script.html
  no_complaints print
  local rows
  rows=$(grep -o 'data-family=' "$WORK/dom" | wc -l)
  ((rows == 350)) || problem "print: expected 350 rows, found $rows"
}

check_keys() {
  # shellcheck disable=SC2016
  with_script sample.html '
    const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
    const said = [];
    const check = (what, holds) => said.push(`${what}: ${holds ? "ok" : "WRONG"}`);
    const rows = () => [...document.querySelectorAll("[data-row]")];
    rows()[1].focus();
    press("ArrowUp");
    check("up", document.activeElement === rows()[0]);
    document.activeElement.click();
    check("open", rows().length === 3 && document.activeElement.getAttribute("aria-expanded") === "true");
    press("ArrowRight");
    check("right", document.activeElement.dataset.run === "0.0");
    document.activeElement.click();
    check("panel", document.activeElement.id === "case-title");
    document.querySelector(".panel [aria-pressed=false].plain").click();
    check("beside", document.querySelectorAll(".side tbody tr").length === 3);
    press("Escape");
    check("escape", !document.querySelector(".panel") && document.activeElement.matches("[data-row]"));
    press("/");
    check("search", document.activeElement.id === "search");
    document.activeElement.value = "echo";
    document.activeElement.dispatchEvent(new Event("input"));
    setTimeout(() => {
      check("filter", rows().length === 1 && location.hash === "#q=echo");
      check("focus kept", document.activeElement.id === "search");
      document.title = `keys ${said.length}; ${said.filter((one) => one.endsWith("WRONG")).join("; ")}.`;
    }, 500);'
  open_page with_script.html
  no_complaints keys
  has keys '<title>keys 9; .</title>'
  grep -o '<title>keys[^<]*' "$WORK/dom" || true
}

command -v chromium >/dev/null || die "chromium is missing; .ci/run installs it"
make_pages
check_sample
check_hostile
check_section
check_rest
check_large
check_print
check_keys
((failures == 0)) || die "the report page has $failures problems"
say "the report page is correct"
