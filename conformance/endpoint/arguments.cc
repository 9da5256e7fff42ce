#include "conformance/endpoint/arguments.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "conformance/cli/command.h"

namespace asmtp::endpoint {
namespace {

constexpr double kDeadlineMax = 1e6;  // seconds

// A number within bounds, in full, so that "nan" and "16x" are none. The name of the option comes
// before the sentence.
template <class Number>
cli::ValueCheck NumberWithin(Number min, Number max, const std::string& kind) {
  return {.why_not = [min, max, kind](const std::string& text) -> std::string {
    Number number;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc() && rest == end && number >= min && number <= max) return "";
    return "'" + text + "' is no " + kind;
  }};
}

std::vector<cli::Option> Options(Arguments& a) {
  const auto seconds = NumberWithin(0.0, kDeadlineMax, "number of seconds from 0 to 1000000");
  return {{"--caps", &a.caps, "print what this endpoint can do as one line of JSON, and exit"},
          {"--role", &a.role, "responder or initiator"},
          {"--mode", &a.mode,
           "what becomes of a message: sink (T0), echo (T1, the default: sent back), events "
           "(T2: lines of JSON on stdout); what is no message ends the connection; talk: a "
           "responder sends back every plaintext, an initiator sends those of its stdin, a "
           "line of hexadecimal digits each, and prints what comes back"},
          {"--addr", &a.address,
           "host:port; a responder listens there (default 127.0.0.1:0), an initiator "
           "connects to it"},
          {"--suite", &a.suite, "ed25519 (default) or 25519"},
          {"--framing", &a.framing, "u32 (default) or u16"},
          {"--max-frame", &a.max_frame,
           "largest length of a frame, in bytes of ciphertext (default 16777216); the framing "
           "u16 has a largest of its own, 65533",
           NumberWithin<uint32_t>(kFrameLengthMin, FrameLengthMax(Framing::kU32),
                                  "whole number from 16 to 4294967291")},
          {"--secret", &a.secret, "own secret key, 64 hexadecimal digits; or:"},
          {"--secret-file", &a.secret_file,
           "file that holds it (else it is taken from ASMTP_IUT_SECRET)"},
          {"--peer", &a.peer,
           "public key of the responder, or of the only initiator to accept (else it is taken "
           "from ASMTP_PEER_PUBLIC)"},
          {"--ephemeral", &a.ephemeral,
           "for tests only, it gives forward secrecy away: secret of the ephemeral key of "
           "every handshake (else it is taken from ASMTP_EPHEMERAL)"},
          {"--persistent", &a.persistent,
           "initiator: one connection after the other, for lines 'CONNECT host:port [KEY]' on "
           "stdin"},
          {"--until-eof", &a.until_eof,
           "exit when stdin ends; an initiator ends with its connection in any case"},
          {"--connect-deadline", &a.connect_deadline, "seconds (10), 0: none", seconds},
          {"--handshake-deadline", &a.handshake_deadline, "seconds (10), 0: none", seconds},
          {"--idle-deadline", &a.idle_deadline, "seconds (0), 0: none", seconds}};
}

// An error would name unknown arguments, which may be a secret after a misspelt option.
std::string WithoutValues(const std::vector<std::string>& extras) {
  const auto option =
      std::ranges::find_if(extras, [](const auto& text) { return text.starts_with("--"); });
  if (option == extras.end()) return "there is an argument too many; see --help";
  return "there is no option '" + option->substr(0, option->find('=')) + "'; see --help";
}

}  // namespace

std::expected<void, Ending> ReadArguments(int argc, const char* const* argv, Arguments& a) {
  std::vector<std::string> extras;
  const auto read = cli::Parse(
      {.name = argv[0],
       .about = "An ASMTP endpoint behind the adapter contract of the conformance runner.",
       .options = Options(a),
       .extras = &extras},
      {argv + 1, argv + argc});
  if (!read && read.error().is_help) return std::unexpected(Ending{kExitOk, read.error().text});
  if (!read) return Usage(read.error().text);
  if (!extras.empty()) return Usage(WithoutValues(extras));
  return {};
}

}  // namespace asmtp::endpoint
