#include "conformance/play/named_bytes.h"

#include <algorithm>

namespace asmtp::conformance {

Bytes Slice(const Bytes& bytes, size_t offset, size_t size) {
  const auto begin = bytes.begin() + static_cast<ptrdiff_t>(std::min(offset, bytes.size()));
  return {begin, begin + std::min(static_cast<ptrdiff_t>(size), bytes.end() - begin)};
}

void NamedBytes::Keep(const Step& step, const Bytes& plaintext, const Bytes& wire) {
  if (step.label.empty()) return;
  names_[step.label + ".plain"] = plaintext;
  names_[step.label + ".wire"] = wire;
  if (std::holds_alternative<HandshakeFrame>(step.body)) {
    names_[step.label + ".e"] = Slice(wire, 1, kPublicKeySize);  // after the version
  }
}

void NamedBytes::KeepEnd(const Step& step, Outcome::Kind end) {
  if (!step.label.empty()) names_[step.label + ".close"] = {end == Outcome::Kind::kRst};
}

OrFine NamedBytes::Set(const Let& let) {
  auto bytes = Evaluate(let.value, names_);
  if (!bytes) {
    return Discrepancy{
        {.reason = Reason::kUndefined, .what = bytes.error(), .actual = bytes.error()}};
  }
  names_[let.name] = *std::move(bytes);
  return std::nullopt;
}

OrFine NamedBytes::Check(const Compare& compare) const {
  const auto a = Evaluate(compare.a, names_);
  const auto b = Evaluate(compare.b, names_);
  if (!a || !b) {
    // The IUT took another path that the case allows.
    return Discrepancy{{.reason = Reason::kNothingToCompare, .actual = a ? b.error() : a.error()}};
  }
  if ((*a == *b) == compare.same) return std::nullopt;
  return Discrepancy{
      {.reason = compare.same ? Reason::kDiffers : Reason::kRepeats, .actual = ShortHex(*b)},
      compare.same ? ShortHex(*a) : "other bytes"};
}

OrFine NamedBytes::CheckLines(const Step& step, const Config& config, bool known_answer,
                              const Bytes& plaintext, const Bytes& wire) const {
  for (const BytesLine& line : step.bytes_lines) {
    const bool is_plain = line.kind == BytesLine::Kind::kPlain;
    const bool same = line.role == config.role && line.suite == config.suite;
    if (!is_plain && (!known_answer || !same)) continue;
    if (line.mark == Mark::kCaptured && !known_answer) continue;
    const Bytes& actual = is_plain ? plaintext : wire;
    const auto wanted = Evaluate(line.value, names_);
    if (wanted && *wanted == actual) continue;
    const std::string what = is_plain ? "plain" : "wire";
    const bool ours = std::holds_alternative<Send>(step.body) || known_answer;
    return Discrepancy{{.reason = ours ? Reason::kOtherOwnBytes : Reason::kOtherBytes,
                        .what = what,
                        .index = line.line,
                        .actual = what + " " + ShortHex(actual)},
                       wanted ? what + " " + ShortHex(*wanted) : wanted.error()};
  }
  return std::nullopt;
}

}  // namespace asmtp::conformance
