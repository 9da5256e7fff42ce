// Meeting: an initiator speaks to a responder over a socket, both in the mode `talk` of the adapter
// contract.
//
//   runner --stdin: plaintext--> initiator ==TCP: ASMTP==> responder
//   runner <--stdout: answer---- initiator <==TCP: ASMTP== the same plaintext
//
// So each library seals and opens in both directions, and the runner alone compares.
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
  size_t largest = 0;  // plaintext in bytes that both allow under the framing
  std::string wrong;   // "" where every plaintext came back as it was
};

// A responder that serves one initiator after the other, as long as this lives.
class MetResponder {
 public:
  // `peer` must outlive this.
  MetResponder(const ListedPeer& peer, Suite suite, Framing framing);

  const ListedPeer& peer() const { return peer_; }
  Suite suite() const { return suite_; }
  Framing framing() const { return framing_; }
  // Returns where it listens, or "".
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

// Has the initiator say plaintexts of these sizes, as far as both allow them, and of the largest
// that both allow.
Meeting Meet(const ListedPeer& initiator, const MetResponder& responder,
             const std::vector<size_t>& sizes);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_MATRIX_MEETING_H_
