// The runner names no cause that a faulty endpoint does not have.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "conformance/deviant/row.h"
#include "conformance/faulty/faulty_process.h"
#include "conformance/faulty/process_faults.h"
#include "conformance/faulty/side_by_side.h"

namespace asmtp::faulty {
namespace {

using conformance::CaseResult;
using conformance::PlayAgainst;
using Causes = std::map<std::string, std::string, std::less<>>;  // and the case that shows it

constexpr size_t kJobs = 8;  // most of it is waiting

// The causes that belong to a fault, besides the hypothesis of its row and one with its own name.
const std::map<std::string_view, std::set<std::string_view>> kAllowed = {
    // Named by what it does to the sessions.
    {"sign-bit-kept", {"bit-255"}},
    {"high-bit-refused", {"bit-255"}},
    {"high-bit-not-hashed", {"bit-255"}},
    {"high-bit-not-hashed-25519", {"bit-255"}},
    {"early-bytes-dropped", {"bytes-behind-lost"}},
    {"early-bytes-dropped-by-responder", {"bytes-behind-lost"}},
    {"talks-before-response", {"stray-bytes"}},
    {"talks-when-idle", {"stray-bytes"}},
    {"answers-twice", {"stray-bytes"}},
    {"frames-sent-twice", {"frames-repeated"}},
    // Named by the step that it belongs to.
    {"passport-of-other-id-refused", {"passport-id-in-decoder"}},
    // The same mistake on the receiving side.
    {"no-rekey-when-receiving", {"no-rekey"}},
    {"rekey-before", {"rekey-before-sealing"}},
    {"rekey-twice-when-receiving", {"one-rekey-too-many"}},
    {"length-of-plaintext", {"length-without-tag"}},
};

// Some cases of each kind: with and without a fault of the runner, with one stream and several.
const std::vector<std::string> kGlobs = {"handshake/ok",
                                         "handshake/other-identity",
                                         "handshake/new-ephemeral-key",
                                         "handshake/early-frame",
                                         "transport/echo-two-messages",
                                         "transport/eight-messages",
                                         "transport/first-frame-empty",
                                         "transport/rekey-skipped",
                                         "frame/large",
                                         "frame/end-between-frames",
                                         "delivery/coalesced",
                                         "delivery/frames-behind-response",
                                         "delivery/frame-in-pieces",
                                         "message/all-types",
                                         "message/short",
                                         "message/gossip/ipv4",
                                         "message/put-passport/other-id",
                                         "message/topic/*",
                                         "parallel/two-sessions"};

bool IsAllowed(const deviant::Row& fault, std::string_view cause) {
  const auto allowed = kAllowed.find(fault.id);
  return cause == fault.hypothesis || cause == fault.id ||
         (allowed != kAllowed.end() && allowed->second.contains(cause));
}

Causes CausesOf(const std::string& fault, noise::Role role) {
  Causes causes;
  const auto result = PlayAgainst(fault, kGlobs, 1.0, role, /*calibrate=*/false, /*jobs=*/1);
  for (const CaseResult& one : result.results) {
    if (one.play.hypothesis.empty()) continue;
    causes.emplace(one.play.hypothesis, one.one_case->header.id + ": " + one.play.explanation);
  }
  return causes;
}

TEST(FalseCauseTest, EveryCauseBelongsToTheFault) {
  const auto faults = deviant::RowsFor(deviant::Serves::kEndpoint);
  constexpr noise::Role kRoles[] = {noise::Role::kResponder, noise::Role::kInitiator};
  std::vector<Causes> found(faults.size() * std::size(kRoles));
  SideBySide(found.size(), kJobs,
             [&](size_t i) { found[i] = CausesOf(std::string(faults[i / 2]->id), kRoles[i % 2]); });
  size_t named = 0;
  for (size_t i = 0; i < found.size(); ++i) {
    for (const auto& [cause, where] : found[i]) {
      EXPECT_TRUE(IsAllowed(*faults[i / 2], cause))
          << faults[i / 2]->id << " as " << conformance::Name(kRoles[i % 2]) << " is said to be "
          << cause << " in " << where;
      ++named;
    }
  }
  fmt::print("{} causes of {} faulty endpoints\n", named, faults.size());
  EXPECT_GT(named, faults.size() / 4);
}

TEST(FalseCauseTest, ProgramsHaveTheCausesOfPrograms) {
  const std::map<std::string_view, std::string_view> causes = {
      {"output-not-flushed", "not-flushed"},
      {"slow-answers", "slow"},
      {"one-stream-at-a-time", "few-streams-at-once"},
      {"two-streams-at-a-time", "few-streams-at-once"}};
  for (const ProcessFault& fault : ProcessFaults()) {
    const auto own = causes.find(fault.name);
    for (const auto& [cause, where] : CausesOf(std::string(fault.name), noise::Role::kResponder)) {
      EXPECT_TRUE(own != causes.end() && cause == own->second)
          << fault.name << " is said to be " << cause << " in " << where;
    }
  }
}

}  // namespace
}  // namespace asmtp::faulty
