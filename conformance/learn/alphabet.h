// Alphabet: the symbols that a learner can send to an implementation, each a step of a case.
//
//   auto alphabet = LoadAlphabet("conformance/learn/alphabet.atf", noise::Role::kResponder);
//   alphabet->symbols                       init, init-version, ..., message, forged, ..., end
#ifndef ASMTP_CONFORMANCE_LEARN_ALPHABET_H_
#define ASMTP_CONFORMANCE_LEARN_ALPHABET_H_

#include <filesystem>
#include <string_view>
#include <vector>

#include "conformance/transcript/case.h"

namespace asmtp::conformance {

struct Alphabet {
  std::vector<Step> symbols;  // named by labels
  Step stray;                 // sent instead of a symbol that cannot be sent
  CaseKeys keys;

  // Leaves out the symbols of a session.
  void Drop(std::string_view session);
  // Returns the symbol, or null if it is unknown.
  const Step* Find(std::string_view symbol) const;
  std::vector<std::string> Names() const;
};

// Reads the symbols for an IUT of this role.
OrSourceError<Alphabet> LoadAlphabet(const std::filesystem::path& file, noise::Role role);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_LEARN_ALPHABET_H_
