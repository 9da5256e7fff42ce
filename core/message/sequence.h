// SequenceIterator: walks items, one after the other, that were checked before.
//
//   | item | item, longer | item |
//
//   for (const Block block : put_passport.blocks) ...
#ifndef ASMTP_CORE_MESSAGE_SEQUENCE_H_
#define ASMTP_CORE_MESSAGE_SEQUENCE_H_

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

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_SEQUENCE_H_
