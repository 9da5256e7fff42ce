// Mapper: sends symbols to an implementation, one after the other in a session, and returns the
// answer to each.
//
//   Mapper mapper(alphabet, config, source, std::chrono::milliseconds(100));
//   mapper.Reset();                      a fresh session for the next symbol
//   mapper.Say("init")                   "response"
//   mapper.Say("message")                "echo"
//
// Answers: response, echo, message (different from the one sent), plain (a frame whose plaintext is
// not a message), bytes (that do not verify), silence, close, crash; closed to every symbol after
// close or crash.
#ifndef ASMTP_CONFORMANCE_LEARN_MAPPER_H_
#define ASMTP_CONFORMANCE_LEARN_MAPPER_H_

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "conformance/iut/iut_source.h"
#include "conformance/learn/alphabet.h"
#include "conformance/learn/phase_table.h"
#include "conformance/play/config.h"
#include "conformance/play/peer.h"

namespace asmtp::conformance {

// The name of the session with a static key that the IUT is not told to expect.
inline constexpr std::string_view kStranger = "stranger";
// Returns the keys of that session. Whoever welcomes everybody has none.
std::expected<Keys, std::string> KeysOfStranger(const Alphabet& alphabet, const IutSource& source,
                                                noise::Role role);

// How long to wait for an answer. An answer that the phase tables make optional gets the base time,
// unless it came there before. Any other gets ten times as much, unless it was missing there before.
// The base time follows the slowest of the last answers, because a busy machine delays all of them.
class Patience {
 public:
  using Duration = std::chrono::duration<double>;

  explicit Patience(Duration least) : least_(least) {}

  Duration For(Subject subject, std::string_view phase, std::string_view symbol) const;
  void NoteSilence(std::string_view phase, std::string_view symbol);
  void NoteAnswer(std::string_view phase, std::string_view symbol, Duration took);

 private:
  using Place = std::pair<std::string, std::string>;  // phase and symbol

  Duration least_;
  std::array<Duration, 32> last_{};  // how long the last answers took
  size_t answers_ = 0;
  std::set<Place> silent_;
  std::set<Place> answered_;
};

// A session in which symbols are sent.
class Conversation {
 public:
  // A node may send frames of its own accord, which are passed over.
  Conversation(const Alphabet& alphabet, const Config& config, Keys keys,
               std::unique_ptr<Channel> channel, Patience& patience, bool is_node = false);

  // Whether the IUT begins correctly: an initiator sends its initialize.
  bool BeginsCorrectly();
  std::string Say(const Step& symbol);

 private:
  // The runner's side of the session, chosen by the first symbol.
  Peer& PeerOf(const Step* symbol);
  // Returns the plaintext, if there is one.
  Bytes Send(const Step& symbol);
  OrWhy<Sent> SendHandshakeFrame(const Step& symbol, Deadline deadline);
  std::string AwaitAnswer(const Bytes& sent, Deadline deadline);
  // Moves to the phase of SPEC.md after this answer.
  void FollowSpec(const Step& symbol, std::string_view answer);

  const Alphabet& alphabet_;
  const Config& config_;
  Keys keys_;
  bool is_node_;
  std::unique_ptr<Channel> channel_;  // until there is a peer
  Patience& patience_;
  std::string_view phase_;  // of SPEC.md; "" after a deviation
  std::optional<Peer> peer_;
  Names names_;
  bool handshake_sent_ = false;
  bool is_closed_ = false;
};

class Mapper {
 public:
  // `patience` is the base time of Patience. All other arguments must outlive the mapper.
  Mapper(const Alphabet& alphabet, const Config& config, const IutSource& source,
         Milliseconds patience)
      : alphabet_(alphabet), config_(config), source_(source), patience_(patience) {}

  void Reset() { conversation_.reset(); }
  // Fails with a sentence if the symbol is unknown, or if the IUT cannot be reached or does not
  // begin correctly.
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
