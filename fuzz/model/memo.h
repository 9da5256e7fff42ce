// Memo: results of a pure function, by its arguments: a program runs a thousand times with the same
// few keys, and the model does not have to work their secrets out a thousand times.
//
//   static thread_local Memo<bool> memo;
//   return memo.Of({key, message}, [&] { return Slow(key, message); });
//
// Each thread has its own. What is remembered is what was computed, so that no result depends on
// what ran before. It is bounded: when it is full it starts anew. Large arguments are not kept.
#ifndef ASMTP_FUZZ_MODEL_MEMO_H_
#define ASMTP_FUZZ_MODEL_MEMO_H_

#include <initializer_list>
#include <string>
#include <unordered_map>

#include "fuzz/model/bytes.h"

namespace asmtp::model {

template <class Result>
class Memo {
 public:
  static constexpr size_t kEntriesMax = 4096;
  static constexpr size_t kArgumentsMax = 1024;  // bytes of all arguments

  template <class Function>
  Result Of(std::initializer_list<View> arguments, Function function) {
    std::string key = KeyOf(arguments);
    if (key.size() > kArgumentsMax) return function();
    const auto found = results_.find(key);
    if (found != results_.end()) return found->second;
    if (results_.size() >= kEntriesMax) results_.clear();
    return results_.emplace(std::move(key), function()).first->second;
  }

  // Remembers a result that is known already.
  void Learn(std::initializer_list<View> arguments, Result result) {
    Of(arguments, [&] { return std::move(result); });
  }

  size_t size() const { return results_.size(); }

 private:
  // The arguments, each behind its size, so that no two lists have one key.
  static std::string KeyOf(std::initializer_list<View> arguments) {
    std::string key;
    for (const View argument : arguments) {
      const size_t size = argument.size();
      key.append(reinterpret_cast<const char*>(&size), sizeof size);
      key.append(reinterpret_cast<const char*>(argument.data()), size);
      if (key.size() > kArgumentsMax) break;
    }
    return key;
  }

  std::unordered_map<std::string, Result> results_;
};

}  // namespace asmtp::model

#endif  // ASMTP_FUZZ_MODEL_MEMO_H_
