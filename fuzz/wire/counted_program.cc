// A program that counts its edges. Each letter of its first argument selects another branch.
#include <cstdio>

namespace {

int went = 0;

void Go(char letter) {
  if (letter == 'a') {
    went += 1;
  } else if (letter == 'b') {
    went += 2;
  } else {
    went += 3;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  for (const char* letter = argv[1]; *letter != '\0'; ++letter) Go(*letter);
  std::printf("%d\n", went);
  return 0;
}
