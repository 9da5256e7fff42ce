// Events as lines of text, for consoles and logs.
//
//     340 us  sent m2: send msg get-passport id=rep(33,16)
//             nonce 1, key 3f0a1b22 after 0 rekeys
//      plain       0  04                                 type
//                  1  33333333333333333333333333333333   id
//      wire   33 bytes  aabb3333..33333333
#ifndef ASMTP_CONFORMANCE_REPORT_EVENT_TEXT_H_
#define ASMTP_CONFORMANCE_REPORT_EVENT_TEXT_H_

#include <string>
#include <vector>

#include "conformance/report/report.h"

namespace asmtp::conformance {

// Returns the time and text of an event, and the key of a frame.
std::vector<std::string> LinesOf(const ReportEvent& event);
// Returns the bytes of an event, by field if the fields are known, in at most `most_lines` lines.
std::vector<std::string> ByteLinesOf(const ReportEvent& event, size_t most_lines = 16);
// Returns "nonce 1, key 3f0a1b22 after 0 rekeys".
std::string Describe(const ReportFrame& frame);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_EVENT_TEXT_H_
