// A naive ledger: every query walks over a list.
#include <algorithm>

#include "fuzz/model/message.h"
#include "fuzz/model/primitives.h"

namespace asmtp::model {
namespace {

struct BlockView {
  explicit BlockView(View block)
      : time(static_cast<uint32_t>(Number(block.subspan(4, 4)))),
        previous(Slice(block, 24, 16)),
        author(Slice(block, 40, 32)),
        hash(Blake2b128(block.first(136))),
        content(ToBytes(block.subspan(136))) {}

  uint32_t time;
  Bytes previous;
  Bytes author;
  Bytes hash;
  Bytes content;
};

bool Has(const std::vector<Bytes>& list, const Bytes& one) {
  return std::ranges::find(list, one) != list.end();
}

uint32_t Time(View bytes) { return static_cast<uint32_t>(Number(bytes)); }

std::string Register(View body, const BlockView& block, Passport& passport) {
  const Bytes key = Slice(body, 0, 32);
  Bytes alias = Slice(body, 32, 32);
  alias.erase(std::ranges::find(alias, 0), alias.end());
  if (Time(body.subspan(80, 4)) > block.time) return "entry-after-block";
  if (Time(body.subspan(84, 4)) < block.time) return "registration-timed-out";
  if (key != block.author && Slice(body, 64, 16) != passport.id) return "other-passport";
  if (Has(passport.master_keys, key)) return "key-already-active";
  if (Has(passport.aliases, alias)) return "alias-taken";
  passport.master_keys.push_back(key);
  passport.aliases.push_back(alias);
  return "";
}

std::string Deregister(View body, const BlockView& block, Passport& passport) {
  const Bytes key = Slice(body, 0, 32);
  if (Time(body.subspan(32, 4)) > block.time) return "entry-after-block";
  if (!Has(passport.master_keys, key)) return "key-not-active";
  if (passport.master_keys.size() == 1) return "last-key";
  std::erase(passport.master_keys, key);
  return "";
}

std::string SetSharedKey(View body, const BlockView& block, Passport& passport) {
  const uint32_t created_at = Time(body.subspan(33, 4));
  if (created_at > block.time) return "entry-after-block";
  passport.shared_key = {Slice(body, 1, 32), created_at};
  return "";
}

std::string ApplyEntries(const BlockView& block, Passport& passport) {
  View rest = block.content;
  while (!rest.empty()) {
    const uint64_t type = Number(rest.first(2));
    const View body = rest.subspan(2);
    const size_t size = type == 1 ? 152 : type == 2 ? 36 : 37 + size_t{88} * body[0];
    const std::string why = type == 1   ? Register(body, block, passport)
                            : type == 2 ? Deregister(body, block, passport)
                                        : SetSharedKey(body, block, passport);
    if (!why.empty()) return why;
    rest = body.subspan(size);
  }
  passport.last_hash = block.hash;
  return "";
}

std::string ApplyFirst(const BlockView& block, Passport& passport) {
  if (block.previous != Bytes(16)) return "first-has-previous";
  passport.id = block.hash;
  std::string why = ApplyEntries(block, passport);
  if (!why.empty()) return why;
  return Has(passport.master_keys, block.author) ? "" : "first-without-its-author";
}

std::string ApplyNext(const BlockView& block, Passport& passport) {
  if (block.previous != passport.last_hash) return "wrong-previous";
  if (!Has(passport.master_keys, block.author)) return "strange-author";
  return ApplyEntries(block, passport);
}

}  // namespace

std::expected<Passport, std::string> Judge(View blocks) {
  if (blocks.empty()) return std::unexpected("no-block");
  Passport passport;
  while (!blocks.empty()) {
    const size_t size = Number(blocks.first(4));
    const BlockView block(blocks.subspan(4, size));
    const std::string why =
        passport.id.empty() ? ApplyFirst(block, passport) : ApplyNext(block, passport);
    if (!why.empty()) return std::unexpected(why);
    blocks = blocks.subspan(4 + size);
  }
  return passport;
}

}  // namespace asmtp::model
