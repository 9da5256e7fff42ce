// JunitXml: test results as JUnit XML, for CI services. conformance/report/junit.xsd is its schema.
//
//   JunitSuite suite{.name = "asmtp_frame"};
//   suite.tests.push_back({.name = "fuzz", .classname = "asmtp_frame"});
//   WriteJunit("asmtp-fuzz", 60.5, {suite})
#ifndef ASMTP_CONFORMANCE_REPORT_SHARED_JUNIT_XML_H_
#define ASMTP_CONFORMANCE_REPORT_SHARED_JUNIT_XML_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asmtp::conformance {

// The result of a test. All but kPassed become an element of that name.
enum class JunitEnding : uint8_t { kPassed, kFailure, kError, kSkipped };

using JunitProperties = std::vector<std::pair<std::string, std::string>>;

struct JunitTest {
  std::string name;
  std::string classname;
  double seconds = 0;
  JunitProperties properties;
  JunitEnding ending = JunitEnding::kPassed;
  std::string type;     // of a failure or an error
  std::string message;  // one line
  std::string body;     // of a failure or an error
  std::string output;
  std::string errors;
};

struct JunitSuite {
  std::string name;
  std::string date;  // "2026-01-31T12:00:00Z"; omitted if empty
  JunitProperties properties;
  std::vector<JunitTest> tests;
};

// Omits properties without a value, and empty texts.
std::string WriteJunit(std::string_view name, double seconds, std::span<const JunitSuite> suites);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SHARED_JUNIT_XML_H_
