// A small mutation fuzzer for targets with libFuzzer's entry point: docs/decisions/fuzzing-with-gcc.md says why.
//
//     fuzz_protocol ITERATIONS SEED CORPUS_FILE…
//
// Each line of a corpus file is an input, and so is the whole file: a saved failure is replayed by `fuzz_protocol 0 0 FILE`.
// The same seed gives the same run. Where the code under test was built with -fsanitize-coverage=trace-pc, inputs that reach
// code which none before reached join the corpus.

#include <algorithm>
#include <array>
#include <bitset>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
extern "C" void __sanitizer_cov_trace_pc();

namespace {

constexpr size_t longestInput = 8 * 1024;
constexpr const char *failureFile = "fuzz-failure.input";

std::bitset<1 << 16> coverage;
bool reachedNewCode = false;
std::string current; // what LLVMFuzzerTestOneInput is busy with, for onDeath()

void onDeath(int signal)
{
    if (std::FILE *file = std::fopen(failureFile, "wb")) {
        std::fwrite(current.data(), 1, current.size(), file);
        std::fclose(file);
        std::fprintf(stderr, "The input that failed is in %s.\n", failureFile);
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

// True when the input reached code that none before it did.
bool execute(const std::string &input)
{
    current = input;
    reachedNewCode = false;
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(current.data()), current.size());
    return reachedNewCode;
}

class Mutator {
public:
    explicit Mutator(unsigned seed)
        : m_random(seed)
    {
    }

    std::string mutate(const std::vector<std::string> &corpus)
    {
        std::string input = pick(corpus);
        for (size_t changes = 1 + below(4); changes > 0; --changes)
            change(input, corpus);
        input.resize(std::min(input.size(), longestInput));
        return input;
    }

private:
    size_t below(size_t bound) { return std::uniform_int_distribution<size_t>{0, bound - 1}(m_random); }

    template <typename Container> const typename Container::value_type &pick(const Container &container)
    {
        return container[below(container.size())];
    }

    // Where the values of two inputs of a corpus are exchanged, most often.
    size_t positionIn(const std::string &input)
    {
        const size_t at = below(input.size() + 1);
        const size_t mark = input.find_first_of("\",:{}[]", at);
        return mark == std::string::npos || below(3) == 0 ? at : mark;
    }

    void change(std::string &input, const std::vector<std::string> &corpus)
    {
        static constexpr std::array<std::string_view, 24> tokens{"\"", "\\", "{", "}", "[", "]", ":", ",", "null",
            "true", "false", "0", "-1", "0.5", "65536", "2147483648", "1e400", "-1e-400", "\\u0000", "\\ud800", "\\n",
            "\xff", "\xf0\x9f\x98\x80", "\"type\":"};
        const size_t at = positionIn(input);
        const size_t length = std::min(input.size() - at, 1 + below(16));
        switch (below(6)) {
        case 0:
            if (at < input.size())
                input[at] = static_cast<char>(below(256));
            return;
        case 1:
            input.erase(at, length);
            return;
        case 2:
            input.insert(at, pick(tokens));
            return;
        case 3:
            input.replace(at, length, pick(tokens));
            return;
        case 4:
            input.insert(at, input.substr(at, length));
            return;
        default: {
            const std::string &other = pick(corpus);
            input.replace(at, std::string::npos, other, positionIn(other), std::string::npos);
        }
        }
    }

    std::mt19937 m_random;
};

std::vector<std::string> inputsOf(const char *path)
{
    std::ifstream file{path, std::ios::binary};
    const std::string content{std::istreambuf_iterator<char>{file}, {}};
    std::vector<std::string> inputs{content};
    for (size_t start = 0; start < content.size();) {
        const size_t end = std::min(content.find('\n', start), content.size());
        inputs.push_back(content.substr(start, end - start));
        start = end + 1;
    }
    return inputs;
}

} // namespace

extern "C" void __sanitizer_cov_trace_pc()
{
    const auto place = reinterpret_cast<uintptr_t>(__builtin_return_address(0));
    const size_t bit = (place ^ (place >> 16)) % coverage.size();
    reachedNewCode = reachedNewCode || !coverage[bit];
    coverage[bit] = true;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        std::fprintf(stderr, "usage: %s ITERATIONS SEED CORPUS_FILE...\n", argv[0]);
        return 2;
    }
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL})
        std::signal(signal, onDeath);

    std::vector<std::string> corpus;
    for (int i = 3; i < argc; ++i) {
        for (const std::string &input : inputsOf(argv[i])) {
            execute(input);
            corpus.push_back(input);
        }
    }
    const size_t seeds = corpus.size();
    Mutator mutator{static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10))};
    const unsigned long iterations = std::strtoul(argv[1], nullptr, 10);
    for (unsigned long i = 0; i < iterations; ++i) {
        std::string input = mutator.mutate(corpus);
        if (execute(input))
            corpus.push_back(std::move(input));
    }
    std::printf("%lu mutations of %zu inputs, %zu of them kept for new code, %zu places reached\n", iterations, seeds,
        corpus.size() - seeds, coverage.count());
    return 0;
}
