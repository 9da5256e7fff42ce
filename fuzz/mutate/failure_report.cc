// This code may run in a signal handler, so it does not allocate. It repeats Print() with only
// write().
#include "fuzz/mutate/failure_report.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace asmtp::fuzz {
namespace {

constexpr std::array kSignals = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};

// The mutation in progress, or null.
const Mutation* g_mutation = nullptr;
std::array<struct sigaction, kSignals.size()> g_before;

// Writes text to a file descriptor. Ignores errors, because a signal handler cannot handle them.
class Out {
 public:
  explicit Out(int file) : file_(file) {}

  void Text(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t written = write(file_, text.data(), text.size());
      if (written <= 0) return;
      text.remove_prefix(static_cast<size_t>(written));
    }
  }

  void Number(size_t number) const {
    std::array<char, 20> digits;
    size_t begin = digits.size();
    do {
      digits[--begin] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number > 0);
    Text({digits.data() + begin, digits.size() - begin});
  }

  void Hex(ByteView bytes) const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<char, 512> line;
    while (!bytes.empty()) {
      const ByteView part = bytes.first(std::min(bytes.size(), line.size() / 2));
      for (size_t i = 0; i < part.size(); ++i) {
        line[2 * i] = kDigits[part[i] >> 4];
        line[2 * i + 1] = kDigits[part[i] & 15];
      }
      Text({line.data(), 2 * part.size()});
      bytes = bytes.subspan(part.size());
    }
  }

 private:
  int file_;
};

void WriteMutation(const Out& out, const Mutation& mutation) {
  out.Text("target ");
  out.Text(mutation.mutator.target);
  out.Text("\nseed ");
  out.Number(mutation.seed);
  out.Text("\nmax-size ");
  out.Number(mutation.max_size);
  out.Text("\ninput ");
  out.Hex(mutation.input);
  if (mutation.other) {
    out.Text("\nother ");
    out.Hex(*mutation.other);
  }
  for (const Bytes& answer : mutation.answers) {
    out.Text("\nengine ");
    out.Hex(answer);
  }
  out.Text("\n");
}

// Appends `text` to `path`, as far as there is room.
void Append(std::string_view text, std::array<char, PATH_MAX>& path) {
  const size_t size = std::strlen(path.data());
  const size_t room = std::min(text.size(), path.size() - 1 - size);
  std::memcpy(path.data() + size, text.data(), room);
  path[size + room] = '\0';
}

void MakePath(uint32_t seed, std::array<char, PATH_MAX>& path) {
  const char* folder = std::getenv("ASMTP_MUTATOR_REPORTS");
  if (folder != nullptr) {
    Append(folder, path);
    Append("/", path);
  }
  Append("mutator-failure-", path);
  std::array<char, 11> digits{};
  size_t begin = digits.size() - 1;
  do {
    digits[--begin] = static_cast<char>('0' + seed % 10);
    seed /= 10;
  } while (seed > 0);
  Append(digits.data() + begin, path);
  Append(".txt", path);
}

// Reports each mutation once, because a signal may follow a sanitizer report.
void Report() {
  const Mutation* mutation = g_mutation;
  if (mutation == nullptr) return;
  g_mutation = nullptr;
  std::array<char, PATH_MAX> path{};
  MakePath(mutation->seed, path);
  const Out out(STDERR_FILENO);
  out.Text("asmtp-fuzz: a mutator failed; reproduce: asmtp-fuzz mutate ");
  out.Text(path.data());
  out.Text("\n");
  WriteMutation(out, *mutation);
  const int file = open(path.data(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return out.Text("cannot write that file; save the lines above in it.\n");
  WriteMutation(Out(file), *mutation);
  close(file);
}

void OnSignal(int signal) {
  Report();
  for (size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &g_before[i], nullptr);
  raise(signal);  // delivered when this handler returns
}

void HandleSignals() {
  struct sigaction action{};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_ONSTACK;
  for (size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &action, &g_before[i]);
}

}  // namespace

FailureReport::FailureReport(const Mutation& mutation) {
  static const bool kHandled = (HandleSignals(), true);
  g_mutation = kHandled ? &mutation : nullptr;
}

FailureReport::~FailureReport() { g_mutation = nullptr; }

}  // namespace asmtp::fuzz

// Called by the sanitizers on a finding.
extern "C" void __asan_on_error();                              // NOLINT
extern "C" void __ubsan_on_report();                            // NOLINT
extern "C" void __asan_on_error() { asmtp::fuzz::Report(); }    // NOLINT
extern "C" void __ubsan_on_report() { asmtp::fuzz::Report(); }  // NOLINT
