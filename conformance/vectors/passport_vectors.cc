#include "conformance/vectors/passport_vectors.h"

#include <fmt/format.h>

#include "conformance/vectors/difference.h"
#include "core/message/ledger.h"
#include "core/testing/hex.h"

namespace asmtp::vectors {
namespace {

// The state that the reference computed.
struct State {
  Hash128 id;
  std::vector<Ledger::Key> active_master_keys;  // sorted
  std::optional<Ledger::SharedKey> shared_key;
};

struct PassportVector {
  std::string description;
  std::vector<uint8_t> blocks;
  std::string reference;
  std::optional<State> state;  // present if the reference accepts
};

// ---- reading ------------------------------------------------------------------------------------

State ReadState(FieldReader& fields) {
  State state{.id = fields.FixedBytes<kPassportIdSize>("id"),
              .active_master_keys = fields.FixedBytesList<kKeySize>("active_master_keys"),
              .shared_key = std::nullopt};
  std::ranges::sort(state.active_master_keys);
  if (fields.Has("shared_key")) {
    FieldReader shared = fields.Object("shared_key");
    state.shared_key = {
        .key = shared.FixedBytes<kKeySize>("key"),
        .created_at = static_cast<uint32_t>(shared.Integer("created_at", UINT32_MAX))};
  }
  return state;
}

PassportVector ReadVector(FieldReader& fields) {
  PassportVector vector{.description = fields.Text("description"),
                        .blocks = fields.Bytes("blocks"),
                        .reference = fields.Choice("reference", {"accept", "reject", "panic"}),
                        .state = std::nullopt};
  if (vector.reference == "accept") vector.state = ReadState(fields);
  return vector;
}

// ---- checking -----------------------------------------------------------------------------------

std::string Describe(const std::optional<Ledger::SharedKey>& shared) {
  return shared ? fmt::format("{} of {}", ToHex(shared->key), shared->created_at) : "none";
}

Failure CheckState(const State& expected, const Ledger& ledger) {
  if (auto failure = Compare("id", expected.id, ledger.id())) return failure;
  const auto& keys = ledger.active_master_keys();
  if (expected.active_master_keys.size() != keys.size()) {
    return fmt::format("active_master_keys: expected {} keys, found {}",
                       expected.active_master_keys.size(), keys.size());
  }
  size_t i = 0;
  for (const Ledger::Key& key : keys) {
    const std::string what = fmt::format("active_master_keys[{}], sorted", i);
    if (auto failure = Compare(what, expected.active_master_keys[i++], key)) return failure;
  }
  return Compare("shared_key", Describe(expected.shared_key), Describe(ledger.shared_key()));
}

Verdict CheckAccepted(const PassportVector& vector, const Ledger& ledger) {
  if (vector.state) return PassedUnless(CheckState(*vector.state, ledger), vector.description);
  if (vector.reference == "reject") {
    if (const Difference* difference = PassportRejectedByReferenceOnly(ledger)) {
      return Passed(vector.description, difference);
    }
  }
  return Failed(vector.description, fmt::format("expected {}, found accept", vector.reference));
}

// `difference` would make the reference accept; `abort` is the difference that a panic counts as.
Verdict CheckRejected(const PassportVector& vector, std::string_view why,
                      const Difference* difference, const Difference* abort) {
  if (vector.reference == "reject") return Passed(vector.description);
  if (vector.reference == "panic") return Passed(vector.description, abort);
  if (difference != nullptr) return Passed(vector.description, difference);
  return Failed(vector.description, fmt::format("expected accept, found reject: {}", why));
}

}  // namespace

Verdict CheckPassportVector(FieldReader fields) {
  const PassportVector vector = ReadVector(fields);
  if (fields.failed()) return Skipped(vector.description);
  const auto blocks = Blocks::Decode(vector.blocks);
  if (!blocks) {
    return CheckRejected(vector, Describe(blocks.error()),
                         BlocksAcceptedByReferenceOnly(vector.blocks, blocks.error()),
                         &kAbortOnInput);
  }
  const auto ledger = Ledger::FromBlocks(*blocks);
  if (ledger) return CheckAccepted(vector, *ledger);
  const bool no_author = ledger.error() == LedgerError::kFirstWithoutItsAuthor;
  return CheckRejected(vector, Describe(ledger.error()),
                       PassportAcceptedByReferenceOnly(ledger.error()),
                       no_author ? &kFirstBlockWithoutAuthor : &kAbortOnInput);
}

}  // namespace asmtp::vectors
