// Matrix: every initiator of a list with every responder, under each suite and framing that both
// support.
//
//   const Matrix matrix = MeetAll(list);
//   matrix.Find("snow", "keynesis", Suite::k25519, Framing::kU32)->wrong
#ifndef ASMTP_CONFORMANCE_MATRIX_MATRIX_H_
#define ASMTP_CONFORMANCE_MATRIX_MATRIX_H_

#include <string>
#include <string_view>
#include <vector>

#include "conformance/matrix/meeting.h"

namespace asmtp::conformance {

// The meetings under one suite and framing.
struct MatrixPart {
  Suite suite = Suite::kEd25519;
  Framing framing = Framing::kU32;
  std::vector<Meeting> meetings;
};

struct Matrix {
  std::vector<std::string> names;  // of all peers, in the order of the list
  std::vector<MatrixPart> parts;
  bool interrupted = false;  // some pairs have not met

  // Returns the meeting, or null if the two have not met.
  const Meeting* Find(std::string_view initiator, std::string_view responder, Suite suite,
                      Framing framing) const;
  // Returns the peers with a meeting under the suite, in the order of the list.
  std::vector<std::string> NamesUnder(Suite suite) const;
  size_t MeetingCount() const;
  size_t FailureCount() const;
};

// After an interrupt, returns the meetings that have ended.
Matrix MeetAll(const PeerList& list);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_MATRIX_MATRIX_H_
