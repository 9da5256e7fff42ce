// asmtp-vectors FILE...: checks vector files of every known format.
#include <fmt/format.h>

#include <iostream>
#include <string>
#include <vector>

#include "conformance/cli/command.h"
#include "conformance/vectors/formats.h"
#include "conformance/vectors/report.h"

namespace asmtp::vectors {
namespace {

std::string Footer() {
  std::string text = "Formats, selected by the member \"format\" of the file:\n";
  for (const Format& format : Formats()) {
    text += fmt::format("  {:<28}{}\n", format.name.empty() ? "(none)" : format.name, format.title);
  }
  return text +
         "\n"
         "A message or passport vector passes if our verdict matches the reference, or if section\n"
         "14 of SPEC.md lists the difference. Such vectors are counted for each difference. Noise\n"
         "vectors for other protocols are skipped.\n"
         "\n"
         "Exit status: 0 no vector failed; 1 a vector failed, or a file is malformed or has no\n"
         "vectors; 2 usage error.\n";
}

int Main(int argc, char** argv) {
  std::vector<std::string> files;
  cli::Command program{.name = "asmtp-vectors",
                       .about =
                           "Check vector files against this implementation. Print, for each file,\n"
                           "every failed vector and the number of passed, failed and skipped ones.",
                       .footer = Footer()};
  program.Add(
      {.name = "FILE", .target = &files, .help = "vector files to check", .required = true});
  if (const auto read = cli::Parse(program, {argv + 1, argv + argc}); !read) {
    return cli::PrintNotRun(read.error());
  }
  Report report(std::cout, std::cerr);
  for (const std::string& file : files) report.Add(file, CheckFile(file));
  return report.exit_status();
}

}  // namespace
}  // namespace asmtp::vectors

int main(int argc, char** argv) { return asmtp::vectors::Main(argc, argv); }
