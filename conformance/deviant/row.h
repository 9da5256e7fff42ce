// Row: a deviation with a name, the clause it violates, a sentence, and the change it makes. Each
// wrong behaviour is defined once, in one row, for attacks, explanations and faulty endpoints.
//
//   for (const Row* row : RowsFor(Serves::kHypothesis)) {
//     Deviation wrong;
//     row->apply(wrong);
//   }
//   FindRow(Serves::kHypothesis, "no-rekey")->clause        "TR-2"
//
// To add a deviation, add a row to one of the *_rows.cc. Nothing else lists the names.
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

// Where a deviation is visible.
enum class Stage : uint8_t {
  kInitialize,  // in initialize only
  kHandshake,   // in either handshake frame
  kFrame,
  kMessage,    // in the treatment of a plaintext
  kBehaviour,  // not in the bytes
};

// Uses of a row; a row may have several.
enum class Serves : uint8_t {
  kHypothesis = 1,  // explains the bytes of a peer
  kEndpoint = 2,    // a faulty endpoint that proves the suite
  kTamper = 4,      // what a case does to an IUT
};
constexpr Serves operator|(Serves a, Serves b) {
  return static_cast<Serves>(static_cast<uint8_t>(a) | static_cast<uint8_t>(b));
}

// The argument that a case passes to a tamper.
struct TamperArgument {
  Bytes value;
  conformance::TamperNumber number;
};

// The roles in which the deviation of an endpoint is visible.
enum class Roles : uint8_t { kBoth, kResponder, kInitiator };

struct Row {
  // Stable: reports, tests and commands use it. For a tamper, its pattern in transcript/tamper.cc.
  std::string_view id;
  std::string_view clause;  // of SPEC.md, violated by it
  Stage stage = Stage::kFrame;
  Serves serves = Serves::kHypothesis;
  // A hypothesis completes "... verifies if ". For an endpoint, the subject is the endpoint.
  std::string_view sentence;
  void (*apply)(Deviation& deviation) = nullptr;
  // Replaces `apply` in a tamper with an argument.
  void (*apply_to)(Deviation& deviation, const TamperArgument& argument) = nullptr;

  // For an endpoint: where its deviation is visible, and the verdict that a case must give it.
  Roles roles = Roles::kBoth;
  conformance::Verdict verdict = conformance::Verdict::kFail;
  Suite suite = Suite::kEd25519;
  Framing framing = Framing::kU32;
  // The cases about this kind of fault, one of which must kill it: "frame/size/around". All of them
  // are played, before the others.
  std::string_view family = {};
  // The hypothesis that the runner reports for this endpoint as a process; "" if there is none, or
  // if an in-memory test covers it (frame_probe_test). Without `apply`, its `apply` is used.
  std::string_view hypothesis = {};

  bool CanServe(Serves as) const {
    return (static_cast<uint8_t>(serves) & static_cast<uint8_t>(as)) != 0;
  }
  // Returns the deviation of a row without an argument.
  Deviation deviation() const;
};

// All rows. The first endpoint is "none", which conforms. Hypotheses are tried in this order, the
// likeliest first.
std::span<const Row> Rows();
// The rows with one use, in the same order.
std::vector<const Row*> RowsFor(Serves as);
// Returns null if no row has that id.
const Row* FindRow(Serves as, std::string_view id);

// The parts of Rows(), one per file.
std::span<const Row> HypothesisRows();
std::span<const Row> TamperRows();
std::span<const Row> EndpointCryptoRows();
std::span<const Row> EndpointHandshakeRows();
std::span<const Row> EndpointFrameRows();
std::span<const Row> EndpointMessageRows();
std::span<const Row> EndpointBehaviourRows();
std::span<const Row> EndpointSizeRows();
std::span<const Row> EndpointDecoderRows();
std::span<const Row> EndpointLedgerRows();
std::span<const Row> EndpointMemoryRows();
std::span<const Row> EndpointProgramRows();

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_ROW_H_
