// The parts of messages: field sizes in bytes; Sequence, a view of consecutive items that are read
// on access; and Records, a Sequence of items with the same size.
//
//   | record, T::kSize | record | ... |
//
//   for (const Subscription subscription : gossip.subscriptions) ...
//   gossip.subscriptions[3].topic
#ifndef ASMTP_CORE_MESSAGE_PARTS_H_
#define ASMTP_CORE_MESSAGE_PARTS_H_

#include "core/crypto/hash.h"
#include "core/crypto/signature.h"

namespace asmtp {

inline constexpr size_t kTypeSize = 1;       // of a message
inline constexpr size_t kEntryTypeSize = 2;  // of a passport entry
inline constexpr size_t kTopicSize = 32;     // opaque
inline constexpr size_t kTimeSize = 4;       // seconds since kTimeEpoch
inline constexpr size_t kKeySize = kVerifyKeySize;
inline constexpr size_t kPassportIdSize = kHash128Size;

// A shorter plaintext can be a frame but not a message.
inline constexpr size_t kSmallestMessageSize = kTypeSize + kPassportIdSize;
static_assert(kSmallestMessageSize == 17);

// The origin of every time in ASMTP, 2020-01-01T00:00:00Z, in seconds of Unix time.
inline constexpr uint64_t kTimeEpoch = 1'577'836'800;

// Borrows its bytes, which must outlive it and every item. `Take` removes one item from the front
// of a view, which must be checked and not empty.
template <class Item, Item (*Take)(ByteView* rest)>
class Sequence {
 public:
  class Iterator {
   public:
    explicit Iterator(ByteView rest) : rest_(rest) {}

    Item operator*() const {
      ByteView rest = rest_;
      return Take(&rest);
    }
    Iterator& operator++() {
      Take(&rest_);
      return *this;
    }
    // Compares positions in one sequence.
    friend bool operator==(Iterator a, Iterator b) { return a.rest_.size() == b.rest_.size(); }

   private:
    ByteView rest_;
  };

  // No items.
  Sequence() = default;

  Iterator begin() const { return Iterator(bytes_); }
  Iterator end() const { return Iterator({}); }
  bool empty() const { return bytes_.empty(); }
  // The encoded items.
  ByteView bytes() const { return bytes_; }

 protected:
  explicit Sequence(ByteView checked) : bytes_(checked) {}

 private:
  ByteView bytes_;
};

template <class T>
T TakeRecord(ByteView* rest) {
  const FixedView<T::kSize> record(rest->data());
  *rest = rest->subspan(T::kSize);
  return T::At(record);
}

// Borrows. `T` has a constant kSize and a function T::At(FixedView<T::kSize>).
template <class T>
class Records : public Sequence<T, &TakeRecord<T>> {
 public:
  Records() = default;
  // Views the whole records in `bytes`. Ignores an incomplete record at the end.
  explicit Records(ByteView bytes)
      : Sequence<T, &TakeRecord<T>>(bytes.first(bytes.size() / T::kSize * T::kSize)) {}

  // Number of records.
  size_t size() const { return this->bytes().size() / T::kSize; }
  // The record at `index`, which must be less than size().
  T operator[](size_t index) const {
    return T::At(FixedView<T::kSize>(this->bytes().subspan(index * T::kSize, T::kSize).data()));
  }
};

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_PARTS_H_
