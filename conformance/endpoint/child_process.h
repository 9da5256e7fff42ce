// ChildProcess: a program that a test starts, talks to through pipes and waits for.
//
//   ChildProcess child({"--role", "responder"}, {"ASMTP_IUT_SECRET=02..."});
//   EXPECT_TRUE(child.ReadLine().starts_with("LISTEN "));
//   child.Signal(SIGTERM);
//   EXPECT_EQ(child.Wait(), 0);
//
// The destructor kills a child that is still running. A child that is silent for kPatience ends the
// test.
#ifndef ASMTP_CONFORMANCE_ENDPOINT_CHILD_PROCESS_H_
#define ASMTP_CONFORMANCE_ENDPOINT_CHILD_PROCESS_H_

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace asmtp::endpoint {

class ChildProcess {
 public:
  // Starts asmtp-endpoint with these arguments. The environment consists of these variables only.
  explicit ChildProcess(const std::vector<std::string>& arguments,
                        const std::vector<std::string>& environment = {});
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Returns the next line of stdout without its newline; empty at the end.
  std::string ReadLine() { return ReadLine(stdout_); }
  // Return the rest of stdout and stderr.
  std::string ReadOutput() { return ReadRest(stdout_); }
  std::string ReadErrors() { return ReadRest(stderr_); }
  // Return the next line of stderr, and whether there is something to read now.
  std::string ReadErrorLine() { return ReadLine(stderr_); }
  bool HasErrors() const;
  // Makes stderr hold no more than 8 KiB.
  void ShrinkErrors() const;
  void WriteLine(const std::string& line);
  void CloseInput();
  // Stops reading stdout and stderr.
  void CloseOutput();
  void Signal(int signal);
  // Waits for the end. Returns the exit status, or the negated signal that killed it.
  int Wait();

 private:
  static std::string ReadLine(int descriptor);
  static std::string ReadRest(int descriptor);

  pid_t pid_ = 0;
  int stdin_ = -1;
  int stdout_ = -1;
  int stderr_ = -1;
  std::optional<int> status_;
};

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_CHILD_PROCESS_H_
