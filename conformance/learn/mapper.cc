#include "conformance/learn/mapper.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "conformance/iut/adapted_iut.h"
#include "conformance/play/player.h"
#include "conformance/transcript/contains.h"
#include "core/testing/interrupt.h"

namespace asmtp::conformance {
namespace {

// Required answers get more time than optional ones.
constexpr Milliseconds kDuePatience{2000};

// An answer may take as many times as long as the slowest of the last ones.
constexpr double kAnswersAsSlow = 4;
// The least wait for an answer that is due: a machine may pause for that long.
constexpr Milliseconds kDueLeast{1000};

SecretText SecretOfStranger() {
  SecretText secret;
  secret.bytes.fill(0x33);
  return secret;
}

// Returns what an IUT is started with, or told about, for sessions with these keys.
std::expected<Keys, std::string> KeysFor(const IutSource& source, noise::Role role, CaseKeys keys) {
  Case with_keys;
  with_keys.keys = std::move(keys);
  return source.KeysFor(with_keys, role);
}

std::string AnswerOf(const Outcome& outcome, const Bytes& sent) {
  switch (outcome.kind) {
    case Outcome::Kind::kSilence:
      return "silence";
    case Outcome::Kind::kFin:
    case Outcome::Kind::kRst:
      return "close";
    case Outcome::Kind::kInitialize:
    case Outcome::Kind::kResponse:
      return outcome.verified ? "response" : "bytes";
    case Outcome::Kind::kMessage:
      return outcome.plaintext == sent ? "echo" : "message";
    case Outcome::Kind::kPlain:
      return "plain";
    case Outcome::Kind::kBytes:
      return "bytes";
  }
  return "bytes";
}

}  // namespace

std::expected<Keys, std::string> KeysOfStranger(const Alphabet& alphabet, const IutSource& source,
                                                noise::Role role) {
  CaseKeys keys = alphabet.keys;
  keys.iut_peer = std::exchange(keys.runner_s, SecretOfStranger());
  return KeysFor(source, role, std::move(keys));
}

Patience::Duration Patience::For(Subject subject, std::string_view phase,
                                 std::string_view symbol) const {
  const Place place{phase, symbol};
  const bool may_be_silent =
      Contains(FindRules(subject, phase, symbol), "silence", &PhaseRule::output);
  const bool is_due = answered_.contains(place) || !may_be_silent;
  const Duration base = std::max(least_, kAnswersAsSlow * std::ranges::max(last_));
  return is_due && !silent_.contains(place) ? std::max<Duration>(10 * base, kDueLeast) : base;
}

void Patience::NoteSilence(std::string_view phase, std::string_view symbol) {
  silent_.emplace(phase, symbol);
}

void Patience::NoteAnswer(std::string_view phase, std::string_view symbol, Duration took) {
  answered_.emplace(phase, symbol);
  last_[answers_++ % last_.size()] = took;
}

Conversation::Conversation(const Alphabet& alphabet, const Config& config, Keys keys,
                           std::unique_ptr<Channel> channel, Patience& patience, bool is_node)
    : alphabet_(alphabet),
      config_(config),
      keys_(std::move(keys)),
      is_node_(is_node),
      channel_(std::move(channel)),
      patience_(patience),
      phase_(FirstPhase(config.role)) {}

Peer& Conversation::PeerOf(const Step* symbol) {
  if (peer_) return *peer_;
  if (symbol != nullptr && symbol->session == kStranger) keys_.runner_s = SecretOfStranger();
  return peer_.emplace(config_, keys_, std::move(channel_));
}

bool Conversation::BeginsCorrectly() {
  if (config_.role == noise::Role::kResponder) return true;
  const Outcome outcome = PeerOf(nullptr).Next(After(kDuePatience, 1));
  return outcome.kind == Outcome::Kind::kInitialize && outcome.verified;
}

std::string Conversation::Say(const Step& symbol) {
  if (is_closed_) return "closed";
  const Bytes plaintext = Send(symbol);
  const auto begin = Clock::now();
  const Subject subject{.role = config_.role, .is_node = is_node_};
  std::string answer =
      AwaitAnswer(plaintext, After(patience_.For(subject, phase_, symbol.label), 1));
  if (answer == "silence") {
    patience_.NoteSilence(phase_, symbol.label);
  } else {
    patience_.NoteAnswer(phase_, symbol.label, Clock::now() - begin);
  }
  is_closed_ = answer == "close";
  FollowSpec(symbol, answer);
  return answer;
}

std::string Conversation::AwaitAnswer(const Bytes& sent, Deadline deadline) {
  std::string answer = AnswerOf(peer_->Next(deadline), sent);
  while (is_node_ && answer == "message" && !IsOver(deadline) && !IsInterrupted()) {
    answer = AnswerOf(peer_->Next(deadline), sent);
  }
  return is_node_ && answer == "message" ? "silence" : answer;
}

void Conversation::FollowSpec(const Step& symbol, std::string_view answer) {
  const auto rules = FindRules({.role = config_.role, .is_node = is_node_}, phase_, symbol.label);
  const auto right = std::ranges::find(rules, answer, &PhaseRule::output);
  phase_ = right == rules.end() ? std::string_view() : right->next;
}

Bytes Conversation::Send(const Step& symbol) {
  Peer& peer = PeerOf(&symbol);
  const Deadline deadline = After(kDuePatience, 1);
  if (std::holds_alternative<Shutdown>(symbol.body)) {
    peer.channel().Shutdown();
    return {};
  }
  auto sent = std::holds_alternative<HandshakeFrame>(symbol.body)
                  ? SendHandshakeFrame(symbol, deadline)
                  : peer.Send(symbol, names_, deadline);
  if (!sent) sent = peer.Send(alphabet_.stray, names_, deadline);
  if (!sent) return {};
  names_[symbol.label + ".wire"] = sent->wire;
  return sent->plaintext;
}

OrWhy<Sent> Conversation::SendHandshakeFrame(const Step& symbol, Deadline deadline) {
  if (std::exchange(handshake_sent_, true))
    return std::unexpected("only one handshake frame per session");
  return peer_->SendHandshakeFrame(symbol, names_, deadline);
}

OrWhy<void> Mapper::Begin() {
  auto keys = KeysFor(source_, config_.role, alphabet_.keys);
  if (!keys) return std::unexpected(keys.error());
  if (!iut_ || !iut_->IsRunning()) {
    auto started = source_.Start(config_, *keys);
    if (!started) return std::unexpected(started.error().what);
    iut_ = *std::move(started);
  }
  auto channel = iut_->Open(In(kConnectPatience, 1));
  if (!channel) return std::unexpected(channel.error());
  conversation_.emplace(alphabet_, config_,
                        KeysOfSession(*std::move(keys), {.identity = source_.Identities()}),
                        *std::move(channel), patience_, source_.IsNode());
  ++sessions_;
  if (conversation_->BeginsCorrectly()) return {};
  return std::unexpected("the IUT does not begin with a valid initialize");
}

OrWhy<std::string> Mapper::Say(std::string_view name) {
  const Step* symbol = alphabet_.Find(name);
  if (symbol == nullptr) return std::unexpected(fmt::format("unknown symbol '{}'", name));
  if (!conversation_) {
    if (const auto begun = Begin(); !begun) return std::unexpected(begun.error());
  }
  ++symbols_;
  const std::string answer = conversation_->Say(*symbol);
  return answer == "close" && iut_->Crash(false) ? "crash" : answer;
}

}  // namespace asmtp::conformance
