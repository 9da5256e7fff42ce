#include "core/net/link.h"

#include <gtest/gtest.h>

#include <asio/io_context.hpp>

namespace asmtp {
namespace {

using asio::ip::tcp;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ns;

constexpr Link::Clock::time_point kNever = Link::Clock::time_point::max();

// A link with a socket that is not connected.
class LinkTest : public testing::Test {
 protected:
  std::shared_ptr<Link> MakeLink(const Options& options = {}) {
    return std::make_shared<Link>(tcp::socket(context_, tcp::v4()), options);
  }

  asio::io_context context_;
};

TEST_F(LinkTest, CountsALimitFromNow) {
  const auto before = Link::Clock::now();
  const auto time = Link::After(5s);
  EXPECT_GE(time, before + 5s);
  EXPECT_LE(time, Link::Clock::now() + 5s);
}

TEST_F(LinkTest, ZeroAndTheLongestLimitNeverCome) {
  EXPECT_EQ(Link::After(0s), kNever);
  EXPECT_EQ(Link::After(Limits::Duration::max()), kNever);
  // A limit that reaches the end of the clock, which has moved on a little since.
  EXPECT_EQ(Link::After(kNever - Link::Clock::now()), kNever);
  EXPECT_LT(Link::After(1ns), kNever);
}

// Small frames are not delayed, and threads that share the socket find it ready.
TEST_F(LinkTest, PreparesItsSocket) {
  const auto link = MakeLink();
  tcp::no_delay no_delay;
  link->socket().get_option(no_delay);
  EXPECT_TRUE(no_delay.value());
  EXPECT_TRUE(link->socket().native_non_blocking());
}

TEST_F(LinkTest, KeepsTheFirstReason) {
  const auto link = MakeLink();
  EXPECT_EQ(link->Verdict({}), std::error_code());
  EXPECT_EQ(link->Verdict(asio::error::eof), asio::error::eof);
  link->Cancel();
  link->Fail();
  EXPECT_EQ(link->Verdict({}), asio::error::operation_aborted);
  EXPECT_EQ(link->Verdict(asio::error::eof), asio::error::operation_aborted);
  const auto other = MakeLink();
  other->Fail();
  other->Cancel();
  EXPECT_EQ(other->Verdict({}), asio::error::shut_down);
}

// A deadline far away must not hold the socket open.
TEST_F(LinkTest, IsNotKeptAliveByItsDeadline) {
  auto link = MakeLink({.limits = {.idle = 3600s}});
  link->SetDeadline(3600s);
  context_.poll();  // it waits for its deadline now
  const std::weak_ptr<Link> weak = link;
  link.reset();
  EXPECT_TRUE(weak.expired());
  // The same before the look at the deadline.
  context_.restart();
  link = MakeLink();
  link->SetDeadline(3600s);
  const std::weak_ptr<Link> early = link;
  link.reset();
  EXPECT_TRUE(early.expired());
  context_.poll();
}

TEST_F(LinkTest, GivesItsPlaceBackOnce) {
  int given_back = 0;
  const auto place = [&] { return std::shared_ptr<void>(this, [&](void*) { ++given_back; }); };
  auto finished = MakeLink();
  finished->SetPlace(place());
  EXPECT_EQ(given_back, 0);
  finished->FinishHandshake();
  EXPECT_EQ(given_back, 1);
  finished.reset();
  EXPECT_EQ(given_back, 1);
  MakeLink()->SetPlace(place());
  EXPECT_EQ(given_back, 2);
}

TEST_F(LinkTest, ADeadlineThatHasPassedEndsIt) {
  const auto link = MakeLink();
  link->SetDeadline(1ns);
  context_.run();
  EXPECT_EQ(link->Verdict({}), asio::error::timed_out);
}

// A new deadline replaces the old one.
TEST_F(LinkTest, AFinishedHandshakeHasNoDeadline) {
  const auto link = MakeLink();
  link->SetDeadline(1ns);
  link->FinishHandshake();
  context_.run();
  EXPECT_EQ(link->Verdict({}), std::error_code());
  link->SetDeadline(1ns);
  link->SetDeadline(0s);
  context_.restart();
  context_.run();
  EXPECT_EQ(link->Verdict({}), std::error_code());
}

}  // namespace
}  // namespace asmtp
