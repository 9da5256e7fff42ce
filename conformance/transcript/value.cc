#include "conformance/transcript/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "core/bytes/reader.h"
#include "core/crypto/hash.h"
#include "core/crypto/signature.h"
#include "core/testing/hex.h"
#include "core/testing/passport_builder.h"

namespace asmtp::conformance {
namespace {

template <class T>
using OrExpected = std::expected<T, std::string>;

constexpr std::string_view kHexDigits = "0123456789abcdef";

void Append(ByteView more, Bytes& bytes) { bytes.insert(bytes.end(), more.begin(), more.end()); }

using Arguments = std::span<const Bytes>;

OrExpected<Bytes> Signed(Arguments arguments) {
  if (arguments[0].size() != 32) return std::unexpected("a seed must be 32 bytes");
  Bytes bytes = arguments[1];
  Append(SigningKey::FromSeed(FixedView<32>(arguments[0].data())).Sign(arguments[1]), bytes);
  return bytes;
}

OrExpected<Bytes> Signature(Arguments arguments) {
  auto bytes = Signed(arguments);
  if (bytes) bytes->erase(bytes->begin(), bytes->end() - kSignatureSize);
  return bytes;
}

OrExpected<Bytes> Hash16(Arguments arguments) {
  const Hash128 hash = Blake2b128(arguments[0]);
  return Bytes(hash.begin(), hash.end());
}

// The bytes of a passport's only block, preceded by its size.
OrExpected<Bytes> Block(Arguments arguments) {
  const auto& [author, time, previous, content] =
      std::tie(arguments[0], arguments[1], arguments[2], arguments[3]);
  BlockDraft block{.content = content};
  if (author.size() != 32 || time.size() != sizeof(block.time) ||
      previous.size() != block.previous.size()) {
    return std::unexpected(
        "a block needs a 32-byte seed, a 4-byte time and a 16-byte previous hash");
  }
  (void)Reader(time).ReadU32(&block.time);  // size checked above
  CopyTo(previous, block.previous);
  block.Seal(SigningKey::FromSeed(FixedView<32>(author.data())));
  PassportBuilder passport;
  passport.blocks().push_back(std::move(block));
  return passport.BlocksBytes();
}

OrExpected<Bytes> BlockHash(Arguments arguments) {
  if (arguments[0].size() < kBlockSizeSize + kBlockHeaderSize) {
    return std::unexpected("a block must be 140 bytes");
  }
  const ByteView header = ByteView(arguments[0]).subspan(kBlockSizeSize, kBlockHeaderSize);
  const Hash128 hash = Blake2b128(header);
  return Bytes(hash.begin(), hash.end());
}

struct Function {
  std::string_view name;
  size_t argument_count;
  OrExpected<Bytes> (*call)(Arguments);
};

constexpr std::array kFunctions = {Function{"signed", 2, Signed},
                                   Function{"signature", 2, Signature},
                                   Function{"hash16", 1, Hash16}, Function{"block", 4, Block},
                                   Function{"blockhash", 1, BlockHash}};

const Function* FindFunction(std::string_view name) {
  const auto found = std::ranges::find(kFunctions, name, &Function::name);
  return found == kFunctions.end() ? nullptr : &*found;
}

// Parses a value at the front of a text. Functions nest at most kDepthMax deep.
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
  // Key functions cost time rather than memory; the same budget bounds their number.
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
    if (bytes > budget_.bytes_left)
      return std::unexpected("expected fewer bytes in the values of one file");
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
    if (!bytes) return Expected("an even number of hexadecimal digits", found);
    return Term{.kind = Term::Kind::kBytes, .bytes = *std::move(bytes), .name = {}};
  }

  // The argument list of `name`, including its closing parenthesis.
  OrExpected<Term> ParseFunction(std::string_view name, int depth) {
    if (depth > kDepthMax) {
      return std::unexpected("expected at most " + std::to_string(kDepthMax) +
                             " levels of nested functions");
    }
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
    if (FindFunction(name) != nullptr) return ParseArguments(name, depth);
    return Expected(
        "rep, str, u8, u16, u32, public, sign, signed, signature, hash16, block or blockhash",
        name);
  }

  // A function evaluated in a run: its arguments may contain names.
  OrExpected<Term> ParseArguments(std::string_view name, int depth) {
    if (auto spent = Spend(kKeyFunctionPrice); !spent) return std::unexpected(spent.error());
    Term term{.kind = Term::Kind::kCall, .bytes = {}, .name = std::string(name)};
    do {
      Value& argument = term.arguments.emplace_back();
      // An empty argument is no bytes.
      if (rest_.starts_with(',') || rest_.starts_with(')')) continue;
      if (auto parsed = ParseSum(depth, argument); !parsed) return std::unexpected(parsed.error());
    } while (Take(','));
    const size_t wanted = FindFunction(name)->argument_count;
    if (term.arguments.size() == wanted) return term;
    return std::unexpected("expected " + std::to_string(wanted) + " arguments of " +
                           std::string(name));
  }

  OrExpected<Bytes> ParseLiteralArgument(int depth) {
    Value value;
    if (auto parsed = ParseSum(depth, value); !parsed) return std::unexpected(parsed.error());
    if (!value.IsLiteral()) return std::unexpected("expected bytes that are known before the run");
    return Evaluate(value, {});
  }

  OrExpected<Term> ParseRepetition(int depth) {
    auto unit = ParseLiteralArgument(depth);
    if (!unit) return std::unexpected(unit.error());
    if (!Take(',')) return Expected("',' and a count", rest_);
    const auto count = ParseNumber(budget_.played_left);
    if (!count) return std::unexpected(count.error());
    if (!unit->empty() && *count > budget_.played_left / unit->size()) {
      return std::unexpected("expected fewer bytes in the values of one case");
    }
    Term term{.kind = Term::Kind::kBytes, .bytes = *std::move(unit), .name = {}, .count = *count};
    budget_.played_left -= term.size();
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

bool operator==(const Value& a, const Value& b) { return a.terms == b.terms; }
bool operator==(const Term& a, const Term& b) {
  return a.kind == b.kind && a.bytes == b.bytes && a.count == b.count && a.name == b.name &&
         a.arguments == b.arguments;
}

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

namespace {

// Doubles what is there, because a value may have 2^24 bytes.
void AppendRepeated(const Term& term, Bytes& bytes) {
  const size_t begin = bytes.size();
  const size_t end = begin + term.size();
  if (begin == end) return;
  bytes.resize(end);
  std::ranges::copy(term.bytes, bytes.begin() + static_cast<ptrdiff_t>(begin));
  for (size_t done = term.bytes.size(); done < end - begin;) {
    const size_t more = std::min(done, end - begin - done);
    std::memcpy(&bytes[begin + done], &bytes[begin], more);
    done += more;
  }
}

OrExpected<Bytes> Call(const Term& term, const Names& names) {
  std::vector<Bytes> arguments;
  for (const Value& argument : term.arguments) {
    auto bytes = Evaluate(argument, names);
    if (!bytes) return std::unexpected(bytes.error());
    arguments.push_back(*std::move(bytes));
  }
  return FindFunction(term.name)->call(arguments);
}

}  // namespace

std::expected<Bytes, std::string> Evaluate(const Value& value, const Names& names,
                                           ByteView before) {
  Bytes bytes;
  for (const Term& term : value.terms) {
    switch (term.kind) {
      case Term::Kind::kBytes:
        AppendRepeated(term, bytes);
        break;
      case Term::Kind::kSignature:
        Append(SigningKey::FromSeed(FixedView<32>(term.bytes.data())).Sign(before), bytes);
        break;
      case Term::Kind::kReference: {
        const auto named = names.find(term.name);
        if (named == names.end()) return std::unexpected("unknown name $" + term.name);
        Append(named->second, bytes);
        break;
      }
      case Term::Kind::kCall: {
        const auto result = Call(term, names);
        if (!result) return std::unexpected(result.error());
        Append(*result, bytes);
        break;
      }
    }
  }
  return bytes;
}

}  // namespace asmtp::conformance
