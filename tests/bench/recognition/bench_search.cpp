// Prints what searching galleries of up to a million templates costs and how often it finds the nearest, beside an approximate
// index: milliseconds of CPU time on one core.

#include "graph_index.h"
#include "made_up_people.h"

#include "recognition/gallery.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <optional>

using namespace rollcall;
using namespace rollcall::recognition;
using bench::MadeUpPeople;

namespace {

constexpr size_t photosEach = 4;
constexpr int probes = 100;
const EmbedderId maker{"made-up", "1"};

// CPU time of this thread: other programs on the machine do not count.
double cpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double timeOf(const std::function<void()> &work)
{
    const double before = cpuMilliseconds();
    work();
    return cpuMilliseconds() - before;
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

// Zeros in front keep the order of ids that of numbers.
std::string idOf(size_t person)
{
    const std::string digits = std::to_string(person);
    return "person " + std::string(8 - std::min<size_t>(8, digits.size()), '0') + digits;
}

struct Enrolled {
    std::vector<Template> templates;
    std::vector<std::vector<float>> asked; // photos that are not enrolled: of the enrolled, and every fifth of a stranger
};

Enrolled enrol(size_t count)
{
    MadeUpPeople people(1);
    Enrolled result;
    result.templates.reserve(count);
    const size_t everyPerson = std::max<size_t>(1, count / photosEach / probes);
    for (size_t i = 0; i < count / photosEach; ++i) {
        const std::vector<float> person = people.somebody();
        for (size_t photo = 0; photo < photosEach; ++photo)
            result.templates.push_back({idOf(i), {maker, people.photoOf(person)}});
        if (i % everyPerson == 0 && result.asked.size() < probes)
            result.asked.push_back(result.asked.size() % 5 == 0 ? people.somebody() : people.photoOf(person));
    }
    return result;
}

// Every template in full, in plain order: what everything else is measured against.
size_t nearestByAll(const std::vector<Template> &templates, const std::vector<float> &probe)
{
    size_t best = 0;
    float bestScore = -2;
    for (size_t i = 0; i < templates.size(); ++i) {
        const float score = dot(probe, templates[i].embedding.values);
        if (score > bestScore) {
            bestScore = score;
            best = i;
        }
    }
    return best;
}

struct Row {
    std::vector<double> spent;
    int found = 0;

    void print(const char *what, size_t count) const
    {
        std::printf("%9zu  %-34s %9.3f ms  recall@1 %.3f", count, what, median(spent),
            static_cast<double>(found) / static_cast<double>(spent.size()));
    }
};

Row ask(const Enrolled &enrolled, const std::vector<size_t> &truth, const std::function<std::string(size_t)> &search)
{
    Row row;
    for (size_t i = 0; i < truth.size(); ++i) {
        std::string person;
        row.spent.push_back(timeOf([&] { person = search(i); }));
        row.found += person == enrolled.templates[truth[i]].person ? 1 : 0;
    }
    return row;
}

void benchGallery(const Enrolled &enrolled, const std::vector<size_t> &truth)
{
    std::optional<Gallery> gallery;
    const double built = timeOf([&] { gallery = Gallery(maker).with(enrolled.templates); });
    const Row row = ask(
        enrolled, truth, [&](size_t i) { return gallery->search({maker, enrolled.asked[i]}).best->person; });
    std::vector<double> added;
    std::vector<double> removed;
    for (size_t i = 0; i < 20; ++i) {
        const std::string id = idOf(enrolled.templates.size() / photosEach * i / 20) + " b";
        const Template entry{id, {maker, enrolled.asked[i]}};
        std::optional<Gallery> next;
        added.push_back(timeOf([&] { next = gallery->with(std::span(&entry, 1)); }));
        removed.push_back(timeOf([&] { gallery = next->without(id); }));
    }
    row.print("gallery (exact, by bytes first)", enrolled.templates.size());
    std::printf("  built in %.0f ms, one more %.3f ms, one less %.3f ms\n", built, median(added), median(removed));
}

void benchGraph(const Enrolled &enrolled, const std::vector<size_t> &truth)
{
    const size_t count = enrolled.templates.size();
    bench::GraphIndex index(MadeUpPeople::dimension, count + enrolled.asked.size());
    const double built = timeOf([&] {
        for (size_t i = 0; i < count; ++i)
            index.add(enrolled.templates[i].embedding.values, i);
    });
    for (const size_t candidates : {50U, 200U, 800U}) {
        index.setCandidates(candidates);
        const Row row = ask(
            enrolled, truth, [&](size_t i) { return enrolled.templates[index.nearest(enrolled.asked[i])].person; });
        row.print(("graph, " + std::to_string(candidates) + " candidates").c_str(), count);
        std::printf("\n");
    }
    std::vector<double> added;
    for (size_t i = 0; i < enrolled.asked.size(); ++i)
        added.push_back(timeOf([&] { index.add(enrolled.asked[i], count + i); }));
    std::printf("%9zu  %-34s built in %.0f ms, one more %.3f ms\n", count, "graph", built, median(added));
}

} // namespace

int main(int argc, char **argv)
{
    size_t most = 1'000'000;
    size_t mostForGraph = 100'000;
    CLI::App app("What searching a gallery costs, as a table", "rollcall-bench-search");
    app.add_option("--most-templates", most, "the largest gallery; a million takes 3.5 GB")->capture_default_str();
    app.add_option("--most-for-graph", mostForGraph, "the largest approximate index; a million takes many minutes to build")
        ->capture_default_str();
    CLI11_PARSE(app, argc, argv);

    for (const size_t count : {1'000U, 10'000U, 100'000U, 1'000'000U}) {
        if (count > most)
            continue;
        const Enrolled enrolled = enrol(count);
        std::vector<size_t> truth;
        Row all;
        for (const auto &probe : enrolled.asked)
            all.spent.push_back(timeOf([&] { truth.push_back(nearestByAll(enrolled.templates, probe)); }));
        all.found = static_cast<int>(truth.size());
        all.print("every template in full", count);
        std::printf("\n");
        benchGallery(enrolled, truth);
        if (count <= mostForGraph)
            benchGraph(enrolled, truth);
        std::fflush(stdout);
    }
    return 0;
}
