#include "conformance/vectors/ledger_vectors.h"

#include "core/testing/ledger_state.h"

namespace asmtp::vectors {
namespace {

LedgerState ReadState(FieldReader& fields) {
  LedgerState state{.accepts = fields.Choice("verdict", {"accept", "reject"}) == "accept",
                    .blocks = static_cast<uint32_t>(fields.Integer("blocks", UINT32_MAX))};
  if (state.blocks == 0) return state;
  state.id = fields.FixedBytes<kPassportIdSize>("id");
  state.active_master_keys = fields.FixedBytesList<kKeySize>("active_master_keys");
  if (fields.Has("shared_key")) {
    FieldReader shared = fields.Object("shared_key");
    state.shared_key = {
        .key = shared.FixedBytes<kKeySize>("key"),
        .created_at = static_cast<uint32_t>(shared.Integer("created_at", UINT32_MAX))};
  }
  return state;
}

}  // namespace

Verdict CheckLedgerVector(FieldReader fields) {
  const std::string description = fields.Text("description");
  const std::vector<uint8_t> bytes = fields.Bytes("bytes");
  const LedgerState expected = ReadState(fields);
  if (fields.failed()) return Skipped(description);
  const auto message = Decode(bytes);
  const auto* passport = message ? std::get_if<PutPassport>(&*message) : nullptr;
  if (passport == nullptr) return Failed(description, "expected a PutPassport, found none");
  return PassedUnless(Compare("state", expected.ToTopic(), StateOf(*passport).ToTopic()),
                      description);
}

}  // namespace asmtp::vectors
