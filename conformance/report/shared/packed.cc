#include "conformance/report/shared/packed.h"

#include <sodium.h>
#include <zlib.h>

#include <limits>
#include <stdexcept>
#include <vector>

namespace asmtp::conformance {
namespace {

constexpr int kGzip = 16;  // added to the window's bits: a gzip file, and no time in it
constexpr int kMemoryLevel = 8;

std::vector<uint8_t> Gzip(std::string_view text) {
  if (text.size() > std::numeric_limits<uInt>::max()) {
    throw std::length_error("the page exceeds 4 GiB");
  }
  z_stream stream{};
  // Fails only if out of memory.
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + kGzip, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  std::vector<uint8_t> packed(deflateBound(&stream, text.size()));
  // zlib does not write to its input.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = packed.data();
  stream.avail_out = static_cast<uInt>(packed.size());
  const int ended = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) throw std::length_error("the page exceeds 4 GiB");
  return packed;
}

}  // namespace

std::string Packed(std::string_view text) {
  const std::vector<uint8_t> packed = Gzip(text);
  std::string base64(sodium_base64_encoded_len(packed.size(), sodium_base64_VARIANT_ORIGINAL),
                     '\0');
  sodium_bin2base64(base64.data(), base64.size(), packed.data(), packed.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  base64.pop_back();  // the zero at the end
  return base64;
}

}  // namespace asmtp::conformance
