// Update: plays the cases of a file again and refreshes its captured lines.
//
//   auto updated = Update(one_case, text, start, {});
//   updated->text                          the file, with new bytes after the '~' of its lines
//   updated->lines                         the number of changed lines
#ifndef ASMTP_CONFORMANCE_RECORD_UPDATE_H_
#define ASMTP_CONFORMANCE_RECORD_UPDATE_H_

#include <functional>
#include <string>
#include <vector>

#include "conformance/record/recorder.h"

namespace asmtp::conformance {

struct Updated {
  std::string text;
  size_t lines = 0;                  // changed
  std::vector<std::string> skipped;  // why the lines of some configurations are unchanged
};

// Starts an IUT for a configuration. Fails with `unsupported` if the IUT does not support it.
struct UpdateFailure {
  bool unsupported = false;
  std::string what;
};
using StartIut =
    std::function<std::expected<std::unique_ptr<Iut>, UpdateFailure>(const Config&, const Keys&)>;

// Plays the case in every role and suite with captured lines in the file. `text` is the text of the
// file. Fails with a sentence, without an update.
std::expected<Updated, std::string> Update(const Case& one_case, std::string text,
                                           const StartIut& start, const RecordOptions& options);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_UPDATE_H_
