// Meeting: an initiator talks to a responder over a socket, both in the mode `talk` of the adapter
// contract.
//
//   runner --stdin: plaintext--> initiator ==TCP: ASMTP==> responder
//   runner <--stdout: answer---- initiator <==TCP: ASMTP== the same plaintext
//
// Each library seals and opens in both directions, and only the runner compares.
//
//   const MetResponder responder(peer, suite, framing);
//   const Meeting meeting = Meet(initiator, responder, {0, 1, 16});
//   meeting.wrong.empty()                                        every plaintext came back
#ifndef ASMTP_CONFORMANCE_MATRIX_MEETING_H_
#define ASMTP_CONFORMANCE_MATRIX_MEETING_H_

#include <memory>
#include <string>
#include <vector>

#include "conformance/matrix/peer_list.h"

namespace asmtp::conformance {

struct Meeting {
  std::string initiator;  // names
  std::string responder;
  size_t largest = 0;  // the largest plaintext, in bytes, that both allow under the framing
  std::string wrong;   // "" if every plaintext came back unchanged
};

// A responder that serves one initiator after the other for the lifetime of this object.
class MetResponder {
 public:
  // `peer` must outlive this.
  MetResponder(const ListedPeer& peer, Suite suite, Framing framing);

  const ListedPeer& peer() const { return peer_; }
  Suite suite() const { return suite_; }
  Framing framing() const { return framing_; }
  // Returns its address, or "".
  const std::string& address() const { return address_; }
  // Returns why it does not listen, or "".
  const std::string& wrong() const { return wrong_; }

 private:
  const ListedPeer& peer_;
  Suite suite_;
  Framing framing_;
  std::unique_ptr<ChildProcess> process_;
  std::string address_;
  std::string wrong_;
};

// Lets the initiator send plaintexts of these sizes, if both allow them, and of the largest size
// that both allow.
Meeting Meet(const ListedPeer& initiator, const MetResponder& responder,
             const std::vector<size_t>& sizes);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_MATRIX_MEETING_H_
