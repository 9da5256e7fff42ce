#include "conformance/vectors/json_value.h"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

namespace asmtp::vectors {
namespace {

using Kind = JsonValue::Kind;
using Text = std::string_view;

// The position of the parser.
struct Position {
  size_t line = 1;
  char last = '\0';

  // Returns the line of the last token. The parser ends a number only after the next character.
  size_t TokenLine() const { return last == '\n' ? line - 1 : line; }
};

// Reads characters and tracks the position, because the parser reports positions of errors only.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = ptrdiff_t;
  using reference = const char&;  // NOLINT(readability-identifier-naming): the standard's name

  CountingIterator(Text::const_iterator at, Position* position) : at_(at), position_(position) {}

  const char& operator*() const { return *at_; }
  CountingIterator& operator++() {
    position_->last = *at_++;
    if (position_->last == '\n') ++position_->line;
    return *this;
  }
  CountingIterator operator++(int) {
    const CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
    return a.at_ == b.at_;
  }

 private:
  Text::const_iterator at_;
  Position* position_;
};

// Builds the document from the parser's events.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(const Position& position) : position_(position) {}

  bool null() override { return Add({}) != nullptr; }
  bool boolean(bool value) override {
    return Add({.kind = Kind::kBoolean, .boolean = value}) != nullptr;
  }
  bool number_integer(number_integer_t) override { return Add({.kind = Kind::kNumber}) != nullptr; }
  bool number_unsigned(number_unsigned_t value) override {
    return Add({.kind = Kind::kNumber, .integer = value}) != nullptr;
  }
  bool number_float(number_float_t, const string_t&) override {
    return Add({.kind = Kind::kNumber}) != nullptr;
  }
  bool string(string_t& value) override {
    return Add({.kind = Kind::kText, .text = std::move(value)}) != nullptr;
  }
  bool binary(binary_t&) override { return false; }  // not in JSON
  bool start_object(size_t) override { return Open(Kind::kObject); }
  bool start_array(size_t) override { return Open(Kind::kList); }
  bool key(string_t& value) override {
    key_ = std::move(value);
    return true;
  }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception& error) override {
    return Refuse(WithoutText(error.what()));
  }

  std::expected<JsonValue, Malformed> Finish(bool parsed) && {
    if (parsed && !error_) return std::move(root_);
    return std::unexpected(error_.value_or(Malformed{position_.TokenLine(), "expected JSON"}));
  }

 private:
  // Returns the parser's reason: what it found and what it expected. Omits the last text read,
  // which may be a secret.
  static std::string WithoutText(std::string_view what) {
    const size_t reason = what.find(" - ");
    const size_t text = what.find("; last read: ");
    const size_t expected = what.rfind("; expected ");
    std::string result = "expected JSON";
    if (reason != what.npos) {
      const std::string_view found = what.substr(reason + 3);
      result += ": " + std::string(found.substr(0, found.find("; ")));
    }
    if (expected != what.npos && (text == what.npos || expected > text)) {
      result += what.substr(expected);
    }
    return result;
  }

  bool Refuse(std::string what) {
    if (!error_) error_ = Malformed{position_.TokenLine(), std::move(what)};
    return false;
  }

  // Adds a value to the innermost open container. Returns null and sets the error if it is not
  // allowed.
  JsonValue* Add(JsonValue value) {
    value.line = position_.TokenLine();
    if (++values_ > kJsonValuesMax) {
      Refuse(fmt::format("expected at most {} values", kJsonValuesMax));
      return nullptr;
    }
    if (open_.empty()) return &(root_ = std::move(value));
    if (open_.back()->kind == Kind::kList) {
      return &open_.back()->items.emplace_back(std::move(value));
    }
    const auto [member, added] = open_.back()->members.emplace(key_, std::move(value));
    if (!added) Refuse("duplicate member of an object");
    return added ? &member->second : nullptr;
  }

  bool Open(Kind kind) {
    if (open_.size() == kJsonDepthMax) {
      return Refuse(fmt::format("expected at most {} levels of nesting", kJsonDepthMax));
    }
    JsonValue* value = Add({.kind = kind});
    if (value != nullptr) open_.push_back(value);
    return value != nullptr;
  }

  bool Close() {
    open_.pop_back();
    return true;
  }

  const Position& position_;
  JsonValue root_;
  std::vector<JsonValue*> open_;  // from the root to the innermost, which alone grows
  std::string key_;
  size_t values_ = 0;
  std::optional<Malformed> error_;
};

}  // namespace

const JsonValue* JsonValue::Find(std::string_view name) const {
  const auto member = members.find(name);
  return member == members.end() ? nullptr : &member->second;
}

std::string_view Name(JsonValue::Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBoolean:
      return "a boolean";
    case Kind::kNumber:
      return "a number";
    case Kind::kText:
      return "a string";
    case Kind::kList:
      return "an array";
    case Kind::kObject:
      return "an object";
  }
  return "a value";
}

std::expected<JsonValue, Malformed> ParseJson(std::string_view text) {
  Position position;
  Builder builder(position);
  const bool parsed = nlohmann::json::sax_parse(CountingIterator(text.begin(), &position),
                                                CountingIterator(text.end(), &position), &builder);
  return std::move(builder).Finish(parsed);
}

}  // namespace asmtp::vectors
