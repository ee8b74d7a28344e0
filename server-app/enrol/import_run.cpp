#include "enrol/import_run.h"

#include "enrol/list_rules.h"
#include "store/photo.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <memory>
#include <mutex>
#include <thread>

namespace rollcall::enrol {

namespace {

// What is in memory at a time: so many people, and fewer where their photos are large.
constexpr std::size_t aheadPerWorker = 4;
constexpr std::size_t bytesAhead = std::size_t{128} << 20;

std::size_t sizeOf(const std::filesystem::path &file)
{
    std::error_code problem;
    const auto size = std::filesystem::file_size(file, problem);
    return problem ? 0 : std::min<std::size_t>(size, ImportLimits::photoBytes);
}

std::optional<ImportProblem> readFile(const ListedPhoto &listed, Photo &photo)
{
    std::error_code problem;
    const auto size = std::filesystem::file_size(listed.file, problem);
    if (!problem && size > ImportLimits::photoBytes)
        return ImportProblem{"too-large", "The photo is larger than " + std::to_string(ImportLimits::photoBytes >> 20) + " MiB. Send a smaller one."};
    std::ifstream in(listed.file, std::ios::binary);
    if (problem || !in.is_open())
        return ImportProblem{"unreadable", "The photo " + toUtf8(listed.file) + " cannot be read."};
    photo.bytes.resize(size);
    in.read(reinterpret_cast<char *>(photo.bytes.data()), static_cast<std::streamsize>(size));
    if (in.gcount() != static_cast<std::streamsize>(size))
        return ImportProblem{"unreadable", "The photo " + toUtf8(listed.file) + " cannot be read to its end."};
    if (store::imageType(photo.bytes).empty())
        return ImportProblem{"not-a-picture", "The photo is not JPEG, PNG, WebP or BMP."};
    photo.sha256 = store::sha256(photo.bytes);
    return std::nullopt;
}

void count(const PersonResult &result, ImportCounts &counts)
{
    using State = PersonResult::State;
    ++counts.done;
    counts.enrolled += result.state == State::Enrolled ? 1 : 0;
    counts.extended += result.state == State::Extended ? 1 : 0;
    counts.unchanged += result.state == State::Unchanged ? 1 : 0;
    counts.refused += result.state == State::Refused ? 1 : 0;
    counts.unrecognisable += result.problem && result.problem->reason == "no-photo" ? 1 : 0;
    for (const PhotoResult &photo : result.photos) {
        const bool isUsed = !photo.problem && (result.state == State::Enrolled || result.state == State::Extended);
        counts.photosUsed += isUsed ? 1 : 0;
        counts.photosRefused += photo.problem ? 1 : 0;
    }
}

} // namespace

// A person whose photos are being looked at.
struct ImportRun::Ahead {
    const ListedPerson *person = nullptr;
    std::optional<EnrolledPerson> known;
    std::vector<Photo> photos;  // as many as listed; a worker's each, until `pending` is 0

    std::mutex mutex;
    std::condition_variable ready;
    std::size_t pending = 0;

    std::size_t bytes = 0;
};

class ImportRun::Workers {
public:
    explicit Workers(ImportTarget &target)
    {
        for (int number = 0; number < target.workers(); ++number)
            m_threads.emplace_back([this, &target, number] { work(target, number); });
    }
    ~Workers()
    {
        {
            const std::scoped_lock lock{m_mutex};
            m_stopping = true;
        }
        m_wake.notify_all();
    }
    void prepare(const std::shared_ptr<Ahead> &ahead, std::size_t photo)
    {
        {
            const std::scoped_lock lock{m_mutex};
            m_tasks.push_back({ahead, photo});
        }
        m_wake.notify_one();
    }

private:
    struct Task {
        std::shared_ptr<Ahead> ahead;
        std::size_t photo = 0;
    };
    void work(ImportTarget &target, int number)
    {
        while (true) {
            std::unique_lock lock{m_mutex};
            m_wake.wait(lock, [this] { return m_stopping || !m_tasks.empty(); });
            if (m_stopping)
                return;
            const Task task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            serve(target, *task.ahead, task.photo, number);
        }
    }
    static void serve(ImportTarget &target, Ahead &ahead, std::size_t place, int number)
    {
        Photo &photo = ahead.photos[place];
        photo.problem = readFile(ahead.person->photos[place], photo);
        photo.isKnown = !photo.problem && ahead.known && ahead.known->photos.contains(photo.sha256);
        if (!photo.problem && !photo.isKnown)
            target.prepare(photo, number);
        const std::scoped_lock lock{ahead.mutex};
        if (--ahead.pending == 0)
            ahead.ready.notify_one();
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Task> m_tasks;  // bounded by the people ahead
    bool m_stopping = false;
    std::vector<std::jthread> m_threads;  // last: they use what is above
};

ImportRun::ImportRun(ImportTarget &target)
    : m_target(target)
{
}

std::expected<ImportCounts, std::string> ImportRun::run(const std::vector<ListedPerson> &people, const Listener &done)
{
    ImportCounts counts{.people = people.size()};
    std::deque<std::shared_ptr<Ahead>> ahead;
    Workers workers(m_target);
    const std::size_t most = aheadPerWorker * static_cast<std::size_t>(m_target.workers());
    std::size_t next = 0;
    std::size_t bytes = 0;
    while (next < people.size() || !ahead.empty()) {
        while (next < people.size() && ahead.size() < most && (ahead.empty() || bytes < bytesAhead)) {
            auto started = std::make_shared<Ahead>();
            if (const auto found = start(people[next++], *started); !found)
                return std::unexpected(found.error());
            for (std::size_t photo = 0; photo < started->photos.size(); ++photo) {
                if (!started->photos[photo].problem)
                    workers.prepare(started, photo);
            }
            bytes += started->bytes;
            ahead.push_back(std::move(started));
        }
        const auto result = finish(*ahead.front());
        if (!result)
            return std::unexpected(result.error());
        count(*result, counts);
        done(*ahead.front()->person, *result, counts);
        bytes -= ahead.front()->bytes;
        ahead.pop_front();
    }
    return counts;
}

std::expected<void, std::string> ImportRun::start(const ListedPerson &person, Ahead &ahead)
{
    ahead.person = &person;
    if (person.problem)
        return {};
    auto known = m_target.find(person.id);
    if (!known)
        return std::unexpected(known.error());
    ahead.known = std::move(*known);
    for (const ListedPhoto &photo : person.photos) {
        ahead.photos.push_back({.name = photo.name, .problem = photo.problem});
        ahead.pending += photo.problem ? 0 : 1;
        ahead.bytes += photo.problem ? 0 : sizeOf(photo.file);
    }
    return {};
}

std::expected<PersonResult, std::string> ImportRun::finish(Ahead &ahead)
{
    {
        std::unique_lock lock{ahead.mutex};
        ahead.ready.wait(lock, [&] { return ahead.pending == 0; });
    }
    const ListedPerson &person = *ahead.person;
    if (person.problem)
        return PersonResult{.problem = person.problem};
    if (ahead.known && ahead.known->isGone)
        return PersonResult{.problem = ImportProblem{"merged", "The person with the id \"" + person.id.toString() + "\" was merged into another one. Use that one's id."}};
    if (ahead.known && ahead.known->name != person.name)
        return PersonResult{.problem = ImportProblem{"id-taken", "The id \"" + person.id.toString() + "\" is another person's, whose name is \"" + ahead.known->name + "\". Choose another id."}};
    return m_target.enrol(person, ahead.photos, ahead.known);
}

std::string toText(PersonResult::State state)
{
    switch (state) {
    case PersonResult::State::Enrolled:
        return "enrolled";
    case PersonResult::State::Extended:
        return "extended";
    case PersonResult::State::Unchanged:
        return "unchanged";
    case PersonResult::State::Refused:
        return "refused";
    }
    return "refused";
}

std::string toText(const ImportCounts &counts)
{
    return std::to_string(counts.done) + " of " + std::to_string(counts.people) + " people: " + std::to_string(counts.enrolled) + " enrolled, "
        + std::to_string(counts.extended) + " got more photos, " + std::to_string(counts.unchanged) + " were enrolled already, "
        + std::to_string(counts.refused) + " refused; " + std::to_string(counts.photosUsed) + " photos used, " + std::to_string(counts.photosRefused)
        + " refused; " + std::to_string(counts.unrecognisable) + " people without a photo cannot be recognised";
}

} // namespace rollcall::enrol
