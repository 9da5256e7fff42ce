// Refusal: the reason why a command did not run, with its exit status.
#ifndef ASMTP_CONFORMANCE_CLI_REFUSAL_H_
#define ASMTP_CONFORMANCE_CLI_REFUSAL_H_

#include <expected>
#include <string>

namespace asmtp::cli {

struct Refusal {
  int status;
  std::string text;  // one sentence
};

template <class T>
using OrRefusal = std::expected<T, Refusal>;

}  // namespace asmtp::cli

#endif  // ASMTP_CONFORMANCE_CLI_REFUSAL_H_
