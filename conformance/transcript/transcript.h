// Transcript: one case of the suite, as written in its file.
//
//   asmtp-transcript 1
//   id      frame/tag/last-bit
//   title   A frame whose last tag bit is flipped is a failure
//   level   MUST
//   clause  TR-8 "A receiver MUST take a message that does not verify to be a failure."
//   base    transport/echo-two-messages
//
//   [steps]
//   at m2 tamper frame xor 01 at -1
//   expect
//     close -> pass
//     *     -> fail 'went on after a forged frame'
//   alive
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_TRANSCRIPT_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_TRANSCRIPT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/transcript/keys.h"
#include "conformance/transcript/step.h"
#include "core/noise/pattern.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {

// What a violation of the clause means.
enum class Level : uint8_t { kMust, kShould, kMay, kInfo };
std::string_view Name(Level level);

// A clause of SPEC.md, with words from it.
struct ClauseReference {
  std::string id;
  std::string quote;
  size_t line = 0;
};

// Tampers with a step of the base.
struct TamperAt {
  std::string label;
  Tamper tamper;
  size_t line = 0;
};

struct Header {
  std::string id;
  std::string title;
  Level level = Level::kMust;
  std::vector<ClauseReference> clauses;
  std::vector<noise::Role> roles;  // of the IUT
  std::vector<Suite> suites;
  std::vector<Framing> framings;
  // 0: a stock peer is enough; 1: the IUT echoes each message; 2: it also answers for its ledger.
  int tier = 1;
  std::vector<std::string> needs;
  std::vector<std::string> tags;
  std::string since;
  std::string base;  // the id of the case whose steps come first, or ""
  size_t base_line = 0;
  std::string control;  // the id of the case that must pass first; the base if there is one
  size_t control_line = 0;
  bool roles_given = false;
  bool tier_given = false;
};

struct Transcript {
  std::string file;
  Header header;
  CaseKeys keys;
  std::vector<TamperAt> tampers;
  std::vector<Step> steps;
  // Every line of the file with comments, to write it again.
  std::shared_ptr<const std::vector<std::string>> lines;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_TRANSCRIPT_H_
