#include "fuzz/driver/plain_names.h"

#include <fmt/format.h>

#include <atomic>

#include "core/testing/output_file.h"

namespace asmtp::fuzz {

namespace fs = std::filesystem;

PlainNames::PlainNames(const TargetSetup& setup) : setup_(setup) {
  static std::atomic<unsigned> count{0};
  folder_ = fs::absolute(setup.temporary) / fmt::format("plain-{}", ++count);
  std::error_code error;
  fs::remove_all(folder_, error);
  problem_ = MakeFolder(folder_);
  // Names of targets are plain words.
  const std::string program = setup.binary.filename().string();
  Give(program, setup.binary);
  setup_.binary = "./" + program;
  setup_.folder = folder_;
  setup_.temporary = ".";
}

PlainNames::~PlainNames() {
  std::error_code error;
  fs::remove_all(folder_, error);
}

void PlainNames::Give(const std::string& name, const fs::path& path) {
  std::error_code error;
  fs::create_symlink(fs::absolute(path), folder_ / name, error);
  if (error && problem_.empty()) {
    problem_ = fmt::format("cannot link '{}': {}", path.string(), error.message());
  }
}

}  // namespace asmtp::fuzz
