// FrozenSession: a session of a deviation whose bytes must stay as they are, and the file of such
// sessions: corpus/deviations/*.json.
//
//   const auto sessions = ReadFrozen("corpus/deviations/hypotheses.json");
//   sessions.front().log                          see session_log.h
#ifndef ASMTP_CONFORMANCE_FROZEN_FROZEN_SESSION_H_
#define ASMTP_CONFORMANCE_FROZEN_FROZEN_SESSION_H_

#include <ostream>
#include <string>
#include <vector>

#include "conformance/frozen/session_log.h"

namespace asmtp::conformance {

struct FrozenSession {
  std::string id;          // of the deviation
  std::string config;      // as Describe() has it
  std::string case_id;     // that is played
  std::string verdict;     // that the case gives
  std::string hypothesis;  // that explains it; "" where none does
  SessionLog log;

  friend bool operator==(const FrozenSession&, const FrozenSession&) = default;
};

// Ends the program where the file cannot be read.
std::vector<FrozenSession> ReadFrozen(const std::string& path);
// Writes a session a line.
void WriteFrozen(const std::vector<FrozenSession>& sessions, std::ostream& out);

// Says which session it is, for tests.
void PrintTo(const FrozenSession& session, std::ostream* out);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_FROZEN_FROZEN_SESSION_H_
