#include "conformance/endpoint/arguments.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "conformance/cli/command.h"

namespace asmtp::endpoint {
namespace {

constexpr double kDeadlineMax = 1e6;  // seconds
constexpr size_t kCountMax = 1'000'000;

// Checks that the whole text is a number within bounds; "nan" and "16x" are invalid. The parser
// puts the name of the option before the sentence.
template <class Number>
cli::ValueCheck NumberWithin(Number min, Number max, const std::string& kind) {
  return {.why_not = [min, max, kind](const std::string& text) -> std::string {
    Number number;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc() && rest == end && number >= min && number <= max) return "";
    return "'" + text + "' is not a " + kind;
  }};
}

std::vector<cli::Option> Options(Arguments& a) {
  const auto seconds = NumberWithin(0.0, kDeadlineMax, "number of seconds from 0 to 1000000");
  const auto count = NumberWithin<size_t>(0, kCountMax, "whole number from 0 to 1000000");
  return {
      {"--caps", &a.caps, "print the capabilities of this endpoint as one line of JSON and exit"},
      {"--role", &a.role, "responder or initiator"},
      {"--mode", &a.mode,
       "what to do with messages: sink (T0: nothing), echo (T1, the default: send them back) or "
       "events (T2: print lines of JSON); node (T0: answer nothing, send a gossip now and then, "
       "and "
       "refuse a second session of one identity). A plaintext that is not a message ends the "
       "connection. "
       "talk: a responder sends back every plaintext; an initiator sends the plaintexts on stdin, "
       "one per line in hexadecimal digits, and prints the answers"},
      {"--addr", &a.address,
       "host:port on which a responder listens (default 127.0.0.1:0), or to which an initiator "
       "connects"},
      {"--suite", &a.suite, "ed25519 (default) or 25519"},
      {"--framing", &a.framing, "u32 (default) or u16"},
      {"--max-frame", &a.max_frame,
       "maximum length of a frame, in bytes of ciphertext (default 16777216); the framing u16 "
       "limits it to 65533",
       NumberWithin<uint32_t>(kFrameLengthMin, FrameLengthMax(Framing::kU32),
                              "whole number from 16 to 4294967291")},
      {"--secret", &a.secret, "own secret key, 64 hexadecimal digits (default: --secret-file)"},
      {"--secret-file", &a.secret_file,
       "file that contains the secret key (default: ASMTP_IUT_SECRET)"},
      {"--peer", &a.peer,
       "public key of the responder, or of the only initiator to accept (default: "
       "ASMTP_PEER_PUBLIC)"},
      {"--ephemeral", &a.ephemeral,
       "for tests only, breaks forward secrecy: secret of the ephemeral key of every handshake "
       "(default: ASMTP_EPHEMERAL)"},
      {"--persistent", &a.persistent,
       "initiator: connect once for each line 'CONNECT host:port [KEY]' on stdin, one connection "
       "at a time"},
      {"--until-eof", &a.until_eof, "responder: exit when stdin ends"},
      {"--connect-deadline", &a.connect_deadline, "seconds to connect (10); 0: no deadline",
       seconds},
      {"--handshake-deadline", &a.handshake_deadline,
       "seconds for the handshake (10); 0: no deadline", seconds},
      {"--idle-deadline", &a.idle_deadline,
       "seconds without a transferred byte (300); 0: no deadline", seconds},
      {"--handshakes-max", &a.handshakes_max,
       "responder: maximum number of handshakes in progress (4096), and at most three quarters of "
       "the descriptors; 0: no other limit. At the limit, a new handshake ends the oldest of "
       "the network (IPv4 address or IPv6 /64) with the most",
       count},
      {"--sessions-max", &a.sessions_max,
       "responder: maximum number of open sessions, with the same rule; 0 (default): as many as "
       "there are descriptors left",
       count},
      {"--gossip-every", &a.gossip_every,
       "mode node: seconds between two gossips in each session (0.2); 0: none", seconds}};
}

// An error must not quote unknown arguments: after a misspelt option, one may be a secret.
std::string WithoutValues(const std::vector<std::string>& extras) {
  const auto option =
      std::ranges::find_if(extras, [](const auto& text) { return text.starts_with("--"); });
  if (option == extras.end()) return "unexpected argument; see --help";
  return "unknown option '" + option->substr(0, option->find('=')) + "'; see --help";
}

}  // namespace

std::expected<void, Ending> ReadArguments(int argc, const char* const* argv, Arguments& a) {
  std::vector<std::string> extras;
  const auto read = cli::Parse(
      {.name = argv[0],
       .about =
           "Run an ASMTP endpoint that follows the adapter contract of the conformance runner.",
       .options = Options(a),
       .extras = &extras},
      {argv + 1, argv + argc});
  if (!read && read.error().is_help) return std::unexpected(Ending{kExitOk, read.error().text});
  if (!read) return Usage(read.error().text);
  if (!extras.empty()) return Usage(WithoutValues(extras));
  return {};
}

}  // namespace asmtp::endpoint
