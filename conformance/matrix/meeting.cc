#include "conformance/matrix/meeting.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "conformance/report/text.h"
#include "core/testing/hex.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

// A plaintext of 16 MiB, in hexadecimal, passes through two processes and back.
constexpr std::chrono::milliseconds kTalkPatience{20'000};
constexpr std::chrono::milliseconds kLastWordsPatience{500};

SecretText SecretOf(noise::Role role) {
  SecretText secret;
  secret.bytes.fill(role == noise::Role::kInitiator ? 0x11 : 0x21);
  return secret;
}

std::expected<std::unique_ptr<ChildProcess>, std::string> StartTalking(const ListedPeer& peer,
                                                                       const Config& config,
                                                                       const std::string& address) {
  // The started process is the IUT.
  Keys keys;
  keys.iut_s = SecretOf(config.role);
  keys.peer = SecretOf(noise::Peer(config.role));
  CommandTemplate::Values values = Adapter::ValuesOf(config, keys);
  values["addr"] = address;
  values["mode"] = "talk";
  return peer.adapter.StartProcess(values, {});
}

// A plaintext in which misplaced bytes show, different for each size.
std::string PlaintextOf(size_t size) {
  std::vector<uint8_t> bytes(size);
  for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<uint8_t>((i * 31) ^ (i >> 8) ^ size);
  return ToHex(bytes);
}

// The last line of a process on stderr, if any.
std::string LastWords(ChildProcess& process) {
  process.Wait(In(kLastWordsPatience, 1.0));
  const auto lines = LastLines(Printable(process.ErrorTail()), 1);
  return lines.empty() ? "" : ": " + lines.front();
}

// Returns the failure, or "".
std::string Say(size_t size, ChildProcess& initiator) {
  const std::string plaintext = PlaintextOf(size);
  const Deadline deadline = In(kTalkPatience, 1.0);
  if (!initiator.WriteLine(plaintext, deadline)) {
    return fmt::format("the initiator does not accept {} bytes{}", size, LastWords(initiator));
  }
  const auto answer = initiator.WaitForLine("", deadline);
  if (!answer) return fmt::format("{} bytes do not come back{}", size, LastWords(initiator));
  return *answer == plaintext ? "" : fmt::format("{} bytes come back changed", size);
}

// Returns the sizes below `largest`, and `largest`.
std::vector<size_t> SizesUpTo(size_t largest, const std::vector<size_t>& sizes) {
  std::vector<size_t> some;
  std::ranges::copy_if(sizes, std::back_inserter(some),
                       [&](size_t size) { return size < largest; });
  some.push_back(largest);
  return some;
}

}  // namespace

MetResponder::MetResponder(const ListedPeer& peer, Suite suite, Framing framing)
    : peer_(peer), suite_(suite), framing_(framing) {
  auto process = StartTalking(peer, {noise::Role::kResponder, suite, framing}, "127.0.0.1:0");
  if (!process) {
    wrong_ = process.error();
    return;
  }
  process_ = *std::move(process);
  const auto said = process_->WaitForLine("LISTEN ", In(kStartPatience, 1.0));
  if (!said) {
    wrong_ = "the responder does not listen" + LastWords(*process_);
    return;
  }
  auto address = ListenAddress(*said, "127.0.0.1:0");
  if (!address) wrong_ = "the responder " + address.error();
  if (address) address_ = *std::move(address);
}

Meeting Meet(const ListedPeer& initiator, const MetResponder& responder,
             const std::vector<size_t>& sizes) {
  const size_t framing = FrameLengthMax(responder.framing()) - kTagSize;
  Meeting meeting{.initiator = initiator.name,
                  .responder = responder.peer().name,
                  .largest = std::min({initiator.largest, responder.peer().largest, framing}),
                  .wrong = responder.wrong()};
  if (!meeting.wrong.empty()) return meeting;
  const Config config{noise::Role::kInitiator, responder.suite(), responder.framing()};
  const auto process = StartTalking(initiator, config, responder.address());
  if (!process) {
    meeting.wrong = process.error();
    return meeting;
  }
  (*process)->AllowLongLines();
  for (const size_t size : SizesUpTo(meeting.largest, sizes)) {
    meeting.wrong = Say(size, **process);
    if (!meeting.wrong.empty()) break;
  }
  return meeting;
}

}  // namespace asmtp::conformance
