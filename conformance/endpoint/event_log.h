// EventLog: one line of JSON on stdout for each event, in the mode `events`.
//
//   {"ev":"handshake","conn":1,"peer":"<64 digits>"}
//   {"ev":"msg","conn":1,"type":4,"size":17,"sha256":"<64 digits>"}
//   {"ev":"reject","conn":1,"why":"frame|auth|decode|version|identity|other"}
//   {"ev":"close","conn":1}
//
//   ConnectionEvents events = log.Begin();          // numbers the connection
//   events.Message(plaintext);
#ifndef ASMTP_CONFORMANCE_ENDPOINT_EVENT_LOG_H_
#define ASMTP_CONFORMANCE_ENDPOINT_EVENT_LOG_H_

#include <string>
#include <string_view>

#include "core/bytes/bytes.h"
#include "core/crypto/keys.h"
#include "core/message/error.h"
#include "core/net/error.h"

namespace asmtp::endpoint {

// Prints a line on stdout, for a reader that waits for it. A reader that is gone is no error.
void PrintLine(const std::string& line);

// Why this side ended a connection: a word of the contract and a sentence for people.
struct Rejection {
  std::string_view why;
  std::string sentence;
};

Rejection RejectionOf(const NetError& error);
Rejection RejectionOf(const DecodeError& error, std::string_view peer);

// The events of one connection. Prints nothing if the log is off.
class ConnectionEvents {
 public:
  ConnectionEvents(bool on, uint64_t number) : on_(on), number_(number) {}

  void Handshake(const StaticPublic& peer) const;
  void Message(ByteView plaintext) const;
  void Reject(const Rejection& rejection) const;
  void Close() const;

 private:
  bool on_;
  uint64_t number_;
};

class EventLog {
 public:
  explicit EventLog(bool on) : on_(on) {}

  ConnectionEvents Begin() { return ConnectionEvents(on_, ++count_); }

 private:
  bool on_;
  uint64_t count_ = 0;
};

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_EVENT_LOG_H_
