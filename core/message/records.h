// Records: a view of records of one size, one after the other, each read when it is asked for; and
// SequenceIterator, which walks items of any sizes, one after the other, that were checked before.
//
//   | record, T::kSize | record | ... |
//
//   for (const Subscription subscription : gossip.subscriptions) ...
//   gossip.subscriptions[3].topic
#ifndef ASMTP_CORE_MESSAGE_RECORDS_H_
#define ASMTP_CORE_MESSAGE_RECORDS_H_

#include "core/bytes/bytes.h"

namespace asmtp {

// A forward iterator over `rest`, which must outlive it. `Take` takes one item off the front of a
// view that is not empty and was checked to begin with one.
template <class Item, Item (*Take)(ByteView* rest)>
class SequenceIterator {
 public:
  using value_type = Item;
  using difference_type = ptrdiff_t;

  SequenceIterator() = default;
  explicit SequenceIterator(ByteView rest) : rest_(rest) {}

  Item operator*() const {
    ByteView rest = rest_;
    return Take(&rest);
  }
  SequenceIterator& operator++() {
    Take(&rest_);
    return *this;
  }
  SequenceIterator operator++(int) {
    const SequenceIterator before = *this;
    ++*this;
    return before;
  }
  // Compares positions in one sequence.
  friend bool operator==(const SequenceIterator& a, const SequenceIterator& b) {
    return a.rest_.size() == b.rest_.size();
  }

 private:
  ByteView rest_;
};

// Borrows the bytes it was made of; they must outlive it and every record taken from it.
// `T` has a constant kSize and a function T::At(FixedView<T::kSize>).
template <class T>
class Records {
 public:
  Records() = default;
  // Views the whole records in `bytes`; a part of a record at the end is left out.
  explicit Records(ByteView bytes) : bytes_(bytes.first(bytes.size() / T::kSize * T::kSize)) {}

  // Number of records.
  size_t size() const { return bytes_.size() / T::kSize; }
  bool empty() const { return bytes_.empty(); }
  // The record at `index`, which must be less than size().
  T operator[](size_t index) const {
    return T::At(FixedView<T::kSize>(bytes_.subspan(index * T::kSize, T::kSize).data()));
  }
  auto begin() const { return Iterator(bytes_); }
  auto end() const { return Iterator(); }
  // The records as they travel.
  ByteView bytes() const { return bytes_; }

 private:
  static T Take(ByteView* rest) {
    const FixedView<T::kSize> record(rest->data());
    *rest = rest->subspan(T::kSize);
    return T::At(record);
  }
  using Iterator = SequenceIterator<T, &Records::Take>;

  ByteView bytes_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_RECORDS_H_
