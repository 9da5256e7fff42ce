// Testing: a small tree with a corpus, and targets that fail on demand.
//
//   Tree tree;
//   tree.Add("corpus/seeds/one", "bad");
//   const TargetReport report = tree.Run({.name = "real", .folders = {"seeds"}});
#ifndef ASMTP_FUZZ_DRIVER_TESTING_H_
#define ASMTP_FUZZ_DRIVER_TESTING_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/testing/output_file.h"
#include "fuzz/driver/campaign.h"

namespace asmtp::fuzz {

class Tree {
 public:
  Tree() {
    // A path that a shell or a careless reader of lines takes apart.
    std::string folder = testing::TempDir() + "/a tree of R&D's $(touch x) \"a;b\"\n|\xff.XXXXXX";
    root_ = ::mkdtemp(folder.data());
    std::filesystem::create_directories(root_ / "bin");
    const auto here = std::filesystem::current_path() / "fuzz/driver";
    std::filesystem::create_symlink(here / "test_target", root_ / "bin/real");
    for (const char* name : {"mute", "library", "flaky", "killed", "deaf"}) {
      std::filesystem::create_symlink(here / "fake_target.sh", root_ / "bin" / name);
    }
  }
  ~Tree() {
    std::error_code error;
    std::filesystem::remove_all(root_, error);
  }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  const std::filesystem::path& root() const { return root_; }

  void Add(const std::string& path, std::string_view bytes) const {
    ASSERT_EQ(MakeFolder((root_ / path).parent_path()), "");
    ASSERT_EQ(WriteFile(root_ / path, bytes, {.durable = false}), "");
  }

  std::vector<std::string> FilesIn(const std::string& folder) const {
    std::vector<std::string> names;
    for (const InputFile& file : FindInputs(root_ / folder, Depth::kAll).files) {
      names.push_back(file.path.filename().string());
    }
    return names;
  }

  // Limits by runs instead of time, so only a hanging target uses up its time.
  CampaignOptions Options() const {
    return {.root = root_,
            .binaries = root_ / "bin",
            .out = root_ / "out",
            .rss_limit_mb = 400,
            .minimise = {.time = std::chrono::seconds(60), .runs = 20'000},
            .repeats = 4,
            .fuzzer_arguments = {"-runs=2000"}};
  }

  TargetReport Run(const Target& target) const { return Run(target, Options()); }

  TargetReport Run(const Target& target, const CampaignOptions& options) const {
    Campaign campaign(target, options);
    campaign.Run();
    return campaign.State().report;
  }

 private:
  std::filesystem::path root_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_TESTING_H_
