// NamedBytes: the names that a case gives to bytes, and what it says about them.
//
//   NamedBytes names;
//   names.Keep(step, plaintext, wire);         $LABEL.plain, $LABEL.wire, $LABEL.e
//   if (auto wrong = names.Set(let)) ...       a Fact
#ifndef ASMTP_CONFORMANCE_PLAY_NAMED_BYTES_H_
#define ASMTP_CONFORMANCE_PLAY_NAMED_BYTES_H_

#include <optional>
#include <string>
#include <utility>

#include "conformance/play/config.h"
#include "conformance/play/fact.h"
#include "conformance/play/outcome.h"
#include "conformance/transcript/step.h"

namespace asmtp::conformance {

// A fact, and what was allowed instead ("" if nothing is known).
struct Discrepancy {
  Fact fact;
  std::string allowed = {};
};
using OrFine = std::optional<Discrepancy>;

// Returns up to `size` bytes from `offset` on.
Bytes Slice(const Bytes& bytes, size_t offset, size_t size);

class NamedBytes {
 public:
  const Names& all() const { return names_; }

  // Names the bytes of a labelled step.
  void Keep(const Step& step, const Bytes& plaintext, const Bytes& wire);
  // Names how the stream ended at a labelled step.
  void KeepEnd(const Step& step, Outcome::Kind end);

  OrFine Set(const Let& let);
  OrFine Check(const Compare& compare) const;
  // Checks the step's lines `plain` and `wire`. In a run, `wire` is not compared.
  OrFine CheckLines(const Step& step, const Config& config, bool known_answer,
                    const Bytes& plaintext, const Bytes& wire) const;

 private:
  Names names_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_NAMED_BYTES_H_
