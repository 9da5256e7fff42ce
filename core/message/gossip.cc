#include "core/message/gossip.h"

#include "core/message/codec.h"

namespace asmtp {

Subscription Subscription::At(FixedView<kSize> bytes) { return RecordAt<Subscription>(bytes); }

}  // namespace asmtp
