// Runs a fuzz target without libFuzzer: its seeds, then mutations of them from a fixed random seed, so that every compiler
// and every test run has a short, repeatable share of what `./dev fuzz` does for minutes.
//   fuzz_NAME [SEED_FOLDER] [ROUNDS]

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr int kRounds = 3000;
constexpr std::size_t kLongest = 1 << 16;

std::vector<Bytes> seedsIn(const char* folder)
{
    std::vector<Bytes> seeds;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    std::ranges::sort(seeds);
    return seeds;
}

/// One of: a byte changed, a piece taken out, a piece doubled, a piece of another seed put in.
void mutate(Bytes& bytes, const Bytes& other, std::mt19937& random)
{
    const auto below
        = [&random](std::size_t limit) { return limit == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, limit - 1)(random); };
    const std::size_t at = below(bytes.size() + 1);
    const std::size_t length = std::min(below(32) + 1, bytes.size() - at);
    const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    const auto to = from + static_cast<std::ptrdiff_t>(length);
    switch (below(4)) {
    case 0:
        if (at < bytes.size()) {
            bytes[at] = static_cast<std::uint8_t>(below(256));
        }
        break;
    case 1: bytes.erase(from, to); break;
    case 2: {
        const Bytes piece(from, to);
        bytes.insert(from, piece.begin(), piece.end());
        break;
    }
    default: {
        const std::size_t cut = below(other.size() + 1);
        const std::size_t size = std::min(below(64) + 1, other.size() - cut);
        const auto begin = other.begin() + static_cast<std::ptrdiff_t>(cut);
        bytes.insert(from, begin, begin + static_cast<std::ptrdiff_t>(size));
        break;
    }
    }
    bytes.resize(std::min(bytes.size(), kLongest));
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<Bytes> seeds = argc > 1 ? seedsIn(argv[1]) : std::vector<Bytes>();
    if (seeds.empty()) {
        std::fprintf(stderr, "usage: %s SEED_FOLDER [ROUNDS]\n", argv[0]);
        return 2;
    }
    const int rounds = argc > 2 ? std::atoi(argv[2]) : kRounds;
    for (const Bytes& seed : seeds) {
        LLVMFuzzerTestOneInput(seed.data(), seed.size());
    }
    std::mt19937 random(20'251'120); // fixed: a failure comes again
    for (int round = 0; round < rounds; ++round) {
        Bytes bytes = seeds[random() % seeds.size()];
        for (auto i = random() % 6; i < 6; ++i) {
            mutate(bytes, seeds[random() % seeds.size()], random);
        }
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    std::printf("%zu seeds and %d mutations: no crash\n", seeds.size(), rounds);
    return 0;
}
