// PeerList: the implementations of a matrix, listed in a JSON file (conformance/peers/peers.json).
// Each has an adapter with the mode `talk`.
//
//   {"peers": [{"name": "asmtp-endpoint", "largest": 16777200},
//              {"name": "snow", "program": "out/peers/snow/peer", "largest": 65519}],
//    "arguments": "--role {role} --addr {addr} ... --mode {mode}",
//    "sizes": [0, 1, 16]}
//
//   const auto list = ReadPeerList(text, {.root = root, .endpoint = FindEndpoint()});
//   if (!list) return list.error();                              the error of the JSON reader
#ifndef ASMTP_CONFORMANCE_MATRIX_PEER_LIST_H_
#define ASMTP_CONFORMANCE_MATRIX_PEER_LIST_H_

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/iut/adapter.h"

namespace asmtp::conformance {

struct ListedPeer {
  std::string name;
  size_t largest = 0;  // plaintext that it sends and accepts, in bytes; a framing may allow less
  Adapter adapter;
};

struct PeerList {
  std::vector<ListedPeer> peers;
  std::vector<std::string> absent;  // names of peers whose program is missing
  std::vector<size_t> sizes;        // of the exchanged plaintexts, in bytes
};

// The locations of a list's programs.
struct PeerPlaces {
  std::filesystem::path root;  // base of the program paths
  std::string endpoint;        // command template of a peer without `program`, our own; "" for none
};

// Reads a list and queries the capabilities of each peer. Fails with a sentence.
std::expected<PeerList, std::string> ReadPeerList(std::string_view text, const PeerPlaces& places);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_MATRIX_PEER_LIST_H_
