// Mapper: says symbols to an implementation, one after the other in a session, and tells what it
// answers to each.
//
//   Mapper mapper(alphabet, config, source, std::chrono::milliseconds(100));
//   mapper.Reset();                      a session of its own, with the next symbol
//   mapper.Say("init")                   "response"
//   mapper.Say("message")                "echo"
//
// Answers: response, echo, message (another one than was sent), plain (a frame that holds no
// message), bytes (that do not verify), silence, close, crash; and closed to whatever is said after
// these two.
#ifndef ASMTP_CONFORMANCE_LEARN_MAPPER_H_
#define ASMTP_CONFORMANCE_LEARN_MAPPER_H_

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "conformance/iut/iut_source.h"
#include "conformance/learn/alphabet.h"
#include "conformance/play/config.h"
#include "conformance/play/peer.h"

namespace asmtp::conformance {

// How long an answer is waited for: one that may stay away by the phase tables for a while, any
// other one ten times as long, unless it has stayed away there before.
class Patience {
 public:
  explicit Patience(Milliseconds least) : least_(least) {}

  Milliseconds For(noise::Role role, std::string_view phase, std::string_view symbol) const;
  void NoteSilence(std::string_view phase, std::string_view symbol);

 private:
  Milliseconds least_;
  std::set<std::pair<std::string, std::string>> silent_;
};

// A session in which symbols are said.
class Conversation {
 public:
  Conversation(const Alphabet& alphabet, const Config& config, std::unique_ptr<Channel> channel,
               Patience& patience);

  // Whether the IUT begins as it has to: an initiator with its `initialize`.
  bool BeginsRight();
  std::string Say(const Step& symbol);

 private:
  // The runner's side of it, which the first symbol chooses.
  Peer& PeerOf(const Step* symbol);
  // Returns the plaintext, where there is one.
  Bytes Send(const Step& symbol);
  OrWhy<Sent> SendHandshakeFrame(const Step& symbol, Deadline deadline);
  // Where the IUT is by SPEC.md after this answer.
  void FollowSpec(const Step& symbol, std::string_view answer);

  const Alphabet& alphabet_;
  const Config& config_;
  std::unique_ptr<Channel> channel_;  // until there is a peer
  Patience& patience_;
  std::string_view phase_;  // by SPEC.md; "" once it has left that
  std::optional<Peer> peer_;
  Names names_;
  bool handshake_sent_ = false;
  bool is_closed_ = false;
};

class Mapper {
 public:
  // `patience` is how long an answer is waited for that may stay away by the phase tables; any
  // other one is waited for ten times as long. All but it must outlive the mapper.
  Mapper(const Alphabet& alphabet, const Config& config, const IutSource& source,
         Milliseconds patience)
      : alphabet_(alphabet), config_(config), source_(source), patience_(patience) {}

  void Reset() { conversation_.reset(); }
  // Fails, with a sentence, where there is no such symbol, the IUT cannot be reached, or it does
  // not begin as it has to.
  OrWhy<std::string> Say(std::string_view symbol);

  size_t sessions() const { return sessions_; }
  size_t symbols() const { return symbols_; }

 private:
  OrWhy<void> Begin();

  const Alphabet& alphabet_;
  const Config& config_;
  const IutSource& source_;
  Patience patience_;
  std::unique_ptr<RunningIut> iut_;
  std::optional<Conversation> conversation_;
  size_t sessions_ = 0;
  size_t symbols_ = 0;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_LEARN_MAPPER_H_
