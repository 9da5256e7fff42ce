// matrix: every initiator speaks to every responder, in the mode `talk` of the adapter contract.
//
//   runner --stdin: plaintext--> initiator ==TCP: ASMTP==> responder
//   runner <--stdout: answer---- initiator <==TCP: ASMTP== the same plaintext
//
// So each library seals and opens in both directions, and the runner alone compares.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "conformance/iut/adapter.h"
#include "conformance/report/shared/page.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/exit_status.h"
#include "conformance/runner/root.h"
#include "core/bytes/hex.h"
#include "core/crypto/keys.h"

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBegin = "<!-- matrix: begin -->\n";
constexpr std::string_view kEnd = "<!-- matrix: end -->\n";
constexpr size_t kU16Largest = 65'517;
constexpr std::chrono::milliseconds kTalkPatience{20'000};

struct MatrixOptions {
  std::string peers;   // the data file; conformance/peers/peers.json if ""
  std::string html;    // a page, or ""
  std::string readme;  // a Markdown file with the two marks, or ""
};

struct Peer {
  std::string name;
  size_t largest = 0;  // plaintext
  Adapter adapter;
};

struct Peers {
  std::vector<Peer> peers;
  std::vector<size_t> sizes;
};

struct Pair {
  std::string initiator;
  std::string responder;
  std::string wrong;  // "" where every plaintext came back
  size_t largest = 0;
};

struct Grid {
  std::string title;
  std::vector<std::string> names;
  std::vector<Pair> pairs;
};

// Returns the command line of a peer, or "" where its program is not there.
std::string CommandOf(const nlohmann::json& peer, const nlohmann::json& file) {
  if (!peer.contains("program")) return FindEndpoint();
  const fs::path program = FindRoot("SPEC.md") / peer["program"].get<std::string>();
  std::error_code error;
  if (!fs::exists(program, error)) return "";
  return "'" + program.string() + "' " + file["arguments"].get<std::string>();
}

std::expected<Peers, std::string> LoadPeers(const std::string& path) {
  std::ifstream stream(path);
  const auto file = nlohmann::json::parse(stream, nullptr, false);
  if (!file.is_object()) return std::unexpected(path + ": there is no such file, or no JSON in it");
  Peers peers{.peers = {}, .sizes = file.at("sizes").get<std::vector<size_t>>()};
  for (const auto& one : file.at("peers")) {
    const std::string name = one.at("name");
    const auto command = CommandTemplate::Parse(CommandOf(one, file));
    if (!command) {
      fmt::print(stderr, "asmtp-conform: {} is skipped: it is not built\n", name);
      continue;
    }
    Peer peer{.name = name, .largest = one.at("largest"), .adapter = Adapter(*command, 1.0)};
    if (auto asked = peer.adapter.AskCapabilities(); !asked) return std::unexpected(asked.error());
    peers.peers.push_back(std::move(peer));
  }
  return peers;
}

StaticKeyPair KeysOf(const Config& config) {
  const uint8_t name = config.role == noise::Role::kInitiator ? 0x11 : 0x21;
  ByteArray<32> bytes;
  bytes.fill(name);
  return StaticKeyPair::FromSecret(config.suite, StaticSecret(FixedView<32>(bytes)));
}

std::expected<std::unique_ptr<ChildProcess>, std::string> StartTalking(const Peer& peer,
                                                                       const Config& config,
                                                                       const std::string& address) {
  const bool initiates = config.role == noise::Role::kInitiator;
  Config other = config;
  other.role = initiates ? noise::Role::kResponder : noise::Role::kInitiator;
  return peer.adapter.StartProcess(
      {{"role", std::string(Name(config.role))},
       {"addr", address},
       {"iut_s", ToHex(std::vector<uint8_t>(32, initiates ? 0x11 : 0x21))},
       {"peer", ToHex(KeysOf(other).public_key().bytes())},
       {"mode", "talk"},
       {"suite", std::string(DhName(config.suite))},
       {"framing", std::string(asmtp::Name(config.framing))}},
      {});
}

// A plaintext of that size that tells its bytes and itself apart.
std::string PlaintextOf(size_t size) {
  std::vector<uint8_t> bytes(size);
  for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<uint8_t>((i * 31) ^ (i >> 8) ^ size);
  return ToHex(bytes);
}

// Has an initiator say all that both can take. Returns what is wrong, or "".
std::string Talk(ChildProcess& initiator, const std::vector<size_t>& sizes) {
  initiator.AllowLongLines();
  for (const size_t size : sizes) {
    const std::string plaintext = PlaintextOf(size);
    const Deadline deadline = In(kTalkPatience, 1.0);
    if (!initiator.WriteLine(plaintext, deadline)) {
      return fmt::format("the initiator does not take {} bytes", size);
    }
    const auto answer = initiator.WaitForLine("", deadline);
    if (!answer) {
      initiator.Wait(In(std::chrono::milliseconds(500), 1.0));
      return fmt::format("{} bytes do not come back: {}", size, initiator.ErrorTail());
    }
    if (*answer != plaintext) return fmt::format("{} bytes come back as others", size);
  }
  return "";
}

Pair Meet(const Peer& initiator, const Peer& responder, const Config& config,
          const std::string& address, const std::vector<size_t>& all) {
  const size_t framing = config.framing == Framing::kU16 ? kU16Largest : SIZE_MAX;
  const size_t most = std::min({initiator.largest, responder.largest, framing});
  std::vector<size_t> sizes;
  std::ranges::copy_if(all, std::back_inserter(sizes), [&](size_t size) { return size <= most; });
  Pair pair{.initiator = initiator.name, .responder = responder.name, .largest = sizes.back()};
  auto child =
      StartTalking(initiator, {noise::Role::kInitiator, config.suite, config.framing}, address);
  pair.wrong = child ? Talk(**child, sizes) : child.error();
  return pair;
}

bool Supports(const Peer& peer, noise::Role role, const Config& config) {
  return peer.adapter.WhyUnsupported({role, config.suite, config.framing}, 0).empty();
}

// All initiators, against one responder.
void MeetAll(const Peers& peers, const Peer& responder, const Config& config, Grid& grid) {
  auto child = StartTalking(responder, config, "127.0.0.1:0");
  const auto address =
      child ? (*child)->WaitForLine("LISTEN ", In(kStartPatience, 1.0)) : std::nullopt;
  for (const Peer& initiator : peers.peers) {
    if (!Supports(initiator, noise::Role::kInitiator, config)) continue;
    if (address) {
      grid.pairs.push_back(Meet(initiator, responder, config, *address, peers.sizes));
    } else {
      grid.pairs.push_back({initiator.name, responder.name, "the responder does not listen"});
    }
  }
}

Grid MeetUnder(const Peers& peers, const Config& config) {
  Grid grid{.title = fmt::format("suite {}, framing {}", DhName(config.suite),
                                 asmtp::Name(config.framing))};
  for (const Peer& peer : peers.peers) {
    if (!Supports(peer, noise::Role::kResponder, config)) continue;
    grid.names.push_back(peer.name);
    MeetAll(peers, peer, config, grid);
  }
  return grid;
}

std::string TextOf(const Pair& pair) {
  return pair.wrong.empty() ? fmt::format("{}", pair.largest) : "FAIL: " + pair.wrong;
}

const Pair* Find(const Grid& grid, const std::string& initiator, const std::string& responder) {
  const auto found = std::ranges::find_if(grid.pairs, [&](const Pair& pair) {
    return pair.initiator == initiator && pair.responder == responder;
  });
  return found == grid.pairs.end() ? nullptr : &*found;
}

std::string WriteMarkdown(const std::vector<Grid>& grids) {
  std::string text;
  for (const Grid& grid : grids) {
    text += fmt::format("\n{}: the initiator at the left, the responder above\n\n| |", grid.title);
    std::string rule = "|---|";
    for (const std::string& name : grid.names) {
      text += " " + name + " |";
      rule += "---|";
    }
    text += "\n" + rule + "\n";
    for (const std::string& initiator : grid.names) {
      text += "| " + initiator + " |";
      for (const std::string& responder : grid.names) {
        const Pair* pair = Find(grid, initiator, responder);
        text += " " + (pair != nullptr ? TextOf(*pair) : "") + " |";
      }
      text += "\n";
    }
  }
  return text;
}

std::string WriteMatrixPage(const std::vector<Grid>& grids) {
  std::string main = "<p>The largest plaintext, in bytes, that went there and back.</p>\n";
  for (const Grid& grid : grids) {
    std::string rows;
    for (const Pair& pair : grid.pairs) {
      rows += "<tr>" + Cell(pair.initiator) + Cell(pair.responder) + Cell(TextOf(pair)) + "</tr>\n";
    }
    main += "<h2>" + grid.title + "</h2>\n" + Table({"initiator", "responder", "bytes"}, rows);
  }
  return WritePage({.title = "ASMTP: who talks to whom", .main = main, .footer = "asmtp-conform"});
}

// Puts the tables between the two marks. Returns what is wrong, or "".
std::string UpdateReadme(const std::string& file, const std::string& markdown) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  std::string content = text.str();
  const size_t begin = content.find(kBegin);
  const size_t end = content.find(kEnd);
  if (begin == content.npos || end == content.npos) return file + ": the marks are not there";
  const size_t first = begin + kBegin.size();
  content.replace(first, end - first, markdown + "\n");
  return std::ofstream(file) << content ? "" : file + ": cannot be written";
}

int ShowMatrix(const MatrixOptions& options) {
  const auto peers = LoadPeers(options.peers.empty()
                                   ? (FindRoot("SPEC.md") / "conformance/peers/peers.json").string()
                                   : options.peers);
  if (!peers) return Fail(kExitUsage, peers.error());
  if (peers->peers.empty()) return Fail(kExitNoIut, "no peer is built");
  std::vector<Grid> grids;
  for (const Suite suite : kSuites) {
    for (const Framing framing : kFramings) {
      grids.push_back(MeetUnder(*peers, {noise::Role::kResponder, suite, framing}));
    }
  }
  const std::string markdown = WriteMarkdown(grids);
  size_t all = 0;
  size_t wrong = 0;
  for (const Grid& grid : grids) {
    all += grid.pairs.size();
    wrong += static_cast<size_t>(
        std::ranges::count_if(grid.pairs, [](const Pair& pair) { return !pair.wrong.empty(); }));
  }
  fmt::print("{}\n{} pairs, {} of them fail\n", markdown, all, wrong);
  if (!options.html.empty() && !(std::ofstream(options.html) << WriteMatrixPage(grids))) {
    return Fail(kExitInternal, options.html + ": cannot be written");
  }
  if (!options.readme.empty()) {
    const std::string why = UpdateReadme(options.readme, markdown);
    if (!why.empty()) return Fail(kExitInternal, why);
  }
  return wrong == 0 ? kExitOk : kExitUnexpected;
}

}  // namespace

void AddMatrixCommand(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<MatrixOptions>();
  CLI::App* command = app.add_subcommand(
      "matrix", "let every implementation of a list speak to every other, over sockets");
  command->add_option("--peers", options->peers, "the list (conformance/peers/peers.json)");
  command->add_option("--html", options->html, "write a page");
  command->add_option("--readme", options->readme, "put the tables between the marks of this file");
  command->callback([options, &chosen] { chosen = [options] { return ShowMatrix(*options); }; });
}

}  // namespace asmtp::conformance
