#include "conformance/transcript/value.h"

#include <charconv>
#include <optional>
#include <utility>

#include "core/bytes/hex.h"
#include "core/crypto/signature.h"

namespace asmtp::conformance {
namespace {

template <class T>
using OrExpected = std::expected<T, std::string>;

constexpr std::string_view kHexDigits = "0123456789abcdef";

// Takes a value off the front of a text. Functions nest at most kDepthMax deep.
class ValueParser {
 public:
  ValueParser(std::string_view text, ValueBudget& budget) : rest_(text), budget_(budget) {}

  OrExpected<Value> ParseWhole() {
    Value value;
    if (rest_.empty()) return value;
    if (auto parsed = ParseSum(0, value); !parsed) return std::unexpected(parsed.error());
    if (!rest_.empty()) return Expected("a '+' or the end of the value", rest_);
    return value;
  }

 private:
  static constexpr int kDepthMax = 4;
  // Keys take time rather than memory; their number is bounded by the same budget.
  static constexpr size_t kKeyFunctionPrice = 1024;

  static std::unexpected<std::string> Expected(std::string_view what, std::string_view found) {
    std::string message = "expected " + std::string(what);
    if (found.empty()) return std::unexpected(message + ", found the end of the value");
    return std::unexpected(message + ", found '" + std::string(found.substr(0, 20)) + "'");
  }

  bool Take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view TakeWhile(std::string_view characters) {
    const size_t size = std::min(rest_.find_first_not_of(characters), rest_.size());
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  OrExpected<void> Spend(size_t bytes) {
    if (bytes > budget_.bytes_left) return std::unexpected("expected fewer bytes in one file");
    budget_.bytes_left -= bytes;
    return {};
  }

  OrExpected<void> ParseSum(int depth, Value& value) {
    do {
      auto term = ParseTerm(depth);
      if (!term) return std::unexpected(term.error());
      value.terms.push_back(*std::move(term));
    } while (Take('+'));
    return {};
  }

  OrExpected<Term> ParseTerm(int depth) {
    if (Take('$')) return ParseReference();
    const size_t name_end = rest_.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789");
    if (name_end != 0 && name_end != rest_.npos && rest_[name_end] == '(') {
      const std::string_view name = rest_.substr(0, name_end);
      rest_.remove_prefix(name_end + 1);
      return ParseFunction(name, depth + 1);
    }
    return ParseHex();
  }

  OrExpected<Term> ParseReference() {
    const std::string_view name =
        TakeWhile("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
    if (name.empty()) return Expected("a name after '$'", rest_);
    return Term{.kind = Term::Kind::kReference, .bytes = {}, .name = std::string(name)};
  }

  OrExpected<Term> ParseHex() {
    const std::string_view found = rest_;
    const std::string_view digits = TakeWhile(kHexDigits);
    if (digits.empty()) return Expected("lower-case hex, a function or '$'", found);
    if (auto spent = Spend(digits.size() / 2); !spent) return std::unexpected(spent.error());
    auto bytes = FromHex(digits);
    if (!bytes) return Expected("an even number of hex digits", found);
    return Term{.kind = Term::Kind::kBytes, .bytes = *std::move(bytes), .name = {}};
  }

  // The argument list of `name`, up to and with its closing parenthesis.
  OrExpected<Term> ParseFunction(std::string_view name, int depth) {
    if (depth > kDepthMax) return std::unexpected("expected functions nested less deeply");
    OrExpected<Term> term = ParseCall(name, depth);
    if (term && !Take(')')) return Expected("')'", rest_);
    return term;
  }

  OrExpected<Term> ParseCall(std::string_view name, int depth) {
    if (name == "rep") return ParseRepetition(depth);
    if (name == "str") return ParseText();
    if (name == "u8") return ParseInteger(1);
    if (name == "u16") return ParseInteger(2);
    if (name == "u32") return ParseInteger(4);
    if (name == "public" || name == "sign") return ParseKeyFunction(name, depth);
    return Expected("rep, str, u8, u16, u32, public or sign", name);
  }

  OrExpected<Bytes> ParseLiteralArgument(int depth) {
    Value value;
    if (auto parsed = ParseSum(depth, value); !parsed) return std::unexpected(parsed.error());
    if (!value.IsLiteral()) return std::unexpected("expected bytes that are known beforehand");
    return Evaluate(value, {});
  }

  OrExpected<Term> ParseRepetition(int depth) {
    auto unit = ParseLiteralArgument(depth);
    if (!unit) return std::unexpected(unit.error());
    if (!Take(',')) return Expected("',' and a count", rest_);
    const auto count = ParseNumber(budget_.bytes_left);
    if (!count) return std::unexpected(count.error());
    if (!unit->empty() && *count > budget_.bytes_left / unit->size()) {
      return std::unexpected("expected fewer bytes in one file");
    }
    budget_.bytes_left -= unit->size() * *count;
    Term term;
    if (unit->empty()) return term;
    for (size_t i = 0; i < *count; ++i) {
      term.bytes.insert(term.bytes.end(), unit->begin(), unit->end());
    }
    return term;
  }

  OrExpected<Term> ParseText() {
    if (!Take('"')) return Expected("'\"'", rest_);
    const size_t end = rest_.find('"');
    if (end == rest_.npos) return Expected("a closing '\"'", {});
    if (auto spent = Spend(end); !spent) return std::unexpected(spent.error());
    const ByteView text = AsBytes(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    return Term{.kind = Term::Kind::kBytes, .bytes = Bytes(text.begin(), text.end()), .name = {}};
  }

  OrExpected<size_t> ParseNumber(size_t largest) {
    const std::string_view found = rest_;
    const std::string_view digits = TakeWhile("0123456789");
    size_t number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || read.ec != std::errc() || number > largest) {
      return Expected("a number of at most " + std::to_string(largest), found);
    }
    return number;
  }

  OrExpected<Term> ParseInteger(size_t size) {
    const auto number = ParseNumber((size_t{1} << (8 * size)) - 1);
    if (!number) return std::unexpected(number.error());
    Term term;
    for (size_t i = size; i-- > 0;) {
      term.bytes.push_back(static_cast<uint8_t>(*number >> (8 * i) & 0xff));
    }
    return term;
  }

  OrExpected<Term> ParseKeyFunction(std::string_view name, int depth) {
    auto seed = ParseLiteralArgument(depth);
    if (!seed) return std::unexpected(seed.error());
    if (seed->size() != 32) return std::unexpected("expected a seed of 32 bytes");
    if (auto spent = Spend(kKeyFunctionPrice); !spent) return std::unexpected(spent.error());
    if (name == "sign") {
      return Term{.kind = Term::Kind::kSignature, .bytes = *std::move(seed), .name = {}};
    }
    const SigningKey key = SigningKey::FromSeed(FixedView<32>(seed->data()));
    const auto& bytes = key.public_key();
    return Term{.kind = Term::Kind::kBytes, .bytes = Bytes(bytes.begin(), bytes.end()), .name = {}};
  }

  std::string_view rest_;
  ValueBudget& budget_;
};

}  // namespace

bool Value::IsLiteral() const {
  return std::ranges::all_of(terms, [](const Term& t) { return t.kind == Term::Kind::kBytes; });
}

std::expected<Value, std::string> ParseValue(std::string_view text, ValueBudget& budget) {
  return ValueParser(text, budget).ParseWhole();
}

Value LiteralValue(Bytes bytes) {
  Value value;
  value.terms.push_back(Term{.kind = Term::Kind::kBytes, .bytes = std::move(bytes), .name = {}});
  return value;
}

std::expected<Bytes, std::string> Evaluate(const Value& value, const Names& names,
                                           ByteView before) {
  Bytes bytes;
  const auto append = [&](ByteView more) { bytes.insert(bytes.end(), more.begin(), more.end()); };
  for (const Term& term : value.terms) {
    switch (term.kind) {
      case Term::Kind::kBytes:
        append(term.bytes);
        break;
      case Term::Kind::kSignature:
        append(SigningKey::FromSeed(FixedView<32>(term.bytes.data())).Sign(before));
        break;
      case Term::Kind::kReference: {
        const auto named = names.find(term.name);
        if (named == names.end()) return std::unexpected("nothing is named $" + term.name);
        append(named->second);
        break;
      }
    }
  }
  return bytes;
}

}  // namespace asmtp::conformance
