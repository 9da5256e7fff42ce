// FrameText: what waits on the wire, and what was done to it, as the tampers of a case.
//
//   frame.Tamper(action)             "" or what cannot be said of it
//   frame.Lines()                    {"frame xor 01 at 3"}
#ifndef ASMTP_FUZZ_CASES_FRAME_TEXT_H_
#define ASMTP_FUZZ_CASES_FRAME_TEXT_H_

#include <optional>
#include <string>
#include <vector>

#include "fuzz/program/program.h"

namespace asmtp::fuzz {

struct FrameText {
  std::optional<size_t> seal;  // which of the sealed it is; of bytes of the attacker nothing
  std::vector<uint8_t> raw;    // these bytes, where it is none
  bool is_handshake_frame = false;
  std::vector<uint8_t> header;  // as it is now
  std::vector<uint8_t> header_as_sealed;
  size_t size = 0;                 // of all, at first
  std::vector<std::string> lines;  // tampers of the ciphertext or the handshake frame
  std::vector<uint8_t> suffix;
  std::optional<size_t> cut;  // of its bytes so many are left

  bool is_changed() const {
    return !lines.empty() || header != header_as_sealed || !suffix.empty() || cut.has_value();
  }

  // Does what the action says. Returns "", or why a case cannot say it.
  std::string Tamper(const Action& action);
  // The tampers of the step that sends it, without the first word.
  std::vector<std::string> Lines() const;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CASES_FRAME_TEXT_H_
