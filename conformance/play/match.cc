#include "conformance/play/match.h"

#include <fmt/format.h>

#include "conformance/transcript/message_format.h"

namespace asmtp::conformance {
namespace {

bool FitsEnding(Outcome::Kind kind, Expectation::Ending ending) {
  if (kind == Outcome::Kind::kFin) return ending != Expectation::Ending::kRst;
  if (kind == Outcome::Kind::kRst) return ending != Expectation::Ending::kFin;
  return false;
}

bool Fits(const Outcome& outcome, const Expectation& expectation, const Names& names) {
  switch (expectation.kind) {
    case Expectation::Kind::kClose:
      return FitsEnding(outcome.kind, expectation.ending);
    case Expectation::Kind::kSilence:
      return outcome.kind == Outcome::Kind::kSilence;
    case Expectation::Kind::kInitialize:
      return outcome.kind == Outcome::Kind::kInitialize;
    case Expectation::Kind::kResponse:
      return outcome.kind == Outcome::Kind::kResponse;
    case Expectation::Kind::kMessage:
      return outcome.kind == Outcome::Kind::kMessage &&
             DifferenceTo(expectation.message, outcome.plaintext, names).empty();
    case Expectation::Kind::kPlain:
      return outcome.kind == Outcome::Kind::kPlain;
    case Expectation::Kind::kBytes:
      return outcome.kind == Outcome::Kind::kBytes;
    case Expectation::Kind::kAnything:
      return true;
  }
  return false;
}

}  // namespace

Fact FactOf(const Outcome& outcome, std::span<const Expectation> expectations, const Names& names) {
  for (const Expectation& expectation : expectations) {
    if (!Fits(outcome, expectation, names)) continue;
    return {.reason = Reason::kExpectLine,
            .silent = outcome.kind == Outcome::Kind::kSilence &&
                      expectation.kind == Expectation::Kind::kAnything,
            .is_last = expectation.is_last,
            .stated = expectation.verdict,
            .what = expectation.text};
  }
  return {.reason = Reason::kNoLineFits, .stated = Verdict::kError};
}

std::string DifferenceTo(const MessageText& message, ByteView plaintext, const Names& names) {
  if (message.format == nullptr) return "";
  const auto actual = FieldsOf(plaintext);
  if (!actual) return "this is not a message";
  if (actual->format != message.format) {
    return fmt::format("this is a {}, expected a {}", actual->format->name, message.format->name);
  }
  for (size_t i = 0; i < message.fields.size(); ++i) {
    const FieldText& field = message.fields[i];
    const ByteView bytes = actual->Find(field.name)->bytes;
    const size_t offset = static_cast<size_t>(bytes.data() - plaintext.data());
    const auto wanted = Evaluate(field.value, names, plaintext.subspan(1, offset - 1));
    if (!wanted) return wanted.error();
    if (Equal(*wanted, bytes)) continue;
    return fmt::format("{} is {}, expected {}", field.name, ShortHex(bytes), ShortHex(*wanted));
  }
  return "";
}

}  // namespace asmtp::conformance
