#include "conformance/testing/conform_process.h"

#include <gtest/gtest.h>

#include <utility>

#include "conformance/play/peer.h"
#include "core/testing/hex.h"
#include "core/testing/names.h"

namespace asmtp::conformance {

std::unique_ptr<ChildProcess> StartWithCorpus(const std::vector<std::string>& words) {
  auto child = ChildProcess::Start(
      words, {"ASMTP_ENDPOINT=conformance/endpoint/asmtp-endpoint", "ASMTP_ROOT=."});
  if (child) return *std::move(child);
  ADD_FAILURE() << child.error();
  return nullptr;
}

Ended WaitForEnd(ChildProcess& child) {
  // Only a hanging program takes this long.
  const Deadline deadline = Clock::now() + std::chrono::minutes(14);
  Ended ended{.status = -1, .out = child.WaitForOutput(deadline), .err = {}};
  if (const auto status = child.Wait(deadline)) ended.status = status->code;
  ended.err = child.ErrorTail();
  return ended;
}

Ended Conform(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "conformance/runner/asmtp-conform");
  const auto child = StartWithCorpus(arguments);
  return child ? WaitForEnd(*child) : Ended();
}

std::string PublicOf(const std::string& secret, std::string_view suite) {
  SecretText text;
  EXPECT_TRUE(FromHexInto(secret, text.bytes)) << secret;
  return ToHex(StaticPair(SuiteOf(suite).value(), text).public_key().bytes());
}

Ended Shell(const std::string& command) {
  const auto child = StartWithCorpus({"sh", "-c", command});
  return child ? WaitForEnd(*child) : Ended();
}

}  // namespace asmtp::conformance
