// Packed: compressed text for a page.
#ifndef ASMTP_CONFORMANCE_REPORT_SHARED_PACKED_H_
#define ASMTP_CONFORMANCE_REPORT_SHARED_PACKED_H_

#include <string>
#include <string_view>

namespace asmtp::conformance {

// Returns the text as gzip (RFC 1952) in base64 (RFC 4648), a tenth of the size of a report. A
// browser unpacks it with atob and DecompressionStream('gzip').
std::string Packed(std::string_view text);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SHARED_PACKED_H_
