#include "conformance/endpoint/event_log.h"

#include <fmt/format.h>

#include <cstdio>

#include "core/testing/hex.h"
#include "core/testing/sha256.h"

namespace asmtp::endpoint {
namespace {

std::string_view WhyOf(SessionError error) {
  switch (error) {
    case SessionError::kUnsupportedVersion:
      return "version";
    case SessionError::kHandshakeRejected:
    case SessionError::kLowOrderPoint:
    case SessionError::kBadTag:
      return "auth";
    case SessionError::kHandshakeTruncated:
    case SessionError::kEarlyBytes:
    case SessionError::kFrameLengthTooSmall:
    case SessionError::kFrameLengthTooLarge:
    case SessionError::kFrameTruncated:
      return "frame";
    case SessionError::kIdentityRefused:
      return "identity";
    default:
      return "other";
  }
}

}  // namespace

void PrintLine(const std::string& line) {
  std::puts(line.c_str());
  std::fflush(stdout);
}

Rejection RejectionOf(const NetError& error) {
  return {error.session ? WhyOf(*error.session) : "other", error.message};
}

Rejection RejectionOf(const DecodeError& error, std::string_view peer) {
  return {"decode", fmt::format("{}: the peer sent a plaintext that is not a message: {}", peer,
                                Describe(error))};
}

void ConnectionEvents::Handshake(const StaticPublic& peer) const {
  if (!on_) return;
  PrintLine(
      fmt::format(R"({{"ev":"handshake","conn":{},"peer":"{}"}})", number_, ToHex(peer.bytes())));
}

void ConnectionEvents::Message(ByteView plaintext) const {
  if (!on_) return;
  PrintLine(fmt::format(R"({{"ev":"msg","conn":{},"type":{},"size":{},"sha256":"{}"}})", number_,
                        plaintext[0], plaintext.size(), ToHex(Sha256(plaintext))));
}

void ConnectionEvents::Reject(const Rejection& rejection) const {
  if (!on_) return;
  PrintLine(fmt::format(R"({{"ev":"reject","conn":{},"why":"{}"}})", number_, rejection.why));
}

void ConnectionEvents::Close() const {
  if (!on_) return;
  PrintLine(fmt::format(R"({{"ev":"close","conn":{}}})", number_));
}

}  // namespace asmtp::endpoint
