#include "fuzz/message_law.h"

#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "core/message/ledger.h"
#include "core/testing/gossip_builder.h"
#include "core/testing/layout.h"
#include "core/testing/passport_builder.h"
#include "core/testing/signing_key.h"
#include "fuzz/exact_copy.h"
#include "fuzz/figures.h"
#include "fuzz/law.h"
#include "fuzz/model/message.h"
#include "fuzz/sample.h"

namespace asmtp::fuzz {
namespace {

ASMTP_LAW(kErrorClass, ErrorHasNameAndPlace,
          "an error has a name, a description, and a place in the input or at its end")
ASMTP_LAW(kCanonical, DraftIsItsBlock, "a redrafted block has the same bytes and the same hash")
ASMTP_LAW(kCanonical, ItemsAreTheirBytes,
          "entries and records encode to the bytes that they were read from")
ASMTP_LAW(kLengths, SizeIsTheInputs, "the encoded size of a message is the size of its bytes")
ASMTP_LAW(kCanonical, EncodingIsTheInput,
          "a decoded message encodes to the bytes it was decoded from")
ASMTP_LAW(kLengths, SmallerRoomIsRefused, "a message does not encode into too little room")
ASMTP_LAW(kLengths, CountIsKept, "a message does not encode with a wrong count")
ASMTP_LAW(kLengths, NoOtherSizeDecodes, "a message without a rest field has exactly one size")
ASMTP_LAW(kLengths, BlocksCoverTheirBytes, "blocks and entries cover each of their bytes once")
ASMTP_LAW(kChain, PassportIsItsBlocks,
          "a passport gets the same verdict from its blocks one by one or at once, and from its id")
ASMTP_LAW(kChain, LedgerHasAKey, "a passport always has a master key")
ASMTP_LAW(kErrorClass, VerdictIsTheModels,
          "core and the model reject a plaintext for the same reason")
ASMTP_LAW(kChain, LedgerIsTheModels,
          "core and the model give the same verdict on blocks and know the same keys")
ASMTP_LAW(kInertFailure, FailedAppendIsInert, "a block that the ledger refuses changes nothing")

// One in this many blocks is also decoded alone.
constexpr uint64_t kDecodedAgain = 16;

bool HasRestField(const Message& message) {
  return std::visit([]<class View>(const View&) { return kHasRest<View>; }, message);
}

void CheckEncoding(const Message& message, ByteView input) {
  Require(EncodedSize(message) == input.size(), SizeIsTheInputs);
  std::vector<uint8_t> encoded(input.size());
  Require(Encode(message, encoded) == input.size(), EncodingIsTheInput);
  Require(Equal(encoded, input), EncodingIsTheInput);
  const auto small = Encode(message, MutableByteView(encoded).first(input.size() - 1));
  Require(!small && Name(small.error()) == "no-room" && !Describe(small.error()).empty(),
          SmallerRoomIsRefused);
  Require(ToBytes(message) == encoded, EncodingIsTheInput);
}

// A gossip with a wrong number of subscriptions.
void CheckOtherCount(Gossip gossip, size_t size) {
  gossip.info ^= 1;
  std::vector<uint8_t> room(size + Subscription::kSize);
  const auto encoded = Encode(gossip, room);
  Require(!encoded && Name(encoded.error()) == "field-size" && !Describe(encoded.error()).empty(),
          CountIsKept);
}

// One byte less, one byte more, and a prefix selected by the input.
void CheckOtherSizes(ByteView input) {
  const size_t chosen = (input[1] | size_t{input[2]} << 8) % input.size();
  Require(!Decode(ExactCopy(input.first(input.size() - 1)).view()), NoOtherSizeDecodes);
  Require(!Decode(ExactCopy(input.first(chosen)).view()), NoOtherSizeDecodes);
  std::vector<uint8_t> longer(input.begin(), input.end());
  longer.push_back(0);
  Require(!Decode(longer), NoOtherSizeDecodes);
}

template <class T>
void CheckRecords(const Records<T>& records) {
  std::vector<uint8_t> encoded;
  for (const T record : records) AppendFields(record, &encoded);
  Require(Equal(encoded, records.bytes()), ItemsAreTheirBytes);
}

void CheckEntries(const Entries& entries) {
  std::vector<uint8_t> encoded;
  const auto append = [&]<class View>(const View& view) {
    ByteArray<kEntryTypeSize> type;
    WriteBigEndian(kFormat<View>.type, type);
    encoded.insert(encoded.end(), type.begin(), type.end());
    AppendFields(view, &encoded);
  };
  for (const Entry entry : entries) {
    std::visit(append, entry);
    if (const auto* shared = std::get_if<SetSharedKey>(&entry)) CheckRecords(shared->recipients);
  }
  Require(Equal(encoded, entries.bytes()), ItemsAreTheirBytes);
}

void CheckBlocks(const Blocks& blocks) {
  size_t size = 0;
  for (const Block block : blocks) {
    size += kBlockSizeSize + block.bytes().size();
    Require(block.bytes().size() == kBlockHeaderSize + block.header().content_size,
            BlocksCoverTheirBytes);
    // Repeats the verification of Decode, which takes most of the time of a long chain.
    if (IsSampled(block.bytes(), kDecodedAgain)) {
      Require(Block::Decode(block.bytes()).has_value(), BlocksCoverTheirBytes);
    }
    const BlockDraft draft = BlockDraft::Of(block);
    Require(Equal(draft.Bytes(), block.bytes()) && draft.HeaderHash() == block.HeaderHash(),
            DraftIsItsBlock);
    CheckEntries(block.entries());
  }
  Require(size == blocks.bytes().size(), BlocksCoverTheirBytes);
}

// Drafts of the blocks, linked again by another author.
void CheckRelinking(const Blocks& blocks) {
  static constexpr ByteArray<32> kSeed = {0x6e, 0x6f};
  static const SigningKey kNobody = SigningKey::FromSeed(kSeed);
  PassportBuilder builder;
  for (const Block block : blocks) builder.blocks().push_back(BlockDraft::Of(block));
  builder.Relink(kNobody);
  const auto& drafts = std::as_const(builder).blocks();
  for (size_t i = 1; i < drafts.size(); ++i) {
    Require(drafts[i].previous == drafts[i - 1].HeaderHash(), DraftIsItsBlock);
  }
}

// Applies the blocks one by one, up to the first refused block.
std::expected<Ledger, LedgerError> Walk(const Blocks& blocks) {
  auto block = blocks.begin();
  auto ledger = Ledger::FromFirst(*block);
  while (ledger && ++block != blocks.end()) {
    const Ledger before = *ledger;
    const auto appended = ledger->Append(*block);
    if (appended) continue;
    Require(*ledger == before, FailedAppendIsInert);
    return std::unexpected(appended.error());
  }
  return ledger;
}

void CheckLedgerIsTheModels(const Blocks& blocks, const std::expected<Ledger, LedgerError>& core) {
  const auto judged = model::Judge(blocks.bytes());
  Require(core.has_value() == judged.has_value(), LedgerIsTheModels);
  if (!core) return Require(Name(core.error()) == judged.error(), LedgerIsTheModels);
  Require(Equal(core->id(), judged->id) && Equal(core->last_header_hash(), judged->last_hash),
          LedgerIsTheModels);
  Require(core->active_master_keys().size() == judged->master_keys.size() &&
              core->aliases().size() == judged->aliases.size(),
          LedgerIsTheModels);
  for (const model::Bytes& key : judged->master_keys) {
    Require(core->active_master_keys().contains(FixedView<kKeySize>(key.data()).Copy()),
            LedgerIsTheModels);
  }
  const auto& shared = core->shared_key();
  Require(shared.has_value() == judged->shared_key.has_value(), LedgerIsTheModels);
  if (!shared) return;
  Require(Equal(shared->key, judged->shared_key->first) &&
              shared->created_at == judged->shared_key->second,
          LedgerIsTheModels);
}

void CheckLedgerError(LedgerError error) {
  Require(Name(error) != "unknown" && Describe(error) != "unknown error", ErrorHasNameAndPlace);
}

void CheckLedger(const PutPassport& passport) {
  const auto ledger = Ledger::FromBlocks(passport.blocks);
  CheckLedgerIsTheModels(passport.blocks, ledger);
  const auto named = Ledger::FromPassport(passport);
  Require(named.has_value() == (ledger && Equal(passport.id, ledger->id())), PassportIsItsBlocks);
  if (!passport.blocks.empty()) Require(Walk(passport.blocks) == ledger, PassportIsItsBlocks);
  if (!named) CheckLedgerError(named.error());
  if (!ledger) return;
  Require(!ledger->active_master_keys().empty(), LedgerHasAKey);
}

}  // namespace

void CheckPlaintext(ByteView bytes) {
  const ExactCopy copy(bytes);
  const ByteView input = copy.view();
  const auto message = Decode(input);
  const std::string why = message ? "" : std::string(Name(message.error().kind));
  Require(why == model::WhyNoMessage(input), VerdictIsTheModels);
  CountFigure(message ? "messages" : "rejected", why);
  if (!message) {
    Require(Name(message.error().kind) != "unknown" &&
                Describe(message.error()).starts_with(Describe(message.error().kind)),
            ErrorHasNameAndPlace);
    return Require(message.error().offset <= input.size(), ErrorHasNameAndPlace);
  }
  CheckEncoding(*message, input);
  if (!HasRestField(*message)) CheckOtherSizes(input);
  if (const auto* gossip = std::get_if<Gossip>(&*message)) {
    CheckRecords(gossip->subscriptions);
    CheckOtherCount(*gossip, input.size());
  }
  if (const auto* passport = std::get_if<PutPassport>(&*message)) {
    CheckBlocks(passport->blocks);
    CheckRelinking(passport->blocks);
    CheckLedger(*passport);
  }
}

void CheckPlaintextOfType(uint8_t type, ByteView bytes) {
  std::vector<uint8_t> plaintext(bytes.begin(), bytes.end());
  if (!plaintext.empty()) plaintext[0] = type;
  CheckPlaintext(plaintext);
}

}  // namespace asmtp::fuzz
