// Each fault of faulty_adapter.py is noticed by a case about its kind, and without a fault these cases
// pass.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "conformance/testing/conform_process.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

struct Noticed {
  const char* fault;
  const char* role;
  const char* one_case;
};

constexpr Noticed kNoticed[] = {
    {"one-read-is-a-frame", "responder", "delivery/frame-byte-by-byte"},
    {"shared-receive-buffer", "initiator", "parallel/interleaved-pieces"},
    {"unsent-frame-dropped", "responder", "delivery/echoes-unread"},
    {"asks-who-it-accepts", "responder", "handshake/init/gone-at-once"},
    {"answers-when-drained", "initiator", "delivery/frame-and-piece@size=3"},
    {"unflushed-output", "initiator", "transport/eight-messages"},
    {"sigpipe", "responder", "delivery/reader-is-gone"},
    {"shared-nonce-buffer", "responder", "parallel/under-load"},
    {"one-session", "initiator", "parallel/under-load"},
    {"pool-of-two", "responder", "parallel/half-open"},
    {"failure-ends-all", "initiator", "parallel/other-handshake-fails"},
    {"ends-own-direction", "responder", "frame/forged/closes-both-directions"},
    {"closes-with-next-frame", "responder", "message/end-with-another-frame"},
    {"closes-after-3s", "responder", "patience/seconds"},
    {"closes-after-1s-idle", "initiator", "patience/seconds"},
    {"ephemeral-pool", "responder", "handshake/in-turn"},
    {"end-ends-handshake", "responder", "handshake/init/with-end"},
};

Ended Play(const std::string& fault, const Noticed& noticed) {
  return Conform(
      {noticed.one_case, "--role", noticed.role, "--suite", "ed25519", "--framing", "u32", "--iut",
       "/usr/bin/python3 -B conformance/adapters/python/faulty_adapter.py --fault " + fault +
           " --role {role} --addr {addr} --secret {iut_s} --peer {peer} --suite {suite} "
           "--framing {framing}"});
}

class FaultyAdapterTest : public testing::TestWithParam<Noticed> {};

TEST_P(FaultyAdapterTest, IsNoticed) {
  const Noticed& noticed = GetParam();
  const Ended wrong = Play(noticed.fault, noticed);
  EXPECT_EQ(wrong.status, 1) << wrong.out << wrong.err;
  const Ended right = Play("none", noticed);
  EXPECT_EQ(right.status, 0) << right.out << right.err;
  EXPECT_THAT(right.out, HasSubstr(" PASS"));
}

INSTANTIATE_TEST_SUITE_P(All, FaultyAdapterTest, testing::ValuesIn(kNoticed),
                         [](const auto& tested) {
                           std::string name = tested.param.fault;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace asmtp::conformance
