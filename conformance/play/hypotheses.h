// Hypotheses: what implementations get wrong, as a table.
//
//   for (const Hypothesis& h : Hypotheses()) { Dialect wrong; h.apply(wrong); ... }
#ifndef ASMTP_CONFORMANCE_PLAY_HYPOTHESES_H_
#define ASMTP_CONFORMANCE_PLAY_HYPOTHESES_H_

#include <span>
#include <string_view>

#include "conformance/play/dialect.h"

namespace asmtp::conformance {

struct Hypothesis {
  enum class Stage : uint8_t {
    kInit,       // shows in the initialize only
    kHandshake,  // in either flight
    kFrame,
  };

  std::string_view id;  // stable: reports and tests name it
  Stage stage;
  std::string_view sentence;  // follows "... verifies if "
  std::string_view clause;    // of SPEC.md, which it breaks
  void (*apply)(Dialect& dialect);
};

// In the order in which they are tried: the likely ones first.
std::span<const Hypothesis> Hypotheses();

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_HYPOTHESES_H_
