#include "conformance/faulty/seam/frames.h"

#include <algorithm>

namespace asmtp::faulty {
namespace {

void Append(ByteView more, Bytes& out) { out.insert(out.end(), more.begin(), more.end()); }

uint32_t SwapBytes(Framing framing, uint32_t length) {
  return framing == Framing::kU32 ? __builtin_bswap32(length)
                                  : __builtin_bswap16(static_cast<uint16_t>(length));
}

// What the field says about a ciphertext of `size` bytes.
uint32_t FieldOf(Framing framing, Length rule, size_t size) {
  const auto length = static_cast<uint32_t>(size);
  switch (rule) {
    case Length::kCiphertext:
      return length;
    case Length::kPlaintext:
      return length - static_cast<uint32_t>(kTagSize);
    case Length::kWithHeader:
      return length + static_cast<uint32_t>(HeaderSize(framing));
    case Length::kLittleEndian:
      return SwapBytes(framing, length);
  }
  return length;
}

// The way back: the size of the ciphertext.
uint64_t SizeOf(Framing framing, Length rule, uint32_t field) {
  switch (rule) {
    case Length::kCiphertext:
      return field;
    case Length::kPlaintext:
      return uint64_t{field} + kTagSize;
    case Length::kWithHeader:
      return field < HeaderSize(framing) ? 0 : field - HeaderSize(framing);
    case Length::kLittleEndian:
      return SwapBytes(framing, field);
  }
  return field;
}

}  // namespace

Chain::Chain(Cipher cipher, const DirectionWrong& wrong)
    : cipher_(std::move(cipher)), wrong_(&wrong) {
  if (wrong.rekey == Rekey::kBefore) cipher_.Rekey();
  if (wrong.count == Count::kFromOne) cipher_.set_n(1);
}

void Chain::Advance() {
  ++frames_;
  const Rekey rekey = wrong_->rekey;
  const bool due = rekey != Rekey::kNever && (rekey != Rekey::kEverySecond || frames_ % 2 == 0);
  if (due) cipher_.Rekey();
  if (rekey == Rekey::kTwice) cipher_.Rekey();
  const bool goes_up = wrong_->count == Count::kUp || wrong_->count == Count::kFromOne;
  cipher_.set_n(goes_up || (wrong_->count == Count::kResetByRekey && !due) ? cipher_.n() + 1 : 0);
}

Bytes Sender::Send(ByteView plaintext) {
  const size_t most = wrong_->pieces == 0 ? plaintext.size() : wrong_->pieces;
  Bytes out;
  do {
    const size_t size = std::min(most, plaintext.size());
    const Bytes frame = Frame(plaintext.first(size));
    Append(frame, out);
    if (wrong_->in_pairs) Append(frame, out);
    plaintext = plaintext.subspan(size);
  } while (!plaintext.empty());
  return out;
}

Bytes Sender::Frame(ByteView plaintext) {
  Cipher cipher = chain_.cipher().Clone();
  if (wrong_->nonce_big_endian) cipher.set_n(__builtin_bswap64(cipher.n()));
  const Bytes ciphertext = cipher.Encrypt(AsBytes(wrong_->ad), plaintext);
  chain_.Advance();
  Bytes frame(HeaderSize(framing_));
  WriteFrameHeader(framing_, FieldOf(framing_, wrong_->length, ciphertext.size()), frame);
  Append(ciphertext, frame);
  return frame;
}

std::optional<uint64_t> Receiver::LengthIn(ByteView inbox) const {
  const auto field = ReadFrameHeader(framing_, inbox);
  if (!field) return std::nullopt;
  const uint64_t length = SizeOf(framing_, wrong_->receive.length, *field);
  return wrong_->receiving.length_wraps ? length & 0xffff : length;
}

bool Receiver::IsInRange(uint64_t length) const {
  const ReceiveWrong& wrong = wrong_->receiving;
  if (length < wrong.length_min) return false;
  if (wrong.length_unlimited) return true;
  return length <= FrameLengthMax(framing_) && length <= wrong.length_max;
}

// Makes a small length of u32 one of u16.
void Receiver::DropOtherFraming(Bytes& inbox) const {
  if (!wrong_->receiving.takes_other_framing || framing_ != Framing::kU16) return;
  const bool starts_with_zeros = inbox.size() >= 2 && inbox[0] == 0 && inbox[1] == 0;
  if (starts_with_zeros) inbox.erase(inbox.begin(), inbox.begin() + 2);
}

Taken Receiver::Take(Bytes& inbox) {
  if (inbox.empty()) return {};
  DropOtherFraming(inbox);
  const auto length = LengthIn(inbox);
  if (!length) return TakePartial(inbox, /*has_header=*/false);
  if (!IsInRange(*length)) {
    if (!wrong_->receiving.ignores_bad_length) return {.kind = Taken::Kind::kFailure};
    inbox.clear();
    return {};
  }
  const size_t whole = HeaderSize(framing_) + *length;
  if (inbox.size() < whole) return TakePartial(inbox, /*has_header=*/true);
  const Behind behind = wrong_->receiving.behind;
  if (behind == Behind::kStuck && inbox.size() > whole) return {};
  const auto begin = inbox.begin() + static_cast<ptrdiff_t>(HeaderSize(framing_));
  const auto end = inbox.begin() + static_cast<ptrdiff_t>(whole);
  const Bytes ciphertext(begin, end);
  inbox.erase(inbox.begin(), behind == Behind::kLost ? inbox.end() : end);
  auto plaintext = Open(ciphertext);
  if (plaintext) return {.kind = Taken::Kind::kPlaintext, .plaintext = *std::move(plaintext)};
  if (wrong_->receiving.counts_forged) chain_.Advance();
  if (wrong_->receiving.skips_forged) return Take(inbox);
  return {.kind = Taken::Kind::kFailure};
}

Taken Receiver::TakePartial(Bytes& inbox, bool has_header) const {
  switch (wrong_->receiving.partial) {
    case Partial::kWaits:
      return {};
    case Partial::kCloses:
      return {.kind = Taken::Kind::kFailure};
    case Partial::kHeaderCloses:
      return {.kind = has_header ? Taken::Kind::kNothing : Taken::Kind::kFailure};
    case Partial::kDropped:
      inbox.clear();
      return {};
  }
  return {};
}

std::optional<Bytes> Receiver::Open(ByteView ciphertext) {
  auto plaintext = OpenWith(chain_.cipher(), ciphertext);
  if (!plaintext) plaintext = OpenAnyway(ciphertext);
  if (!plaintext) return std::nullopt;
  before_ = chain_.cipher().Clone();
  chain_.Advance();
  return plaintext;
}

std::optional<Bytes> Receiver::OpenWith(const Cipher& cipher, ByteView ciphertext) const {
  return cipher.Decrypt(AsBytes(wrong_->receive.ad), ciphertext, wrong_->receiving.tag);
}

// The other keys and nonces that it tries.
std::optional<Bytes> Receiver::OpenAnyway(ByteView ciphertext) const {
  const ReceiveWrong& wrong = wrong_->receiving;
  std::optional<Bytes> opened;
  if (wrong.takes_key_before && before_.HasKey()) {
    Cipher cipher = before_.Clone();
    opened = OpenWith(cipher, ciphertext);  // a copy of the frame before
    cipher.set_n(chain_.cipher().n());
    if (!opened) opened = OpenWith(cipher, ciphertext);
  }
  if (!opened && wrong.takes_key_after) {
    Cipher cipher = chain_.cipher().Clone();
    cipher.Rekey();
    opened = OpenWith(cipher, ciphertext);
  }
  if (!opened && wrong.takes_other_direction) opened = OpenWith(other_, ciphertext);
  if (!opened && wrong.takes_nonce_ahead) {
    Cipher cipher = chain_.cipher().Clone();
    cipher.set_n(cipher.n() + 1);
    opened = OpenWith(cipher, ciphertext);
  }
  return opened;
}

}  // namespace asmtp::faulty
