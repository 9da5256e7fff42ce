// A report as JUnit XML for CI services: a suite for each configuration, a test for each case.
// junit.xsd is its schema.
//
//   <testsuites name="asmtp-conform" tests="8" failures="1" errors="0" skipped="0" time="1.250">
//     <testsuite name="responder ed25519 u32" ...>
//       <testcase name="frame/order/swapped" classname="responder.ed25519.u32" time="0.002">
//         <properties> <property name="clause" value="TR-8"/> ... </properties>
//         <failure type="FAIL" message="went on after a forged frame"> ... </failure>
//         <system-out> what was sent and received </system-out>
//
//   failure   FAIL, TIMEOUT, FLAKY, XPASS: unexpected behaviour of the IUT
//   error     CRASH, ERROR: the IUT or the harness failed
//   skipped   BLOCKED, UNSUPPORTED, XFAIL: no new information
#ifndef ASMTP_CONFORMANCE_REPORT_JUNIT_H_
#define ASMTP_CONFORMANCE_REPORT_JUNIT_H_

#include <string>

#include "conformance/report/report.h"

namespace asmtp::conformance {

std::string WriteJunit(const Report& report);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_JUNIT_H_
