#include "fuzz/mutate/mutation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>

#include "core/testing/hex.h"
#include "fuzz/mutate/chain_mutator.h"
#include "fuzz/mutate/message_mutator.h"
#include "fuzz/mutate/program_mutator.h"

namespace asmtp::fuzz {
namespace {

constexpr std::array kMutators = {
    Mutator{"asmtp_session", MutateProgram, CrossPrograms},
    Mutator{"asmtp_passport_chain", MutateChain, CrossChains},
    Mutator{"asmtp_message", MutateMessage, CrossMessages},
    Mutator{"asmtp_msg_gossip", MutateGossip, CrossGossips},
    Mutator{"asmtp_msg_put_passport", MutatePutPassport, CrossPutPassports},
};

template <class Number>
bool ReadNumber(const std::string& word, Number& number) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc() && end == word.data() + word.size();
}

bool ReadHex(const std::string& word, Bytes& bytes) {
  auto read = FromHex(word);
  if (!read) return false;
  bytes = *std::move(read);
  return true;
}

// Returns whether the line is valid in a mutation.
bool ReadLine(const std::string& key, const std::string& value, Mutation& mutation) {
  if (key == "target") {
    const Mutator* mutator = MutatorOf(value);
    if (mutator != nullptr) mutation.mutator = *mutator;
    return mutator != nullptr;
  }
  if (key == "seed") return ReadNumber(value, mutation.seed);
  if (key == "max-size") return ReadNumber(value, mutation.max_size);
  if (key == "input") return ReadHex(value, mutation.input);
  if (key == "other") return ReadHex(value, mutation.other.emplace());
  return key == "engine" && ReadHex(value, mutation.answers.emplace_back());
}

}  // namespace

const Mutator* MutatorOf(std::string_view target) {
  const auto* found = std::ranges::find(kMutators, target, &Mutator::target);
  return found == kMutators.end() ? nullptr : found;
}

Bytes Replay(const Mutation& mutation) {
  Random random(mutation.seed);
  if (mutation.other) {
    return mutation.mutator.cross(mutation.input, *mutation.other, mutation.max_size, random);
  }
  if (mutation.answers.empty()) {
    ByteMutator bytes(random);
    return mutation.mutator.mutate(mutation.input, mutation.max_size, bytes);
  }
  size_t next = 0;
  ByteMutator bytes(random, [&](ByteView old, size_t) {
    return next < mutation.answers.size() ? mutation.answers[next++]
                                          : Bytes(old.begin(), old.end());
  });
  return mutation.mutator.mutate(mutation.input, mutation.max_size, bytes);
}

std::string Print(const Mutation& mutation) {
  std::string text =
      fmt::format("target {}\nseed {}\nmax-size {}\ninput {}\n", mutation.mutator.target,
                  mutation.seed, mutation.max_size, ToHex(mutation.input));
  if (mutation.other) text += fmt::format("other {}\n", ToHex(*mutation.other));
  for (const Bytes& answer : mutation.answers) text += fmt::format("engine {}\n", ToHex(answer));
  return text;
}

std::expected<Mutation, std::string> ReadMutation(std::string_view text) {
  Mutation mutation{};
  std::istringstream lines{std::string(text)};
  std::string line;
  for (size_t number = 1; std::getline(lines, line); ++number) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::string key;
    std::string value;
    words >> key >> value;
    if (key.empty() || ReadLine(key, value, mutation)) continue;
    return std::unexpected(fmt::format(
        "line {}: expected target NAME, seed N, max-size N, input HEX, other HEX or engine HEX",
        number));
  }
  if (mutation.mutator.mutate == nullptr) {
    return std::unexpected("expected a line 'target NAME' with a target that has a mutator");
  }
  return mutation;
}

}  // namespace asmtp::fuzz
