// Proxy: sits between two implementations whose static secrets are known, and records their
// messages.
//
//   initiator  <== session ==>  proxy as responder
//                               proxy as initiator  <== session ==>  responder
//
// It has a separate session with each of them, with its own ephemeral key, so every byte of both
// sessions can be verified later.
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
  std::string listen;     // host:port, where the initiator connects
  std::string responder;  // host:port to connect to
  SecretText initiator_s;
  SecretText responder_s;
  SecretText e;  // the proxy's ephemeral secret; see EphemeralOfSession()
  Suite suite = Suite::kEd25519;
  Framing framing = Framing::kU32;
  size_t sessions = 1;
  // Messages that the proxy sends and both must echo. With 0, it relays the messages of the two.
  size_t messages = 0;
  std::chrono::milliseconds patience{60'000};  // for the initiator's connection
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds idle{30'000};  // a session ends after this much silence
  // Called when both handshakes of a session are complete.
  std::function<void(size_t session)> opened = {};
};

// The recording, and a sentence about its early end, or "".
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
  // Returns the "host:port" that it listens on.
  std::string address() const;
  // Runs until the sessions are over. SIGINT and SIGTERM end it early.
  ProxyResult Run();

 private:
  class State;
  std::unique_ptr<State> state_;
};

// Returns the recording as a case. The caller sets its id, title and clauses.
Recording RecordingOf(const ProxyOptions& options, const Dialogue& dialogue);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_PROXY_H_
