// StockIut: an IUT without the adapter contract and with its own keys: a running responder, or an
// initiator that connects to the runner.
//
//   StockOptions options{.address = "127.0.0.1:4343", .public_key = key};
//   StockResponder source(options);                   // --connect
//   auto source = StockInitiator::Listen(options);    // --listen, --trigger
//
// We do not own its process, so a crash shows only as silence, unless `watched` names the process
// or its log.
#ifndef ASMTP_CONFORMANCE_IUT_STOCK_IUT_H_
#define ASMTP_CONFORMANCE_IUT_STOCK_IUT_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "conformance/iut/adapted_iut.h"
#include "conformance/iut/command_template.h"
#include "conformance/iut/identities.h"
#include "conformance/iut/iut_source.h"
#include "conformance/iut/process_watch.h"
#include "conformance/iut/tcp.h"

namespace asmtp::conformance {

struct StockOptions {
  std::string address;         // where the responder or the runner listens
  ByteArray<32> public_key{};  // of the IUT
  int tier = 0;                // 1: the IUT echoes messages; 2: and answers for its ledger
  bool parallel = true;        // the IUT serves streams in parallel
  double scale = 1.0;          // applied to every deadline
  // The runner's secrets, used in turn, if the IUT accepts only these keys; otherwise the runner
  // uses those of the cases, or new ones with a responder of tier 0.
  std::vector<ByteArray<32>> runner_secrets = {};
  Watched watched = {};                         // how to see that the IUT crashes
  std::vector<std::string> environment = {};    // of the trigger, "A=B", in addition
  std::optional<CommandTemplate> trigger = {};  // makes an initiator connect: {addr} {runner_pub}
};

class StockIutSource : public IutSource {
 public:
  StockIutSource(noise::Role role, StockOptions options);

  // Watches the process and the log of the options. Fails with a sentence.
  std::expected<void, std::string> Watch();

  std::string WhyUnsupported(const Config& config, int tier) const override;
  std::string WhyNotParallel() const override {
    return options_.parallel ? "" : "the IUT serves one stream at a time (--iut-serial)";
  }
  std::expected<Keys, std::string> KeysFor(const Case& one_case, noise::Role role) const override;
  bool IsPlural() const override { return false; }
  bool IsNode() const override { return options_.tier == 0; }
  std::function<SecretText()> Identities() const override;

 protected:
  StockOptions options_;
  std::shared_ptr<ProcessWatch> watch_;  // may be null

 private:
  noise::Role role_;
  std::shared_ptr<conformance::Identities> identities_;
};

class StockResponder : public StockIutSource {
 public:
  explicit StockResponder(StockOptions options)
      : StockIutSource(noise::Role::kResponder, std::move(options)) {}

  StartedIut Start(const Config& config, const Keys& keys) const override;
};

class StockInitiator : public StockIutSource {
 public:
  // Listens on the address in `options`. Fails with a sentence.
  static std::expected<std::unique_ptr<StockInitiator>, std::string> Listen(StockOptions options);

  const std::string& address() const { return listener_->address(); }
  StartedIut Start(const Config& config, const Keys& keys) const override;

 private:
  StockInitiator(StockOptions options, TcpListener listener)
      : StockIutSource(noise::Role::kInitiator, std::move(options)),
        listener_(std::make_shared<TcpListener>(std::move(listener))) {}

  std::shared_ptr<TcpListener> listener_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_STOCK_IUT_H_
