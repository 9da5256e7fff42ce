// A fixture for tests of the player: plays steps against core or a deviant, and records what both
// sides were given.
#ifndef ASMTP_CONFORMANCE_PLAY_PLAYER_FIXTURE_H_
#define ASMTP_CONFORMANCE_PLAY_PLAYER_FIXTURE_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "conformance/play/deviant_iut.h"
#include "conformance/play/model_iut.h"
#include "conformance/play/player.h"
#include "conformance/transcript/reader.h"

namespace asmtp::conformance {

using deviant::Deviation;

inline constexpr const char* kHeader =
    "asmtp-transcript 1\nid test/case\ntitle t\nlevel MUST\nclause TR-1 \"x\"\n"
    "roles ROLE\n[keys]\n"
    "runner.s = 1111111111111111111111111111111111111111111111111111111111111111\n"
    "runner.e = 1212121212121212121212121212121212121212121212121212121212121212\n"
    "iut.s    = 2121212121212121212121212121212121212121212121212121212121212121\n"
    "iut.e    = 2222222222222222222222222222222222222222222222222222222222222222\n"
    "[steps]\nconnect\n";
inline constexpr const char* kOpen = "flight init\nflight resp\n";
inline constexpr const char* kClosed = "expect\n  close -> pass\n  * -> fail\n";
inline constexpr noise::Role kResponder = noise::Role::kResponder;
inline constexpr noise::Role kInitiator = noise::Role::kInitiator;

// What a channel was given.
struct Given {
  std::vector<Bytes> writes;
  bool shutdown = false;
  bool reset = false;
  size_t reads_awaited = 0;
  size_t rests = 0;
  std::vector<Milliseconds> waits;  // of each Receive()
  size_t streams = 0;
};

// Core, which records what the runner sends. It refuses the stream of this number, if set.
class ListeningIut : public Iut {
 public:
  ListeningIut(Iut& inner, Given& given, size_t refused)
      : inner_(inner), given_(given), refused_(refused) {}

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override {
    if (++given_.streams == refused_) return std::unexpected("refused");
    auto channel = inner_.Open(deadline);
    if (!channel) return channel;
    return std::make_unique<Listening>(*std::move(channel), given_);
  }

 private:
  class Listening : public Channel {
   public:
    Listening(std::unique_ptr<Channel> inner, Given& given)
        : inner_(std::move(inner)), given_(given) {}
    void Send(ByteView bytes, Deadline deadline) override {
      given_.writes.emplace_back(bytes.begin(), bytes.end());
      inner_->Send(bytes, deadline);
    }
    void AwaitRead(Deadline) override { ++given_.reads_awaited; }
    void Rest(Deadline) override { ++given_.rests; }
    Arrival Receive(Deadline deadline) override {
      given_.waits.push_back(std::chrono::ceil<Milliseconds>(deadline - Clock::now()));
      return inner_->Receive(deadline);
    }
    void Shutdown() override {
      given_.shutdown = true;
      inner_->Shutdown();
    }
    void Reset() override {
      given_.reset = true;
      inner_->Reset();
    }

   private:
    std::unique_ptr<Channel> inner_;
    Given& given_;
  };

  Iut& inner_;
  Given& given_;
  size_t refused_;
};

class PlayerTest : public testing::Test {
 protected:
  const PlayResult& PlaySteps(const std::string& steps, noise::Role role = kResponder,
                              const std::optional<Deviation>& deviation = {},
                              const PlayOptions& options = {}) {
    std::string text = kHeader + steps;
    text.replace(text.find("ROLE"), 4, Name(role));
    text.replace(text.find("MUST"), 4, level_);
    text.insert(text.find("[steps]"), header_keys_);
    auto cases = ReadTranscripts("t.atf", text);
    if (!cases) ADD_FAILURE() << cases.error().Format();
    auto set = ResolveCases(*std::move(cases));
    if (!set) ADD_FAILURE() << set.error().Format();
    set_ = *std::move(set);
    const Config config{.role = role};
    const Keys keys = set_.cases.front().keys.For(role);
    ModelIut right(config, keys);
    DeviantIut wrong(config, keys, deviation.value_or(Deviation()));
    given_ = {};
    ListeningIut iut(deviation ? static_cast<Iut&>(wrong) : right, given_, refused_);
    result_ = Play(set_.cases.front(), config, iut, options);
    return result_;
  }

  // Whether one wait lasted between half of this duration and all of it.
  bool HasWaited(Milliseconds most) const {
    return std::ranges::any_of(given_.waits,
                               [&](Milliseconds wait) { return wait <= most && wait > most / 2; });
  }

  void ExpectPass(const std::string& steps, noise::Role role = kResponder) {
    const PlayResult& result = PlaySteps(steps, role);
    EXPECT_EQ(result.verdict, Verdict::kPass) << steps << result.text << result.actual;
  }

  CaseSet set_;
  PlayResult result_;
  Given given_;
  size_t refused_ = 0;
  std::string level_ = "MUST";
  std::string header_keys_;  // more lines of [keys]
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_PLAYER_FIXTURE_H_
