#include "conformance/matrix/peer_list.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/report/text.h"
#include "conformance/transcript/read_json.h"

namespace asmtp::conformance {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

// Returns the command template of a peer, or "" if its program is missing.
std::string CommandOf(const json& peer, const json& list, const PeerPlaces& places) {
  if (!peer.contains("program")) return places.endpoint;
  const fs::path program = places.root / peer.at("program").get<std::string>();
  std::error_code error;
  if (!fs::exists(program, error)) return "";
  return ShellQuote(program.string()) + " " + list.at("arguments").get<std::string>();
}

// Throws json::exception if a member is missing or has the wrong type.
std::expected<PeerList, std::string> Read(const json& json_list, const PeerPlaces& places) {
  PeerList list{.sizes = json_list.at("sizes").get<std::vector<size_t>>()};
  for (const json& one : json_list.at("peers")) {
    const std::string name = one.at("name");
    const size_t largest = one.at("largest");
    const std::string text = CommandOf(one, json_list, places);
    if (text.empty()) {
      list.absent.push_back(name);
      continue;
    }
    auto command = CommandTemplate::Parse(text);
    if (!command) return std::unexpected(name + ": " + command.error());
    Adapter adapter(*std::move(command), AdapterOptions());
    if (auto asked = adapter.AskCapabilities(); !asked) return std::unexpected(asked.error());
    list.peers.push_back({.name = name, .largest = largest, .adapter = std::move(adapter)});
  }
  return list;
}

}  // namespace

std::expected<PeerList, std::string> ReadPeerList(std::string_view text, const PeerPlaces& places) {
  const auto peers = ReadJson(text);
  if (!peers) return std::unexpected(Printable(peers.error().Format("peers")));
  try {
    return Read(*peers, places);
  } catch (const json::exception& error) {
    return std::unexpected(Printable("not a list of peers: " + WhatIsWrong(error)));
  }
}

}  // namespace asmtp::conformance
