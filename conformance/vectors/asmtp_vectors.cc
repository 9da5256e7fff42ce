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
  std::string text = "Formats, told by the file's member \"format\":\n";
  for (const Format& format : Formats()) {
    text += fmt::format("  {:<28}{}\n", format.name.empty() ? "(none)" : format.name, format.title);
  }
  return text +
         "\n"
         "A message or passport vector passes where our verdict is the reference's or differs "
         "from\n"
         "it as section 14 of SPEC.md lists; those are counted by difference. Noise vectors of "
         "other\n"
         "protocols than ours are skipped.\n"
         "\n"
         "Exit status: 0 no vector failed; 1 a vector failed, or a file is malformed or has no\n"
         "vectors at all; 2 usage.\n";
}

int Main(int argc, char** argv) {
  std::vector<std::string> files;
  cli::Command program{
      .name = "asmtp-vectors",
      .about =
          "Checks vector files against this implementation, and prints for each file how many\n"
          "vectors passed, failed and were skipped, and each one that failed.",
      .footer = Footer()};
  program.Add({.name = "FILE",
               .target = &files,
               .help = "A vector file; several are checked one after the other",
               .required = true});
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
