#include "subject.h"

#include "recognition/enroller.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace rollcall::bench {

void fail(const std::string &sentence)
{
    std::fprintf(stderr, "rollcall-bench-recognition: %s\n", sentence.c_str());
    std::exit(1);
}

double cpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

Subject load(const recognition::EngineSettings &settings)
{
    auto engine = recognition::Engine::load(settings);
    if (!engine)
        fail(engine.error().message);
    auto workspace = (*engine)->makeWorkspace();
    if (!workspace)
        fail(workspace.error().message);
    return {std::move(*engine), std::move(*workspace)};
}

recognition::Gallery enrolled(Subject &subject, const std::map<std::string, std::vector<std::filesystem::path>> &photos)
{
    const recognition::Enroller enroller(subject.engine);
    std::vector<recognition::Template> templates;
    for (const auto &[person, files] : photos) {
        for (const std::filesystem::path &file : files) {
            const auto bytes = recognize::fileBytes(file);
            if (!bytes)
                fail(file.string() + ": " + bytes.error());
            if (auto enrolment = enroller.enrol(*bytes, *subject.workspace))
                templates.push_back({person, std::move(enrolment->embedding)});
        }
    }
    return subject.engine->emptyGallery().with(templates);
}

} // namespace rollcall::bench
