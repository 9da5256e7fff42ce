// LearnSection: learned machines as a section of a report: drawings and differences from SPEC.md.
#ifndef ASMTP_CONFORMANCE_LEARN_LEARN_SECTION_H_
#define ASMTP_CONFORMANCE_LEARN_LEARN_SECTION_H_

#include <string>
#include <vector>

#include "conformance/learn/comparison.h"
#include "conformance/play/config.h"
#include "conformance/report/shared/section.h"

namespace asmtp::conformance {

// The result of learning an implementation in one configuration.
struct Learned {
  Config config;
  Machine machine;
  SpecComparison comparison;
  size_t sessions = 0;
  size_t symbols = 0;
  double seconds = 0;
  std::string svg;  // the drawing, or "" without Graphviz

  // "responder ed25519 u32: 3 states like SPEC.md's; 512 sessions, 1,400 symbols, 2.1 s"
  std::string Summary() const;
};

// `note` is a remark about the whole, or "".
Section LearnSection(const std::string& iut, const std::vector<Learned>& all,
                     const std::string& note = "");

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_LEARN_LEARN_SECTION_H_
