// IutSource: where a run gets its IUTs. RunningIut: a started IUT.
//
//   auto iut = source.Start(config, keys);            // fails, or reports that it is unsupported
//   Play(one_case, config, **iut, ...);
//   auto crash = (*iut)->Crash(...);
//
// Adapter starts IUTs by a command; StockIut connects with IUTs that are already running.
#ifndef ASMTP_CONFORMANCE_IUT_IUT_SOURCE_H_
#define ASMTP_CONFORMANCE_IUT_IUT_SOURCE_H_

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/iut/process_figures.h"
#include "conformance/play/channel.h"
#include "conformance/play/config.h"

namespace asmtp::conformance {

// Why an IUT could not be started.
struct StartFailure {
  bool unsupported = false;  // the IUT reported it
  std::string what = {};     // one sentence
};

// A running IUT.
class RunningIut : public Iut {
 public:
  // Returns how it crashed since the last call, or nothing. A crash is an end by a signal, with an
  // exit status outside the contract or during a session, or a sanitizer's report or a panic on
  // stderr. If `suspect`, waits a while for its end.
  virtual std::optional<std::string> Crash(bool suspect) = 0;
  // Returns the tail of its stderr since the last call.
  virtual std::string TakeErrors() = 0;
  // Returns whether it can serve another stream.
  virtual bool IsRunning() = 0;
  // Tells an initiator to expect this public key in its next streams. Returns false if it has to be
  // started again for that.
  virtual bool Expect(ByteView peer) {
    static_cast<void>(peer);
    return false;
  }
  // Returns the resources that it holds; all zero if unknown.
  virtual ProcessFigures Figures() { return {}; }
  // The peak of its memory counts from here on, if it is known.
  virtual void RestartPeak() {}
};

class IutSource {
 public:
  virtual ~IutSource() = default;

  // Returns why cases of this tier cannot be played under `config`, or "".
  virtual std::string WhyUnsupported(const Config& config, int tier) const = 0;
  // Returns why cases with parallel streams cannot be played, or "".
  virtual std::string WhyNotParallel() const { return ""; }
  // Returns why cases about messages cannot be played, or "".
  virtual std::string WhyNoMessages() const { return ""; }
  // Returns the keys for a case if the IUT has this role. Fails with a sentence if the case needs
  // keys that this IUT does not have.
  virtual std::expected<Keys, std::string> KeysFor(const Case& one_case, noise::Role role) const {
    return one_case.keys.For(role);
  }
  // Whether its IUTs are nodes: they echo nothing and may send frames of their own accord.
  virtual bool IsNode() const { return false; }
  // Returns a function for the runner's static secret in its next session; null if it is that of
  // the keys.
  virtual std::function<SecretText()> Identities() const { return nullptr; }
  // Starts an IUT with these keys, or connects with a running one.
  virtual std::expected<std::unique_ptr<RunningIut>, StartFailure> Start(
      const Config& config, const Keys& keys) const = 0;
  // Returns a copy of this source whose IUTs have `more` ("A=B") in their environment; null if this
  // source does not start its IUTs.
  virtual std::unique_ptr<IutSource> With(const std::vector<std::string>& more) const {
    static_cast<void>(more);
    return nullptr;
  }
  // Returns whether several IUTs can run at once.
  virtual bool IsPlural() const { return true; }
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_IUT_SOURCE_H_
