#include "core/testing/ledger_state.h"

#include <utility>

#include "core/bytes/writer.h"
#include "core/message/format.h"

namespace asmtp {
namespace {

constexpr size_t kAcceptsSize = 1;
constexpr size_t kBlocksSize = 4;
constexpr size_t kKeysSize = 2;

bool IsQuestion(ByteView message) {
  return message.size() == kTypeSize + kTopicSize && message.front() == kFormat<Topic>.type &&
         Equal(message.subspan(kTypeSize), AsBytes(kLedgerTopic));
}

size_t SizeOf(const LedgerState& state) {
  const size_t verdict = kTypeSize + kTopicSize + kAcceptsSize + kBlocksSize;
  if (state.blocks == 0) return verdict;
  const size_t shared = state.shared_key ? kTimeSize + kKeySize : 0;
  return verdict + kPassportIdSize + kKeysSize + kKeySize * state.active_master_keys.size() +
         shared;
}

}  // namespace

std::vector<uint8_t> LedgerState::ToTopic() const {
  std::vector<uint8_t> bytes(SizeOf(*this));
  Writer writer(bytes);
  writer.WriteU8(kFormat<Topic>.type);
  writer.WriteBytes(AsBytes(kLedgerTopic));
  writer.WriteU8(accepts ? 1 : 0);
  writer.WriteU32(blocks);
  if (blocks == 0) return bytes;
  writer.WriteBytes(id);
  writer.WriteU16(static_cast<uint16_t>(active_master_keys.size()));
  for (const Ledger::Key& key : active_master_keys) writer.WriteBytes(key);
  if (shared_key) {
    writer.WriteU32(shared_key->created_at);
    writer.WriteBytes(shared_key->key);
  }
  return bytes;
}

LedgerState StateOf(const PutPassport& passport) {
  LedgerState state;
  std::optional<Ledger> ledger;
  for (const Block block : passport.blocks) {
    if (!ledger) {
      auto first = Ledger::FromFirst(block);
      if (!first || !Equal(first->id(), passport.id)) return state;
      ledger = *std::move(first);
    } else if (!ledger->Append(block)) {
      break;
    }
    ++state.blocks;
  }
  if (!ledger) return state;
  state.accepts = Ledger::FromPassport(passport).has_value();
  state.id = ledger->id();
  state.active_master_keys.assign(ledger->active_master_keys().begin(),
                                  ledger->active_master_keys().end());
  state.shared_key = ledger->shared_key();
  return state;
}

std::optional<std::vector<uint8_t>> LedgerTeller::Hear(ByteView message) {
  if (message.front() == kFormat<PutPassport>.type) {
    const bool fits = message.size() <= kPassportSizeMax;
    passport_.assign(message.begin(), fits ? message.end() : message.begin());
    answer_.reset();
  }
  if (!IsQuestion(message)) return std::nullopt;
  if (!answer_) {
    const auto put = Decode(passport_);
    answer_ = (put ? judge_(std::get<PutPassport>(*put)) : LedgerState()).ToTopic();
  }
  return answer_;
}

}  // namespace asmtp
