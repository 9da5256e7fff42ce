// A runner that runs out of memory, or fails in another way, while it plays a case.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <new>
#include <stdexcept>
#include <system_error>

#include "conformance/play/model_iut.h"
#include "conformance/suite/selection.h"
#include "conformance/suite/suite_run.h"

namespace asmtp::conformance {
namespace {

using ::testing::HasSubstr;

constexpr Config kConfig{noise::Role::kResponder, Suite::kEd25519, Framing::kU32};

// Core, until a stream of the run fails.
class FailingIut : public RunningIut {
 public:
  FailingIut(const Config& config, const Keys& keys, const std::function<void(Keys&)>& open)
      : config_(config), keys_(keys), open_(open) {}

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override {
    open_(keys_);
    model_ = std::make_unique<ModelIut>(config_, keys_);
    return model_->Open(deadline);
  }
  std::optional<std::string> Crash(bool) override { return std::nullopt; }
  std::string TakeErrors() override { return ""; }
  bool IsRunning() override { return true; }

 private:
  Config config_;
  Keys keys_;
  std::unique_ptr<ModelIut> model_;
  const std::function<void(Keys&)>& open_;
};

class FailingSource : public IutSource {
 public:
  explicit FailingSource(std::function<void(Keys&)> open) : open_(std::move(open)) {}

  std::string WhyUnsupported(const Config&, int) const override { return ""; }
  std::expected<std::unique_ptr<RunningIut>, StartFailure> Start(const Config& config,
                                                                 const Keys& keys) const override {
    return std::make_unique<FailingIut>(config, keys, open_);
  }

 private:
  std::function<void(Keys&)> open_;
};

// Plays cases of which the stream with this number fails.
SuiteResult RunWith(int number, const std::function<void()>& fail, size_t jobs = 1,
                    std::function<void(const CaseResult&, size_t, size_t)> progress = nullptr) {
  std::atomic<int> streams{0};
  const FailingSource source([&](Keys& keys) {
    const int stream = ++streams;
    if (stream == number) fail();
    keys.iut_e.bytes[4] = static_cast<uint8_t>(stream);  // used in one session only
    keys.iut_e.bytes[5] = static_cast<uint8_t>(stream >> 8);
  });
  static const CaseSet kSet = *LoadCases("corpus/transcripts");
  return RunSuite(kSet, *SelectCases(kSet, {"transport/*"}), source,
                  {.jobs = jobs, .configs = {kConfig}, .progress = std::move(progress)});
}

size_t Count(const SuiteResult& result, Verdict verdict) {
  return static_cast<size_t>(std::ranges::count(result.results, verdict, &CaseResult::verdict));
}

const CaseResult* FirstError(const SuiteResult& result) {
  const auto found = std::ranges::find(result.results, Verdict::kError, &CaseResult::verdict);
  return found == result.results.end() ? nullptr : &*found;
}

TEST(SuiteShortageTest, EachFailureOfTheRunnerIsAnErrorOfOneCase) {
  const size_t cases = RunWith(-1, [] {}).results.size();
  const struct {
    std::function<void()> fail;
    const char* why;
  } rows[] = {{[] { throw std::bad_alloc(); },
               "the runner itself lacks resources (Cannot allocate memory)"},
              {[] { throw std::system_error(EAGAIN, std::generic_category()); },
               "the runner itself lacks resources (no further process)"},
              {[] { throw std::out_of_range("no such index"); },
               "the runner itself failed: no such index"}};
  for (const auto& [fail, why] : rows) {
    for (const size_t jobs : {size_t{1}, size_t{3}}) {
      const SuiteResult result = RunWith(9, fail, jobs);
      EXPECT_EQ(Count(result, Verdict::kError), 1U) << why;
      EXPECT_EQ(Count(result, Verdict::kPass), cases - 1) << why;
      EXPECT_FALSE(result.interrupted);
      EXPECT_FALSE(result.start_failure);
      const CaseResult* error = FirstError(result);
      ASSERT_TRUE(error);
      EXPECT_THAT(error->play.text, HasSubstr(why));
      EXPECT_FALSE(error->iut_missing);
    }
  }
}

// Even if there is no memory for the result of a case that was played.
TEST(SuiteShortageTest, NoResultIsLost) {
  const size_t cases = RunWith(-1, [] {}).results.size();
  int published = 0;
  const SuiteResult result = RunWith(
      -1, [] {}, 1,
      [&](const CaseResult&, size_t, size_t) {
        if (++published == 5) throw std::bad_alloc();
      });
  EXPECT_EQ(result.results.size(), cases);
  EXPECT_EQ(Count(result, Verdict::kError), 1U);
}

}  // namespace
}  // namespace asmtp::conformance
