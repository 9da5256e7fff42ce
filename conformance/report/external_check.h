// Other people's programs as judges of what we write, for tests: xmllint and Python's jsonschema.
//
//   EXPECT_EQ(CheckXml(WriteJunit(report), "conformance/report/junit.xsd"), "");
#ifndef ASMTP_CONFORMANCE_REPORT_EXTERNAL_CHECK_H_
#define ASMTP_CONFORMANCE_REPORT_EXTERNAL_CHECK_H_

#include <string>
#include <string_view>

namespace asmtp::conformance {

// Returns "" where the text is XML that fits the schema, else what xmllint says.
std::string CheckXml(std::string_view text, const std::string& schema);
// Returns the string value of an XPath expression, as xmllint finds it.
std::string XPath(std::string_view text, const std::string& expression);
// Returns "" where the text is JSON that fits the schema, else what jsonschema says.
std::string CheckJson(std::string_view text, const std::string& schema);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_EXTERNAL_CHECK_H_
