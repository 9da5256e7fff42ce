// FrozenSession: a session of a deviation whose bytes must not change, and the files of such
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
  std::string config;      // as returned by Describe()
  std::string case_id;     // of the played case
  std::string verdict;     // of the case
  std::string hypothesis;  // that explains the session; "" for none
  SessionLog log;

  friend bool operator==(const FrozenSession&, const FrozenSession&) = default;
};

// Reads a file of sessions. Aborts if it cannot be read.
std::vector<FrozenSession> ReadFrozen(const std::string& path);
// Writes one session per line.
void WriteFrozen(const std::vector<FrozenSession>& sessions, std::ostream& out);

// Describes the session, for tests.
void PrintTo(const FrozenSession& session, std::ostream* out);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_FROZEN_FROZEN_SESSION_H_
