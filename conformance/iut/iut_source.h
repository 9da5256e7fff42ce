// IutSource: where a run gets its IUTs from. RunningIut: one that is there.
//
//   auto iut = source.Start(config, keys);            // fails, or says that it is unsupported
//   Play(one_case, config, **iut, ...);
//   auto crash = (*iut)->Crash(...);
//
// Adapter starts them by a command; StockIut meets those that run already.
#ifndef ASMTP_CONFORMANCE_IUT_IUT_SOURCE_H_
#define ASMTP_CONFORMANCE_IUT_IUT_SOURCE_H_

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/iut/process_figures.h"
#include "conformance/play/channel.h"
#include "conformance/play/config.h"

namespace asmtp::conformance {

// Why an IUT is not there.
struct StartFailure {
  bool unsupported = false;  // it says so itself
  std::string what = {};     // one sentence
};

// An IUT that runs.
class RunningIut : public Iut {
 public:
  // Returns how it crashed since the last call, or nothing: ended by a signal, with an exit status
  // that is none of the contract, in the middle of its work, or with a sanitizer's report or a
  // panic on stderr. Waits for its end for a while where `suspect`.
  virtual std::optional<std::string> Crash(bool suspect) = 0;
  // Returns the end of what it wrote to stderr since the last call of this.
  virtual std::string TakeErrors() = 0;
  // Whether it can go on.
  virtual bool IsRunning() = 0;
  // Returns what it holds; all zero where that cannot be seen.
  virtual ProcessFigures Figures() { return {}; }
};

class IutSource {
 public:
  virtual ~IutSource() = default;

  // Returns why cases of this tier cannot be played under `config`, or "".
  virtual std::string WhyUnsupported(const Config& config, int tier) const = 0;
  // Returns why cases with streams side by side cannot be played, or "".
  virtual std::string WhyNotParallel() const { return ""; }
  // Returns why cases about messages cannot be played, or "".
  virtual std::string WhyNoMessages() const { return ""; }
  // Returns the keys with which a case is played where the IUT has this role. Fails, with a
  // sentence, where the case needs an IUT with other keys than there are.
  virtual std::expected<Keys, std::string> KeysFor(const Case& one_case, noise::Role role) const {
    return one_case.keys.For(role);
  }
  // Starts the IUT with these keys, or meets it.
  virtual std::expected<std::unique_ptr<RunningIut>, StartFailure> Start(
      const Config& config, const Keys& keys) const = 0;
  // Returns this source, but that its IUTs have `more` ("A=B") in their environment; null where it
  // is not the one who starts them.
  virtual std::unique_ptr<IutSource> With(const std::vector<std::string>& more) const {
    static_cast<void>(more);
    return nullptr;
  }
  // Whether there can be several at once.
  virtual bool IsPlural() const { return true; }
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_IUT_SOURCE_H_
