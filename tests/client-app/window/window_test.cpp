// The real window, driven as an operator does, with virtual cameras and the real server: `window_test PART [Qt Test's own arguments]`.

#include "client-app/window/pairing_cases.h"
#include "client-app/window/source_cases.h"
#include "client-app/window/stream_cases.h"

#include <cstdio>
#include <map>
#include <string_view>

using namespace rollcall::testing;

int main(int argc, char **argv)
{
    PairingCases pairing;
    SourceCases sources;
    StreamCases streams;
    const std::map<std::string_view, QObject *> parts{{"pairing", &pairing}, {"sources", &sources}, {"streams", &streams}};
    const auto part = parts.find(argc > 1 ? argv[1] : "");
    if (part == parts.end()) {
        std::fputs("window_test pairing|sources|streams [Qt Test's own arguments]\n", stderr);
        return 2;
    }
    argv[1] = argv[0];
    return runWindowTest(argc - 1, argv + 1, *part->second);
}
