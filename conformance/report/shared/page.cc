#include "conformance/report/shared/page.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/report/shared/packed.h"
#include "conformance/report/shared/page_css.h"
#include "conformance/report/text.h"
#include "core/crypto/hash.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

// Returns a hash of the page content.
std::string NonceOf(std::string_view content) {
  const ByteView bytes(reinterpret_cast<const uint8_t*>(content.data()), content.size());
  return ToHex(Blake2b128(bytes));
}

// The page with placeholders. Fill() replaces each once, from front to back, so it never replaces
// text that looks like a placeholder inside a value.
constexpr std::string_view kPage = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'">
<title>{title}</title>
<link rel="icon" href="data:,">
<style nonce="{nonce}">
{style}</style>
</head>
<body>
<a class="skip-link" href="#main">Skip to the results</a>
<header>
<div class="titles"><h1>{title}</h1></div>
{header}</header>
{navigation}<main id="{main_id}">
{main}</main>
<footer>{footer}</footer>
{scripts}</body>
</html>
)";

// The page's script reads its data from `data`.
constexpr std::string_view kScripts = R"(<script type="text/plain" id="data">{data}</script>
<script nonce="{nonce}">
(async () => {
'use strict';
const packed = Uint8Array.from(atob(document.getElementById('data').textContent), (c) => c.charCodeAt(0));
const data = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
{script}})();
</script>
)";

struct Place {
  std::string_view name;
  std::string_view value;
};

std::string Fill(std::string_view rest, std::initializer_list<Place> places) {
  std::string page;
  while (!rest.empty()) {
    const size_t open = rest.find('{');
    page += rest.substr(0, open);
    if (open == rest.npos) break;
    rest.remove_prefix(open);
    const auto* found = std::ranges::find_if(places, [&](const Place& place) {
      return rest.substr(1).starts_with(place.name) && rest.substr(1 + place.name.size(), 1) == "}";
    });
    page += found == places.end() ? rest.substr(0, 1) : found->value;
    rest.remove_prefix(found == places.end() ? 1 : found->name.size() + 2);
  }
  return page;
}

}  // namespace

std::string Cell(std::string_view text) { return "<td>" + EscapeMarkup(text) + "</td>"; }

std::string Table(std::initializer_list<std::string_view> heads, std::string_view rows) {
  std::string text = "<table class=\"coverage\"><thead><tr>";
  for (const std::string_view head : heads) text += fmt::format("<th scope=\"col\">{}</th>", head);
  return text + fmt::format("</tr></thead><tbody>\n{}</tbody></table>\n", rows);
}

std::string WritePage(const Page& page) {
  const std::string title = EscapeMarkup(page.title);
  const std::string footer = EscapeMarkup(page.footer);
  // Of all parts, so that none of them can name it.
  const std::string nonce =
      NonceOf(page.data + page.main + page.script + page.style + page.header + title + footer);
  const std::string scripts =
      page.script.empty()
          ? ""
          : Fill(kScripts,
                 {{"nonce", nonce}, {"data", Packed(page.data)}, {"script", page.script}});
  return Fill(kPage, {{"nonce", nonce},
                      {"title", title},
                      {"style", std::string(kPageCss) + page.style},
                      {"header", page.header},
                      {"navigation", page.navigation},
                      {"main_id", page.main_id},
                      {"main", page.main},
                      {"footer", footer},
                      {"scripts", scripts}});
}

}  // namespace asmtp::conformance
