// Agreement: where several implementations behave alike in a case, and where they differ. A
// disagreement is a bug in one of them, or an ambiguity of the specification.
//
//   const std::vector<Disagreement> list = DisagreementsOf(reports);
//   WriteAgreement(reports, list)
//
//   verdict     one PASS, one FAIL
//   behaviour   one closed, the other was silent; SPEC.md allows both, because both PASS
//   close       both closed, one with FIN and one with RST; equivalent unless a case says otherwise
//
// UNSUPPORTED and BLOCKED results are not compared.
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
  std::vector<const ReportResult*> results;  // one for each report; null if not played
  size_t runs = 1;                           // of this case, with the same disagreement
};

// Returns "verdict", "behaviour" or "close".
std::string_view Name(Disagreement::Kind kind);

// Returns the disagreements in the order of the cases. Borrows the reports.
std::vector<Disagreement> DisagreementsOf(std::span<const Report> reports);

// Whether there is a disagreement that SPEC.md does not allow.
bool IsGrave(std::span<const Disagreement> disagreements);

// Returns a table with a row for each family of cases and a column for each implementation,
// followed by the list of disagreements.
std::string WriteAgreement(std::span<const Report> reports,
                           std::span<const Disagreement> disagreements);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_AGREEMENT_H_
