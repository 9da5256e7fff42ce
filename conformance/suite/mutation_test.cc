// Mutations are ordinary cases: core passes them in both roles, a faulty peer fails them.
#include "conformance/suite/mutation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "conformance/play/model_iut.h"
#include "conformance/play/player.h"
#include "conformance/transcript/clause_index.h"
#include "conformance/transcript/message_format.h"
#include "conformance/transcript/read_file.h"

namespace asmtp::conformance {
namespace {

const CaseSet& AllCases() {
  static const CaseSet kSet = *LoadCases("corpus/transcripts");
  return kSet;
}

std::vector<Mutation> AllMutations() {
  std::vector<Mutation> all;
  for (const Case& one_case : AllCases().cases) {
    for (Mutation& m : MutationsOf(one_case)) all.push_back(std::move(m));
  }
  return all;
}

size_t CountOf(const std::vector<Mutation>& all, std::string_view part) {
  return static_cast<size_t>(
      std::ranges::count_if(all, [&](const Mutation& m) { return m.id.contains(part); }));
}

TEST(MutationTest, CoverEveryByteAndField) {
  const auto of_handshake = MutationsOf(*AllCases().Find("handshake/ok"));
  EXPECT_EQ(CountOf(of_handshake, "@flip:hs1."), 97U);
  EXPECT_EQ(CountOf(of_handshake, "@flip:hs2."), 49U);
  EXPECT_EQ(CountOf(of_handshake, "@truncate:hs1."), 97U);
  EXPECT_EQ(CountOf(of_handshake, "@split:hs2."), 48U);
  const auto of_frames = MutationsOf(*AllCases().Find("transport/echo-two-messages"));
  EXPECT_EQ(CountOf(of_frames, "hs1"), 0U);
  EXPECT_EQ(CountOf(of_frames, "@type:m1."), 256 - MessageFormats().size());
  EXPECT_EQ(CountOf(of_frames, "@length:m1."), 14U);
  EXPECT_EQ(CountOf(of_frames, "@field:m1.id"), 2U);
  EXPECT_EQ(CountOf(of_frames, "@replay-session:"), 4U);
  EXPECT_TRUE(MutationsOf(*AllCases().Find("frame/forged/first-bit")).empty());
  std::set<std::string> ids;
  for (const Mutation& m : AllMutations()) EXPECT_TRUE(ids.insert(m.id).second) << m.id;
}

// The model has one ephemeral key for all sessions, so it may accept a session twice.
bool IsForTheModel(const Mutation& mutation) { return !mutation.id.contains("@replay-session:"); }

TEST(MutationTest, CorePassesASampleInEveryConfiguration) {
  const ClauseIndex clauses = ClauseIndex::Read(*ReadTextFile("SPEC.md", size_t{16} << 20));
  size_t played = 0;
  for (const Mutation& mutation : ChooseMutations(AllMutations(), 400, 7)) {
    const auto mutated = Mutate(mutation, *AllCases().Find(mutation.base));
    ASSERT_TRUE(mutated) << mutated.error().Format() << mutation.text;
    for (const ClauseReference& clause : mutated->header.clauses) {
      EXPECT_EQ(clauses.Check(clause), "");
    }
    if (!IsForTheModel(mutation)) continue;
    for (const Config& config : ConfigsOf(*mutated)) {
      ModelIut iut(config, mutated->keys.For(config.role));
      const PlayResult result = Play(*mutated, config, iut, {});
      EXPECT_FALSE(IsUnexpected(result.verdict))
          << mutation.id << " " << Describe(config) << ": " << result.text << result.actual;
      ++played;
    }
  }
  EXPECT_GE(played, 400U);
}

// A stream that corrects the first byte, like a peer that does not check the version.
class VersionBlindChannel : public Channel {
 public:
  explicit VersionBlindChannel(std::unique_ptr<Channel> inner) : inner_(std::move(inner)) {}
  void Send(ByteView bytes, Deadline deadline) override {
    Bytes copy(bytes.begin(), bytes.end());
    if (!std::exchange(begun_, true)) copy.front() = 0x01;
    inner_->Send(copy, deadline);
  }
  Arrival Receive(Deadline deadline) override { return inner_->Receive(deadline); }
  void Shutdown() override { inner_->Shutdown(); }
  void Reset() override { inner_->Reset(); }

 private:
  std::unique_ptr<Channel> inner_;
  bool begun_ = false;
};

class VersionBlindIut : public Iut {
 public:
  VersionBlindIut(const Config& config, const Keys& keys) : inner_(config, keys) {}
  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override {
    auto inner = inner_.Open(deadline);
    if (!inner) return inner;
    return std::make_unique<VersionBlindChannel>(*std::move(inner));
  }

 private:
  ModelIut inner_;
};

TEST(MutationTest, DetectsAnAcceptedWrongVersionByte) {
  for (const std::string label : {"hs1", "hs2"}) {
    const auto found = FindMutations(AllCases(), "handshake/ok@flip:" + label + ".0");
    ASSERT_TRUE(found) << found.error();
    const auto mutated = Mutate(found->front(), *AllCases().Find("handshake/ok"));
    ASSERT_TRUE(mutated);
    for (const Config& config : ConfigsOf(*mutated)) {
      VersionBlindIut iut(config, mutated->keys.For(config.role));
      EXPECT_TRUE(IsUnexpected(Play(*mutated, config, iut, {}).verdict)) << Describe(config);
    }
  }
}

TEST(MutationTest, SeedChoosesTheSameMutationsEvenly) {
  const auto ids = [](uint64_t seed) {
    std::vector<std::string> chosen;
    for (const Mutation& m : ChooseMutations(AllMutations(), 50, seed)) chosen.push_back(m.id);
    return chosen;
  };
  EXPECT_EQ(ids(1), ids(1));
  EXPECT_NE(ids(1), ids(2));
  EXPECT_EQ(ids(1).size(), 50U);
  EXPECT_EQ(ChooseMutations(AllMutations(), 1'000'000, 1).size(), AllMutations().size());
}

TEST(MutationTest, GlobThatMatchesNothingIsAnError) {
  EXPECT_EQ(FindMutations(AllCases(), "handshake/ok@flip:hs1.97").error(),
            "no mutation matches 'handshake/ok@flip:hs1.97'");
}

}  // namespace
}  // namespace asmtp::conformance
