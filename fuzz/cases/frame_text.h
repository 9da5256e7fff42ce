// FrameText: a frame that waits on the wire, and its changes as the tampers of a case.
//
//   frame.Tamper(action)             "" or why a case cannot express it
//   frame.Lines()                    {"frame xor 01 at 3"}
#ifndef ASMTP_FUZZ_CASES_FRAME_TEXT_H_
#define ASMTP_FUZZ_CASES_FRAME_TEXT_H_

#include <optional>
#include <string>
#include <vector>

#include "fuzz/program/program.h"

namespace asmtp::fuzz {

struct FrameText {
  std::optional<size_t> seal;  // index among the sealed frames; empty for attacker's bytes
  std::vector<uint8_t> raw;    // the attacker's bytes
  bool is_handshake_frame = false;
  std::vector<uint8_t> header;  // current header
  std::vector<uint8_t> header_as_sealed;
  size_t size = 0;                 // original size of the whole frame
  std::vector<std::string> lines;  // tampers of the ciphertext or the handshake frame
  std::vector<uint8_t> suffix;
  std::optional<size_t> cut;  // bytes left after truncation

  bool is_changed() const {
    return !lines.empty() || header != header_as_sealed || !suffix.empty() || cut.has_value();
  }

  // Applies the action. Returns "", or why a case cannot express it.
  std::string Tamper(const Action& action);
  // Returns the tampers of the step that sends it, without the keyword.
  std::vector<std::string> Lines() const;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CASES_FRAME_TEXT_H_
