// PeerList: implementations that are to speak to each other, each behind the adapter contract with
// its mode `talk`, as a JSON file names them (conformance/peers/peers.json).
//
//   {"peers": [{"name": "asmtp-endpoint", "largest": 16777200},
//              {"name": "snow", "program": "out/peers/snow/peer", "largest": 65519}],
//    "arguments": "--role {role} --addr {addr} ... --mode {mode}",
//    "sizes": [0, 1, 16]}
//
//   const auto list = ReadPeerList(text, {.root = root, .endpoint = FindEndpoint()});
//   if (!list) return list.error();                              "there is no array 'peers'"
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
  size_t largest = 0;  // plaintext in bytes that it sends and takes; its framing may allow less
  Adapter adapter;
};

struct PeerList {
  std::vector<ListedPeer> peers;
  std::vector<std::string> absent;  // names of those whose program is not there
  std::vector<size_t> sizes;        // of the plaintexts that they exchange, in bytes
};

// Where the programs of a list are.
struct PeerPlaces {
  std::filesystem::path root;  // above the paths of programs
  std::string endpoint;        // command template of a peer without a program, our own; "" for none
};

// Reads a list, and asks each peer for its capabilities. Fails with a sentence.
std::expected<PeerList, std::string> ReadPeerList(std::string_view text, const PeerPlaces& places);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_MATRIX_PEER_LIST_H_
