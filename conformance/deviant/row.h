// Row: a deviation with a name: which clause it breaks, a sentence, and what it changes. A wrong
// behaviour is written once, here; whoever misbehaves, explains or proves misbehaviour reads its
// row.
//
//   for (const Row* row : RowsFor(Serves::kHypothesis)) {
//     Deviation wrong;
//     row->apply(wrong);
//   }
//   FindRow(Serves::kHypothesis, "no-rekey")->clause        "TR-2"
//
// To add one, add a row to one of the *_rows.cc: nothing else knows their names.
#ifndef ASMTP_CONFORMANCE_DEVIANT_ROW_H_
#define ASMTP_CONFORMANCE_DEVIANT_ROW_H_

#include <span>
#include <string_view>
#include <vector>

#include "conformance/deviant/deviation.h"
#include "conformance/transcript/verdict.h"
#include "core/crypto/suite.h"
#include "core/wire/framing.h"

namespace asmtp::deviant {

// Where a deviation shows.
enum class Stage : uint8_t {
  kInitialize,  // in the initialize only
  kHandshake,   // in either handshake frame
  kFrame,
  kMessage,    // in what becomes of a plaintext
  kBehaviour,  // in what the bytes do not show
};

// What a row may serve as; rows may serve as several.
enum class Serves : uint8_t {
  kHypothesis = 1,  // explains the bytes of a peer
  kEndpoint = 2,    // an endpoint that proves the suite
  kTamper = 4,      // what a case does to an IUT
};
constexpr Serves operator|(Serves a, Serves b) {
  return static_cast<Serves>(static_cast<uint8_t>(a) | static_cast<uint8_t>(b));
}

// What a case gives a tamper.
struct TamperArgument {
  Bytes value;
  conformance::TamperNumber number;
};

// In which roles an endpoint shows its deviation.
enum class Roles : uint8_t { kBoth, kResponder, kInitiator };

struct Row {
  // Stable: reports, tests and commands name it. Of a tamper: its pattern in transcript/tamper.cc.
  std::string_view id;
  std::string_view clause;  // of SPEC.md, which it breaks
  Stage stage = Stage::kFrame;
  Serves serves = Serves::kHypothesis;
  // Of a hypothesis it follows "... verifies if ", of an endpoint its subject.
  std::string_view sentence;
  void (*apply)(Deviation& deviation) = nullptr;
  // Instead, of a tamper that has an argument.
  void (*apply_to)(Deviation& deviation, const TamperArgument& argument) = nullptr;

  // Of an endpoint: where its deviation shows, and the verdict that at least one case gives it.
  Roles roles = Roles::kBoth;
  conformance::Verdict verdict = conformance::Verdict::kFail;
  Suite suite = Suite::kEd25519;
  Framing framing = Framing::kU32;
  // The hypothesis that the runner finds in a run of processes; "" where it cannot, or where a test
  // in memory shows it (frame_probe_test). An endpoint without `apply` does what that one says.
  std::string_view hypothesis = {};

  bool CanServe(Serves as) const {
    return (static_cast<uint8_t>(serves) & static_cast<uint8_t>(as)) != 0;
  }
  // Returns what it changes, of a row without an argument.
  Deviation deviation() const;
};

// Every row. The first that serves as an endpoint is "none", which is right. Hypotheses are in the
// order in which they are tried: the likely ones first.
std::span<const Row> Rows();
// The rows that serve as one thing, in the same order.
std::vector<const Row*> RowsFor(Serves as);
// Returns null if no row has that id.
const Row* FindRow(Serves as, std::string_view id);

// Its parts, each in a file of its own.
std::span<const Row> HypothesisRows();
std::span<const Row> TamperRows();
std::span<const Row> EndpointCryptoRows();
std::span<const Row> EndpointHandshakeRows();
std::span<const Row> EndpointFrameRows();
std::span<const Row> EndpointMessageRows();
std::span<const Row> EndpointBehaviourRows();

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_ROW_H_
