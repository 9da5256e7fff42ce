// Agreement: where several implementations do the same in a case, and where they do not. A
// disagreement is a mistake of one of them, or a place where the specification can be read in two
// ways.
//
//   const std::vector<Disagreement> list = DisagreementsOf(reports);
//   WriteAgreement(reports, list)
//
//   verdict     PASS and FAIL
//   behaviour   both PASS, and one closed where the other was silent
//   close       both closed, with a FIN and with a RST: as good, unless a case tells them apart
//
// What one of them does not support, or could not be judged in, says nothing about agreement.
#ifndef ASMTP_CONFORMANCE_REPORT_AGREEMENT_H_
#define ASMTP_CONFORMANCE_REPORT_AGREEMENT_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/report/report.h"

namespace asmtp::conformance {

struct Disagreement {
  enum class Kind : uint8_t { kVerdict, kBehaviour, kClose };
  Kind kind = Kind::kVerdict;
  std::vector<const ReportResult*> results;  // one for each report; null where it was not played
  size_t runs = 1;                           // of this case, in which they disagree in this way
};

// Returns "verdict", "behaviour" or "close".
std::string_view Name(Disagreement::Kind kind);

// Borrows the reports. In the order of the cases.
std::vector<Disagreement> DisagreementsOf(std::span<const Report> reports);

// Whether they disagree in more than in how they close.
bool IsGrave(std::span<const Disagreement> disagreements);

// Returns a grid: a row for each family of cases, a column for each implementation, and the list of
// disagreements below it.
std::string WriteAgreement(std::span<const Report> reports,
                           std::span<const Disagreement> disagreements);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_AGREEMENT_H_
