// Checks of reports by external programs, for tests: xmllint and Python's jsonschema.
//
//   EXPECT_EQ(CheckXml(WriteJunit(report), "conformance/report/junit.xsd"), "");
#ifndef ASMTP_CONFORMANCE_REPORT_EXTERNAL_CHECK_H_
#define ASMTP_CONFORMANCE_REPORT_EXTERNAL_CHECK_H_

#include <string>
#include <string_view>

namespace asmtp::conformance {

// Returns "" if the text is XML that conforms to the schema, else the message of xmllint.
std::string CheckXml(std::string_view text, const std::string& schema);
// Returns the string value of an XPath expression, by xmllint.
std::string XPath(std::string_view text, const std::string& expression);
// Returns "" if the text is JSON that conforms to the schema, else the message of jsonschema.
std::string CheckJson(std::string_view text, const std::string& schema);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_EXTERNAL_CHECK_H_
