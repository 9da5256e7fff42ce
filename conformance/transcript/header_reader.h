// HeaderReader: the lines before the first section of a case file, and its keys.
//
//   ReadHeaderLine(line, header, families)     one "key value" line
//   ReadKeyLine(line, keys)                    one "runner.s = HEX" line
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_HEADER_READER_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_HEADER_READER_H_

#include <expected>
#include <set>
#include <string>
#include <vector>

#include "conformance/transcript/line.h"
#include "conformance/transcript/transcript.h"

namespace asmtp::conformance {

// A variable of a family and its values, one case each.
struct Family {
  std::string name;
  std::vector<std::string> values;
};

inline constexpr size_t kFamilySizeMax = 4096;

struct HeaderText {
  Header header;
  std::vector<Family> families;
  std::set<std::string, std::less<>> seen;  // keys seen so far
};

// Reads one line into `text`. Fails with what was expected.
std::expected<void, std::string> ReadHeaderLine(const Line& line, HeaderText& text);

// Checks that the required keys are present, and fills in defaults.
std::expected<void, std::string> FinishHeader(HeaderText& text);

// Reads one line of [keys]. Fails with what was expected; an error never contains a secret.
std::expected<void, std::string> ReadKeyLine(const Line& line, CaseKeys& keys);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_HEADER_READER_H_
