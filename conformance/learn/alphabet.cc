#include "conformance/learn/alphabet.h"

#include <algorithm>
#include <utility>

namespace asmtp::conformance {

const Step* Alphabet::Find(std::string_view symbol) const {
  const auto found = std::ranges::find(symbols, symbol, &Step::label);
  return found == symbols.end() ? nullptr : &*found;
}

void Alphabet::Drop(std::string_view session) {
  std::erase_if(symbols, [&](const Step& symbol) { return symbol.session == session; });
}

std::vector<std::string> Alphabet::Names() const {
  std::vector<std::string> names;
  for (const Step& symbol : symbols) names.push_back(symbol.label);
  return names;
}

OrSourceError<Alphabet> LoadAlphabet(const std::filesystem::path& file, noise::Role role) {
  auto transcripts = LoadTranscripts(file);
  if (!transcripts) return std::unexpected(transcripts.error());
  auto cases = ResolveCases(*std::move(transcripts));
  if (!cases) return std::unexpected(cases.error());
  const Case& all = cases->cases.front();
  Alphabet alphabet{.symbols = {}, .stray = {}, .keys = all.keys};
  for (const Step& step : all.steps) {
    if (step.label.empty() || (step.only && *step.only != role)) continue;
    if (step.label == "stray") {
      alphabet.stray = step;
    } else {
      alphabet.symbols.push_back(step);
    }
  }
  return alphabet;
}

}  // namespace asmtp::conformance
