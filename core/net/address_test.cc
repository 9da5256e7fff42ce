#include <gtest/gtest.h>

#include "core/bytes/bytes.h"
#include "core/net/options.h"
#include "core/testing/host_port.h"

namespace asmtp {
namespace {

TEST(HostPort, RoundTripsText) {
  for (const std::string_view text :
       {"127.0.0.1:4343", "example.org:0", "localhost:65535", "[::1]:80", "[fe80::1%lo]:1"}) {
    const auto address = ParseHostPort(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(ToText(*address), text);
  }
  EXPECT_EQ(ParseHostPort("[::1]:80")->host, "::1");
  EXPECT_EQ(ParseHostPort("[::1]:80")->port, 80);
}

TEST(HostPort, RejectsEverythingElse) {
  for (const std::string_view text :
       {"", ":", "host", "host:", ":1", "host:65536", "host:-1", "host:+1", "host:1x", "host: 1",
        "::1:80", "::1", "[::1]", "[]:1", "a:b:1"}) {
    const auto address = ParseHostPort(text);
    ASSERT_FALSE(address) << text;
    EXPECT_NE(address.error().find("'" + std::string(text) + "'"), std::string::npos);
  }
}

TEST(HostPort, FormatsAnEndpoint) {
  using asio::ip::make_address;
  EXPECT_EQ(ToText(asio::ip::tcp::endpoint(make_address("10.0.0.1"), 5)), "10.0.0.1:5");
  EXPECT_EQ(ToText(asio::ip::tcp::endpoint(make_address("::1"), 5)), "[::1]:5");
}

}  // namespace
}  // namespace asmtp
