// Whatever bytes arrive: parse() answers, and what it accepts is written and read back to the same message.

#include "protocol/codec.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

void require(bool holds, const char *property, const QByteArray &written)
{
    if (holds)
        return;
    std::fprintf(stderr, "fuzz_protocol: %s does not hold for %s\n", property, written.constData());
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace rollcall::protocol;
    const auto message = parse(QByteArrayView{data, static_cast<qsizetype>(size)});
    if (!message) {
        require(!message.error().message.isEmpty(), "an error says something", {});
        return 0;
    }
    const QByteArray written = serialize(*message);
    const auto again = parse(written);
    require(again.has_value(), "what is written is read", written);
    require(*again == *message, "reading back gives the same message", written);
    require(serialize(*again) == written, "writing is stable", written);
    return 0;
}
