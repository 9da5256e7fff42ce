#include "core/net/crowd.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace asmtp {
namespace {

class CrowdTest : public testing::Test {
 protected:
  // Adds a member, and keeps its place.
  void Enter(const std::string& name, const std::string& address) {
    places_.push_back(
        crowd_->Enter(asio::ip::make_address(address), [this, name] { out_ += name; }));
  }

  std::shared_ptr<Crowd> crowd_ = std::make_shared<Crowd>(4);
  std::string out_;  // the names of those who were crowded out, in order
  std::vector<std::shared_ptr<void>> places_;
};

TEST_F(CrowdTest, CrowdsOutTheOldestOfTheLargestNetwork) {
  Enter("a", "10.0.0.9");
  for (const char* name : {"b", "c", "d"}) Enter(name, "10.0.0.1");
  EXPECT_EQ(out_, "");
  Enter("e", "10.0.0.5");
  EXPECT_EQ(out_, "b");
  Enter("f", "10.0.0.1");
  EXPECT_EQ(out_, "bc") << "the newcomer's own network has the most";
}

TEST_F(CrowdTest, CrowdsOutTheOldestOfEquallyLargeNetworks) {
  for (const char* address : {"10.0.0.7", "10.0.0.1", "10.0.0.9", "10.0.0.4"}) {
    Enter(address + 7, address);
  }
  Enter("", "10.0.0.8");
  EXPECT_EQ(out_, "7");
}

TEST_F(CrowdTest, LeavingMakesRoom) {
  for (const char* name : {"a", "b", "c", "d"}) Enter(name, "10.0.0.1");
  places_[2].reset();
  Enter("e", "10.0.0.2");
  EXPECT_EQ(out_, "");
  Enter("f", "10.0.0.2");
  EXPECT_EQ(out_, "a");
  places_.clear();
  for (const char* name : {"g", "h", "i", "j"}) Enter(name, "10.0.0.3");
  EXPECT_EQ(out_, "a") << "who was crowded out does not leave a second time";
}

// A share is for an IPv4 address, or for a /64 of IPv6, of which one peer usually has all.
TEST_F(CrowdTest, KnowsNetworks) {
  Enter("a", "2001:db8::1");
  Enter("b", "2001:db8:0:1::1");
  Enter("c", "2001:db8::ffff:ffff");
  Enter("d", "10.0.0.1");
  Enter("e", "::ffff:10.0.0.1");
  EXPECT_EQ(out_, "a");
  Enter("f", "10.0.0.2");
  EXPECT_EQ(out_, "ad") << "a mapped address is of the network of its IPv4 address";
}

TEST_F(CrowdTest, HasNoLimitAtZero) {
  crowd_ = std::make_shared<Crowd>(0);
  for (int i = 0; i < 100; ++i) Enter("x", "10.0.0.1");
  EXPECT_EQ(out_, "");
}

TEST_F(CrowdTest, AMemberMayLeaveWhileItIsCrowdedOut) {
  crowd_ = std::make_shared<Crowd>(1);
  auto place = std::make_shared<std::shared_ptr<void>>();
  *place = crowd_->Enter(asio::ip::make_address("10.0.0.1"), [place] { place->reset(); });
  Enter("b", "10.0.0.1");
  EXPECT_EQ(*place, nullptr);
  Enter("c", "10.0.0.1");
  EXPECT_EQ(out_, "b");
}

TEST_F(CrowdTest, IsThreadSafe) {
  std::vector<std::thread> threads;
  std::atomic<int> out = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, &out] {
      for (int i = 0; i < 1000; ++i) {
        const auto place = crowd_->Enter(asio::ip::make_address("10.0.0.1"), [&out] { ++out; });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  out_.clear();
  for (const char* name : {"a", "b", "c", "d", "e"}) Enter(name, "10.0.0.1");
  EXPECT_EQ(out_, "a") << "all places were free";
}

}  // namespace
}  // namespace asmtp
