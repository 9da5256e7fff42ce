// The runner survives hostile programs and files, and a user who closes or interrupts it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/testing/conform_process.h"
#include "core/testing/interrupt.h"

namespace asmtp::conformance {
namespace {

using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kProgram[] = "conformance/runner/asmtp-conform";
constexpr size_t kMemoryMax = size_t{256} << 20;
constexpr size_t kMemoryOfJobMax = size_t{64} << 20;

std::string In(const std::string& name) { return ::testing::TempDir() + name; }

std::string FileWith(const std::string& name, const std::string& text) {
  std::ofstream(In(name), std::ios::binary) << text;
  return In(name);
}

std::string ReadFile(const std::string& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

constexpr const char* kOptions =
    " --role {role} --addr {addr} --secret {iut_s} --peer {peer} --suite {suite} --framing "
    "{framing}";

std::string Hostile(const std::string& attack) {
  return "/usr/bin/python3 conformance/testing/hostile.py " + attack + kOptions;
}

std::unique_ptr<ChildProcess> StartWords(std::vector<std::string> words, const std::string& note,
                                         const std::vector<std::string>& more = {}) {
  words.insert(words.begin(), kProgram);
  std::vector<std::string> environment = {"ASMTP_ENDPOINT=conformance/endpoint/asmtp-endpoint",
                                          "ASMTP_ROOT=.", "ASMTP_TEST_NOTE=" + note};
  environment.insert(environment.end(), more.begin(), more.end());
  auto child = ChildProcess::Start(words, environment);
  EXPECT_TRUE(child) << child.error();
  return child ? *std::move(child) : nullptr;
}

std::unique_ptr<ChildProcess> Start(const std::string& attack, const std::string& note,
                                    const std::string& report,
                                    const std::string& cases = "transport/echo-two-messages",
                                    const std::string& jobs = "4") {
  return StartWords({"run", cases, "--iut", Hostile(attack), "--role", "responder", "--json",
                     report, "--jobs", jobs},
                    note);
}

// Waits for a line in the note, and returns the first.
std::string AwaitNote(const std::string& note) {
  const Deadline deadline = Clock::now() + seconds(20);
  std::string line;
  while (line.empty() && Clock::now() < deadline) {
    std::ifstream stream(note);
    std::getline(stream, line);
    if (line.empty()) WaitFor(-1, 0, Clock::now() + std::chrono::milliseconds(10));
  }
  EXPECT_FALSE(line.empty());
  return line;
}

TEST(HostileTest, AFloodKeepsNeitherTimeNorMemory) {
  const auto runner = Start("flood", In("flood.note"), In("flood.json"));
  ASSERT_TRUE(runner);
  const auto begin = Clock::now();
  const Ended ended = WaitForEnd(*runner);
  EXPECT_LT(Clock::now() - begin, seconds(15));
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("part of a frame, longer than the runner reads"));
  EXPECT_LT(runner->PeakMemory(), kMemoryMax);
}

// The memory of an instrumented runner is not that of the runner.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SKIP_IF_SANITIZED() GTEST_SKIP() << "sanitizers need memory of their own"
#endif
#endif
#ifndef SKIP_IF_SANITIZED
#define SKIP_IF_SANITIZED() (void)0
#endif

// A frame that no case asks for is not read; one of 16 MiB is, by each job.
TEST(HostileTest, MemoryIsBoundedForEachJob) {
  SKIP_IF_SANITIZED();
  constexpr const char* kOne = "transport/echo-two-messages";
  for (const auto& [attack, cases, jobs, most] :
       {std::tuple("flood", "transport/*", "64", kMemoryMax),
        std::tuple("frames", kOne, "1", kMemoryMax / 2),
        std::tuple("frames", "transport/*", "16", 16 * kMemoryOfJobMax)}) {
    const auto runner = Start(attack, In("jobs.note"), In("jobs.json"), cases, jobs);
    ASSERT_TRUE(runner);
    EXPECT_EQ(WaitForEnd(*runner).status, 1) << attack;
    EXPECT_LT(runner->PeakMemory(), most) << attack << " " << jobs;
  }
}

// With too little memory for its jobs, the runner says so, and gives every case a result.
TEST(HostileTest, AShortageOfMemoryIsNoFault) {
  SKIP_IF_SANITIZED();
  const std::string run =
      std::string(kProgram) + " run 'transport/*' --suite 25519 --framing u32 --role responder";
  const std::string report = In("memory.json");
  const std::string plan = Shell(run + " --dry-run").out;
  for (const char* limit : {"250000", "400000"}) {
    const Ended ended = Shell("ulimit -v " + std::string(limit) + "; exec " + run +
                              " -j 64 --json " + report + " --iut '" + Hostile("frames") + "'");
    EXPECT_EQ(ended.status, 4) << limit << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("the runner itself lacks resources (")) << limit;
    const auto json = nlohmann::json::parse(ReadFile(report));
    for (const auto& result : json.at("results")) {
      EXPECT_THAT(plan, HasSubstr(result.at("case").get<std::string>()));
      EXPECT_NE(result.at("verdict"), "PASS");
    }
    EXPECT_EQ(json.at("results").size(), std::ranges::count(plan, '\n') - 1U) << limit;
  }
}

class SignalTest : public ::testing::TestWithParam<std::tuple<int, const char*>> {};

TEST_P(SignalTest, EndsARunWithAReport) {
  const auto [signal, attack] = GetParam();
  const std::string name = std::string(attack) + std::to_string(signal);
  const auto runner = Start(attack, In(name + ".note"), In(name + ".json"));
  ASSERT_TRUE(runner);
  AwaitNote(In(name + ".note"));
  const auto begin = Clock::now();
  ::kill(runner->pid(), signal);
  const Ended ended = WaitForEnd(*runner);
  EXPECT_LT(Clock::now() - begin, seconds(3));  // under one on an idle machine
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_TRUE(nlohmann::json::parse(ReadFile(In(name + ".json"))).value("interrupted", false));
}

INSTANTIATE_TEST_SUITE_P(, SignalTest,
                         ::testing::Combine(::testing::Values(SIGINT, SIGTERM),
                                            ::testing::Values("flood", "deaf")));

std::string ProgramWith(const std::string& name, const std::string& lines) {
  const std::string file = FileWith(name, "#!/bin/sh\n" + lines);
  EXPECT_EQ(::chmod(file.c_str(), 0700), 0);
  return file;
}

// Ends a command once the IUT of the test has begun to keep it waiting.
Ended InterruptOnceNoted(int signal, const std::vector<std::string>& words, const std::string& note,
                         const std::vector<std::string>& more = {}) {
  ::unlink(note.c_str());
  const auto child = StartWords(words, note, more);
  if (!child) return {};
  AwaitNote(note);
  const auto begin = Clock::now();
  ::kill(child->pid(), signal);
  const Ended ended = WaitForEnd(*child);
  EXPECT_LT(Clock::now() - begin, seconds(3));  // under one on an idle machine
  EXPECT_EQ(ended.status, 1) << ended.err;
  return ended;
}

class OtherSignalTest : public ::testing::TestWithParam<int> {};

TEST_P(OtherSignalTest, EndsTheDoctorWithTheChecksSoFar) {
  const Ended ended = InterruptOnceNoted(
      GetParam(),
      {"doctor", "--iut", Hostile("deaf"), "--role", "responder", "--timeout-scale", "20"},
      In("doctor.note"));
  EXPECT_THAT(ended.out, HasSubstr("ok    --caps"));
  EXPECT_THAT(ended.out, HasSubstr("interrupted: "));
  EXPECT_THAT(ended.out, Not(HasSubstr("echo responder")));  // it was not examined to its end
}

// The learner knows the machine of the first configuration, and asks about the second.
TEST_P(OtherSignalTest, EndsLearnWithTheMachinesSoFar) {
  const std::string page = In("learn.html");
  const std::string second = In("second");
  ::unlink(second.c_str());
  const std::string learner = ProgramWith(
      "learner", "if [ -e '" + second + "' ]; then\n" +
                     "  echo RESET; echo SAY init; read answer; echo SAY message; read answer\n" +
                     "fi\ntouch '" + second + "'\n" +
                     "echo 'STATE {\"init\": [\"response\", 0]}'; echo END\n");
  const Ended ended = InterruptOnceNoted(GetParam(),
                                         {"learn", "--iut", Hostile("deaf"), "--role", "responder",
                                          "--patience", "10000", "--html", page},
                                         In("learn.note"), {"ASMTP_LEARNER_PYTHON=" + learner});
  EXPECT_THAT(ended.out, HasSubstr("responder ed25519 u32: 1 states"));
  EXPECT_THAT(ended.out, HasSubstr("interrupted: 1 of 2 configurations were learned"));
  EXPECT_THAT(ReadFile(page), HasSubstr("interrupted: 1 of 2 configurations were learned"));
}

TEST_P(OtherSignalTest, EndsTheMatrixWithTheMeetingsSoFar) {
  const std::string note = In("matrix.note");
  const std::string silent = ProgramWith(
      "silent", "case \"$*\" in *initiator*) echo met > '" + note +
                    "'; exec sleep 600;; esac\nexec conformance/endpoint/asmtp-endpoint \"$@\"\n");
  const nlohmann::json list = {
      {"peers", {{{"name", "silent"}, {"largest", 40}, {"program", silent}}}},
      {"arguments",
       "--role {role} --addr {addr} --secret {iut_s} --peer {peer} --suite {suite} --framing "
       "{framing} --mode {mode} --until-eof"},
      {"sizes", {0, 1}}};
  const std::string tables = "<!-- matrix: begin -->\nold\n<!-- matrix: end -->\n";
  const std::string document = FileWith("tables.md", tables);
  const std::string page = In("matrix.html");
  const Ended ended = InterruptOnceNoted(GetParam(),
                                         {"matrix", "--peers", FileWith("peers.json", list.dump()),
                                          "--document", document, "--html", page},
                                         note);
  EXPECT_THAT(ended.out, HasSubstr("interrupted: 0 pairs, 0 failed"));
  EXPECT_THAT(ReadFile(page), HasSubstr("Interrupted: some pairs have not met"));
  EXPECT_EQ(ReadFile(document), tables);
}

// The first implementation is played to its end.
TEST_P(OtherSignalTest, EndsTheDifferentialAndItsRun) {
  const std::string note = In("differential.note");
  const Ended ended = InterruptOnceNoted(
      GetParam(),
      {"differential", "--iut", std::string("right=conformance/endpoint/asmtp-endpoint") + kOptions,
       "--iut", "deaf=" + Hostile("deaf"), "--role", "responder", "--suite", "ed25519",
       "--timeout-scale", "20", "transport/echo-two-messages"},
      note);
  EXPECT_THAT(ended.out, HasSubstr("interrupted: 1 of 2 implementations were played to the end"));
}

INSTANTIATE_TEST_SUITE_P(, OtherSignalTest, ::testing::Values(SIGINT, SIGTERM));

TEST(SignalDeathTest, TheSecondOneEndsTheProcess) {
  EXPECT_EXIT(
      {
        CatchSignals();
        ::raise(SIGTERM);
        ::raise(SIGTERM);
        ::_exit(0);
      },
      ::testing::KilledBySignal(SIGTERM), "");
}

TEST(HostileTest, HelpersDieWithTheRunner) {
  const auto runner = Start("helpers", In("helpers.note"), In("helpers.json"), "message/*");
  ASSERT_TRUE(runner);
  const pid_t helper = std::atoi(AwaitNote(In("helpers.note")).c_str());
  ASSERT_GT(helper, 1);
  const FileDescriptor end(static_cast<int>(::syscall(SYS_pidfd_open, helper, 0)));
  ::kill(runner->pid(), SIGKILL);
  if (end) EXPECT_NE(WaitFor(end.get(), POLLIN, Clock::now() + seconds(10)), 0);
}

struct Refused {
  std::vector<std::string> arguments;
  std::string err;
};

TEST(HostileTest, FilesAreRefusedWithAReason) {
  const std::string fifo = In("a-fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const std::string deep = FileWith("deep.json", std::string(100'000, '['));
  const std::string large = FileWith("large.json", "{\n\"format\": 1e999}");
  for (const auto& [arguments, err] : std::vector<Refused>{
           {{"report", deep}, deep + ":1:65: invalid JSON: nested more than 64 levels deep"},
           {{"report", large}, large + ":2:11: invalid JSON: number overflow parsing '1e999'"},
           {{"report", fifo}, "this is a FIFO, not a regular file"},
           {{"report", "--section", deep, large}, large + ":2:11"},
           {{"--rerun-failed", deep}, deep + ":1:65: invalid JSON: nested"},
           {{"handshake/ok", "--expectations", "/dev/zero"}, "this is a device"},
           {{"handshake/ok", "--expectations", "/"}, "this is a folder, not a file"},
           {{"verify", fifo}, fifo + ": this is a FIFO, not a regular file"}}) {
    const Ended ended = Conform(arguments);
    EXPECT_EQ(ended.status, 2) << arguments.front() << ended.err;
    EXPECT_THAT(ended.err, HasSubstr(err));
  }
}

TEST(HostileTest, AByteOrderMarkIsSkipped) {
  const std::string mark = "\xef\xbb\xbf";
  const std::string file =
      FileWith("marked.atf", mark + ReadFile("corpus/transcripts/handshake/ok.atf"));
  EXPECT_EQ(Conform({"verify", file}).status, 0);
  const std::string known =
      FileWith("known.txt", mark + "handshake/ok FAIL \"\" is listed, but passes\n");
  const Ended ended = Conform({"handshake/ok", "--expectations", known, "--role", "responder",
                               "--suite", "25519", "--framing", "u16"});
  EXPECT_THAT(ended.out, HasSubstr("1 XPASS"));
}

// The report is written, and the exit status tells that something is missing.
TEST(HostileTest, AClosedOutputIsNoticed) {
  const std::string run = std::string(kProgram) +
                          " run handshake/ok --suite 25519 --framing u16 --role responder --json ";
  for (const auto& [name, ends] : {std::pair("pipe", " 2>&1; echo $? >&3; } | true"),
                                   std::pair("closed", " >&- 2>&-; echo $? >&3; }"),
                                   std::pair("full", " >/dev/full; echo $? >&3; }")}) {
    const std::string report = In(std::string("report-") + name + ".json");
    const Ended ended = Shell("{ { " + run + report + ends + "; } 3>" + In("status"));
    EXPECT_EQ(ReadFile(In("status")), "4\n") << name << ended.err;
    EXPECT_TRUE(nlohmann::json::parse(ReadFile(report)).contains("results")) << name;
  }
}

TEST(HostileTest, AShortageOfTheRunnerIsNoFault) {
  const Ended ended = Shell(
      "ulimit -n 100; exec " + std::string(kProgram) +
      " run endurance/many-sessions --endurance --suite 25519 --framing u16 --role responder");
  EXPECT_EQ(ended.status, 4) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("the runner itself lacks resources (Too many open files)"));
  EXPECT_THAT(ended.out, Not(HasSubstr("FAIL")));
}

TEST(HostileTest, VariablesArePassedByName) {
  const std::string run =
      "DEPLOY_TOKEN=secret " + std::string(kProgram) +
      " handshake/ok --role responder --iut 'sh -c \"[ $0 = --caps ] && exit; echo "
      "seen:$DEPLOY_TOKEN >&2; exit 3\" {addr}'";
  EXPECT_THAT(Shell(run).err, HasSubstr("seen:\n"));
  EXPECT_THAT(Shell(run + " --pass-env DEPLOY_TOKEN").err, HasSubstr("seen:secret\n"));
}

TEST(HostileTest, AHostNameIsResolved) {
  auto endpoint = ChildProcess::Start({"conformance/endpoint/asmtp-endpoint", "--role", "responder",
                                       "--secret", std::string(64, '2')},
                                      {});
  ASSERT_TRUE(endpoint);
  const auto address = (*endpoint)->WaitForLine("LISTEN ", Clock::now() + seconds(20));
  ASSERT_TRUE(address);
  const std::string port = address->substr(address->rfind(':'));
  const auto play = [&](const std::string& host) {
    return Conform({"handshake/ok", "--connect", host + port, "--iut-pub",
                    PublicOf(std::string(64, '2')), "--iut-tier", "T1"});
  };
  EXPECT_EQ(play("localhost").status, 0) << play("localhost").err;
  const Ended unknown = play("no-such-host.invalid");
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.err, HasSubstr("the name 'no-such-host.invalid' is not"));
}

}  // namespace
}  // namespace asmtp::conformance
