// SeedFiles: the bytes of cases as seed files for fuzzers, without duplicates, named by hash.
//
//   DIR/plaintexts/3f0a..          of frames
//   DIR/flights/9c11..             with their version byte
//   DIR/frames/77e2..              the ciphertext after the length field
#ifndef ASMTP_CONFORMANCE_EXPORT_SEED_FILES_H_
#define ASMTP_CONFORMANCE_EXPORT_SEED_FILES_H_

#include <filesystem>
#include <map>
#include <string>

#include "conformance/export/exported_case.h"

namespace asmtp::conformance {

class SeedFiles {
 public:
  void Add(const ExportedCase& exported);

  // Writes the files that do not exist yet. Returns "", or the error in a sentence.
  std::string Write(const std::filesystem::path& folder) const;
  size_t size() const { return files_.size(); }

 private:
  void Add(const std::string& folder, const Bytes& bytes);

  std::map<std::filesystem::path, Bytes> files_;  // by their path below the folder
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_EXPORT_SEED_FILES_H_
