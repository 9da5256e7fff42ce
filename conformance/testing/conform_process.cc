#include "conformance/testing/conform_process.h"

#include <gtest/gtest.h>

#include "conformance/iut/child_process.h"

namespace asmtp::conformance {

Ended Conform(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "conformance/runner/asmtp-conform");
  auto child = ChildProcess::Start(
      arguments, {"ASMTP_ENDPOINT=conformance/endpoint/asmtp-endpoint", "ASMTP_ROOT=."});
  if (!child) {
    ADD_FAILURE() << child.error();
    return {};
  }
  const Deadline deadline = Clock::now() + std::chrono::seconds(200);
  Ended ended{.status = -1, .out = (*child)->WaitForOutput(deadline), .err = {}};
  if (const auto status = (*child)->Wait(deadline)) ended.status = status->code;
  ended.err = (*child)->ErrorTail();
  return ended;
}

}  // namespace asmtp::conformance
