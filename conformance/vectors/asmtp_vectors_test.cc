// The program as a user runs it: exit status and output.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <string>

namespace {

struct ProgramRun {
  int exit_status;
  std::string output;
};

// Runs the program and keeps its output on both streams.
ProgramRun Vectors(const std::string& arguments) {
  const std::string command = "conformance/vectors/asmtp-vectors " + arguments;
  std::FILE* pipe = popen(command.c_str(), "r");  // NOLINT(cert-env33-c): a command of ours
  if (pipe == nullptr) return {-1, ""};
  ProgramRun run{};
  char chunk[4096];
  while (const size_t size = std::fread(chunk, 1, sizeof chunk, pipe))
    run.output.append(chunk, size);
  const int status = pclose(pipe);
  run.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return run;
}

TEST(AsmtpVectors, ChecksSeveralFilesAndDuplicates) {
  const ProgramRun run = Vectors(
      "corpus/vectors/passports.json corpus/noise/snow_ik.json corpus/vectors/passports.json 2>&1");
  const std::string passports =
      "corpus/vectors/passports.json: 54 passed, 0 failed, 0 skipped\n"
      "  2 passed by the difference DIF-5 first-block-without-author\n"
      "  1 passed by the difference DIF-6 first-block-with-previous\n";
  EXPECT_EQ(run.output,
            passports + "corpus/noise/snow_ik.json: 1 passed, 0 failed, 1 skipped\n" + passports);
  EXPECT_EQ(run.exit_status, 0);
}

TEST(AsmtpVectors, ContinuesAfterAMalformedFile) {
  const ProgramRun run = Vectors("no/such.json corpus/noise/snow_ik.json 2>/dev/null");
  EXPECT_EQ(run.output, "corpus/noise/snow_ik.json: 1 passed, 0 failed, 1 skipped\n");
  EXPECT_EQ(run.exit_status, 1);
}

TEST(AsmtpVectors, UsageErrors) {
  EXPECT_EQ(Vectors("2>&1").exit_status, 2);
  EXPECT_NE(Vectors("2>&1").output.find("FILE is required"), std::string::npos);
  EXPECT_EQ(Vectors("--no-such-option corpus/noise/snow_ik.json 2>&1").exit_status, 2);
}

TEST(AsmtpVectors, HelpNamesEveryFormatAndStatus) {
  const ProgramRun run = Vectors("--help");
  EXPECT_EQ(run.exit_status, 0);
  for (const char* text :
       {"asmtp-handshake-vectors/1", "asmtp-failure-vectors/1", "asmtp-message-vectors/1",
        "asmtp-passport-vectors/1", "asmtp-ledger-vectors/1", "cacophony", "Exit status"}) {
    EXPECT_NE(run.output.find(text), std::string::npos) << text;
  }
}

}  // namespace
