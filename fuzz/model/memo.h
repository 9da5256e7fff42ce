// Memo: caches the results of a pure function by its arguments. Programs use the same few keys
// thousands of times, and the model computes their secrets only once.
//
//   static thread_local Memo<bool> memo;
//   return memo.Of({key, message}, [&] { return Slow(key, message); });
//
// Each thread has its own. Results never depend on earlier calls. The size is bounded: a full memo
// is cleared. Large arguments are not cached.
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
  static constexpr size_t kArgumentsMax = 1024;  // in bytes, of all arguments

  template <class Function>
  Result Of(std::initializer_list<View> arguments, Function function) {
    std::string key = KeyOf(arguments);
    if (key.size() > kArgumentsMax) return function();
    const auto found = results_.find(key);
    if (found != results_.end()) return found->second;
    if (results_.size() >= kEntriesMax) results_.clear();
    return results_.emplace(std::move(key), function()).first->second;
  }

  // Stores a known result.
  void Learn(std::initializer_list<View> arguments, Result result) {
    Of(arguments, [&] { return std::move(result); });
  }

  size_t size() const { return results_.size(); }

 private:
  // Joins the arguments, each after its size, so that distinct lists have distinct keys.
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
