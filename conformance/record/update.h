// Update: plays the cases of a file again and refreshes what the file has captured.
//
//   auto updated = Update(one_case, text, start, {});
//   updated->text                          the file, other bytes behind the '~' of its lines
//   updated->lines                         how many of them changed
#ifndef ASMTP_CONFORMANCE_RECORD_UPDATE_H_
#define ASMTP_CONFORMANCE_RECORD_UPDATE_H_

#include <functional>
#include <string>
#include <vector>

#include "conformance/record/recorder.h"

namespace asmtp::conformance {

struct Updated {
  std::string text;
  size_t lines = 0;                  // that changed
  std::vector<std::string> skipped;  // why lines of some configurations were left as they are
};

// How a configuration gets its IUT: `unsupported` where the IUT says that it cannot do that.
struct UpdateFailure {
  bool unsupported = false;
  std::string what;
};
using StartIut =
    std::function<std::expected<std::unique_ptr<Iut>, UpdateFailure>(const Config&, const Keys&)>;

// Plays the case in every role and suite of which the file has captured lines. `text` is that of
// its file. Fails with a sentence; nothing is updated then.
std::expected<Updated, std::string> Update(const Case& one_case, std::string text,
                                           const StartIut& start, const RecordOptions& options);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_UPDATE_H_
