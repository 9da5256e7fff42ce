// asmtp-endpoint: our own implementation with the adapter contract, for the conformance runner.
//
//   asmtp-endpoint --role responder --secret HEX            # LISTEN 127.0.0.1:PORT
//   asmtp-endpoint --role initiator --addr HOST:PORT --secret HEX --peer HEX
//   asmtp-endpoint --caps
//
// Exit status: 0 success, 1 the only connection failed, 2 usage error or an address in use, 89
// unsupported.
#include <csignal>
#include <cstdio>

#include "conformance/cli/file_limit.h"
#include "conformance/endpoint/initiator.h"
#include "conformance/endpoint/log.h"
#include "conformance/endpoint/responder.h"
#include "conformance/endpoint/settings.h"

int main(int argc, char** argv) {
  // The reader of the output may go at any time.
  std::signal(SIGPIPE, SIG_IGN);
  asmtp::cli::RaiseFileLimit();
  const auto settings = asmtp::endpoint::ParseSettings(argc, argv);
  if (!settings && settings.error().status == asmtp::endpoint::kExitOk) {
    std::fputs(settings.error().text.c_str(), stdout);
    return asmtp::endpoint::kExitOk;
  }
  if (!settings) {
    asmtp::endpoint::Log(settings.error().text);
    return settings.error().status;
  }
  const bool responds = settings->role == asmtp::endpoint::Role::kResponder;
  return responds ? asmtp::endpoint::RunResponder(*settings)
                  : asmtp::endpoint::RunInitiator(*settings);
}
