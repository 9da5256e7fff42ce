// Records: a view of records of one size, one after the other, each read when it is asked for.
//
//   | record, T::kSize | record | ... |
//
//   for (const Subscription subscription : gossip.subscriptions) ...
//   gossip.subscriptions[3].topic
#ifndef ASMTP_CORE_MESSAGE_RECORDS_H_
#define ASMTP_CORE_MESSAGE_RECORDS_H_

#include "core/bytes/bytes.h"

namespace asmtp {

// Borrows the bytes it was made of; they must outlive it and every record taken from it.
// `T` has a constant kSize and a function T::At(FixedView<T::kSize>).
template <class T>
class Records {
 public:
  class Iterator {
   public:
    using value_type = T;
    using difference_type = ptrdiff_t;

    Iterator() = default;
    explicit Iterator(const uint8_t* at) : at_(at) {}
    T operator*() const { return T::At(FixedView<T::kSize>(at_)); }
    Iterator& operator++() { return at_ += T::kSize, *this; }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) = default;

   private:
    const uint8_t* at_ = nullptr;
  };

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
  Iterator begin() const { return Iterator(bytes_.data()); }
  Iterator end() const { return Iterator(bytes_.data() + bytes_.size()); }
  // The records as they travel.
  ByteView bytes() const { return bytes_; }

 private:
  ByteView bytes_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_RECORDS_H_
