#include "conformance/soak/table.h"

#include <gtest/gtest.h>

namespace asmtp::soak {
namespace {

Phase Good() {
  return {.name = "load",
          .echo = Percentiles({0.001, 0.002}),
          .handshake = Percentiles({0.003}),
          .failures = 0,
          .half_open = 3,
          .memory = 5UZ << 20,
          .files = 7};
}

TEST(Percentiles, AreValuesThatWereMeasured) {
  std::vector<double> values;
  for (int i = 100; i > 0; --i) values.push_back(i);
  const Percentiles percentiles(values);
  EXPECT_EQ(percentiles.At(0.5), 50);
  EXPECT_EQ(percentiles.At(0.99), 99);
  EXPECT_EQ(percentiles.At(1), 100);
  EXPECT_EQ(percentiles.At(0), 1);
  EXPECT_EQ(Percentiles({}).At(0.5), 0);
}

TEST(Table, HasARowForEachPhase) {
  const std::string table = TableOf({Good()});
  EXPECT_NE(table.find("load          1.0      2.0      2.0      3.0      3.0      3.0"),
            std::string::npos)
      << table;
}

TEST(Table, KnowsItsLimits) {
  EXPECT_TRUE(Exceeded(Good()).empty());
  Phase phase = Good();
  phase.echo = Percentiles({0.05});
  EXPECT_EQ(Exceeded(phase).size(), 1);
  phase.handshake = Percentiles({1.0});
  EXPECT_EQ(Exceeded(phase).size(), 2);
  phase.failures = 1;
  EXPECT_EQ(Exceeded(phase).size(), 3);
  phase.memory = kMemoryLimit;
  EXPECT_EQ(Exceeded(phase).size(), 4);
  phase = Good();
  phase.echo = Percentiles({});
  EXPECT_EQ(Exceeded(phase).size(), 1) << "nobody was served";
  phase = Good();
  phase.memory = 0;
  EXPECT_EQ(Exceeded(phase).size(), 1) << "the endpoint has ended";
}

}  // namespace
}  // namespace asmtp::soak
