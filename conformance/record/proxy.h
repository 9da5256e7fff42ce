// Proxy: sits between two implementations whose static secrets are known, and records what they
// say to each other.
//
//   initiator  <== session ==>  proxy as responder
//                               proxy as initiator  <== session ==>  responder
//
// With either of them it has a whole session of its own, with an ephemeral key of its own, so that
// every byte of both can be verified later.
//
//   Proxy proxy(options);
//   if (!proxy.Listen()) ...                   from here on proxy.address() is known
//   ProxyResult result = proxy.Run();          until --sessions are over, or an interrupt
#ifndef ASMTP_CONFORMANCE_RECORD_PROXY_H_
#define ASMTP_CONFORMANCE_RECORD_PROXY_H_

#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "conformance/record/dialogue.h"

namespace asmtp::conformance {

struct ProxyOptions {
  std::string listen;     // host:port, for the initiator
  std::string responder;  // host:port to connect to
  SecretText initiator_s;
  SecretText responder_s;
  SecretText e;  // the proxy's ephemeral secret; see EphemeralOfSession()
  Suite suite = Suite::kEd25519;
  Framing framing = Framing::kU32;
  size_t sessions = 1;
  // Messages that the proxy sends through both, which have to echo them; with 0, it relays what the
  // two have to say.
  size_t messages = 0;
  std::chrono::milliseconds patience{60'000};  // for a connection
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds idle{30'000};  // a session ends where nothing comes for so long
  // Called when both handshakes of a session are done.
  std::function<void(size_t session)> opened = {};
};

// What was recorded, and what ended it before its time, in a sentence, or "".
struct ProxyResult {
  Dialogue dialogue;
  std::string wrong;
  bool interrupted = false;
};

class Proxy {
 public:
  explicit Proxy(ProxyOptions options);
  ~Proxy();
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;

  // Fails with a sentence.
  std::expected<void, std::string> Listen();
  // Returns "host:port" where it listens.
  std::string address() const;
  // Runs until the sessions are over. SIGINT and SIGTERM end it early.
  ProxyResult Run();

 private:
  class State;
  std::unique_ptr<State> state_;
};

// Returns the recording as a case; its id, title and clauses are the caller's.
Recording RecordingOf(const ProxyOptions& options, const Dialogue& dialogue);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_PROXY_H_
