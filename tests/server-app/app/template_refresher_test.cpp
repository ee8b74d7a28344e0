#include "app/template_refresher.h"
#include "server-app/recognition/model_folder.h"
#include "support/wait.h"

#include "demo/look.h"
#include "demo/scene.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>

#include <cstdlib>

using namespace rollcall;
using namespace rollcall::app;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using recognition::Engine;
using recognition::test::ModelFolder;

namespace {

constexpr attendance::UtcMs noon{std::chrono::milliseconds{1'790'000'000'000}};

std::shared_ptr<const Engine> engineNamed(const std::string &name, const std::filesystem::path &models)
{
    auto engine = Engine::load({.models = models, .contourModel = "/nonexistent/landmarks.dat", .engine = name});
    EXPECT_TRUE(engine) << engine.error().message;
    return engine.value_or(nullptr);
}

std::vector<uint8_t> jpegOf(const cv::Mat &picture)
{
    std::vector<uint8_t> bytes;
    cv::imencode(".jpg", picture, bytes);
    return bytes;
}

// A register with two drawn people, enrolled under the engine without models, and somebody whose photo shows nobody.
class TemplateRefresh : public ::testing::Test {
protected:
    template <typename Work>
    auto run(Work work)
    {
        std::optional<std::invoke_result_t<Work, store::Register &>> result;
        m_store->call(work, &m_context, [&](auto answer) { result = std::move(answer); });
        EXPECT_TRUE(waitUntil([&] { return result.has_value(); }));
        EXPECT_TRUE(result->has_value()) << result->error().message;
        return std::move(**result);
    }
    void SetUp() override
    {
        m_store = std::move(*store::Store::open({.file = m_folder.filePath(u"register.sqlite"_s).toStdString()}));
        const auto engine = engineNamed("hog+patches", {});
        ASSERT_TRUE(engine);
        const auto workspace = engine->makeWorkspace();
        const recognition::Enroller enroller(engine);
        const demo::Scene scene(1);
        int count = 0;
        for (const demo::Person &person : demo::enrolledPeople()) {
            const std::vector<uint8_t> photo = jpegOf(scene.photo(person.id, 0));
            const auto enrolment = enroller.enrol(std::as_bytes(std::span(photo)), **workspace);
            ASSERT_TRUE(enrolment) << enrolment.error().message;
            add(std::string(person.id), photo, {{store::PersonId(std::string(person.id)), enrolment->embedding.embedder.name, 2, enrolment->embedding.values}});
            m_people.push_back(std::string(person.id));
            if (++count == 2)
                break;
        }
        add("faceless", jpegOf(cv::Mat(300, 300, CV_8UC3, cv::Scalar(90, 120, 150))), {});
    }
    void add(const std::string &id, const std::vector<uint8_t> &photo, const std::vector<store::Template> &templates)
    {
        const store::Person person{.id = store::PersonId(id), .name = id, .created = noon};
        write([&](store::Register &records) { return records.addPerson(person, {{.sha256 = std::string(63, '0') + char('0' + m_added), .mediaType = "image/jpeg", .bytes = photo}}, templates); });
        ++m_added;
    }
    // Runs the refresher to its end.
    TemplateRefresher::Progress refresh(const std::shared_ptr<const Engine> &engine)
    {
        TemplateRefresher refresher(engine, *m_store);
        bool isFinished = false;
        QObject::connect(&refresher, &TemplateRefresher::finished, &refresher, [&] { isFinished = true; });
        QObject::connect(&refresher, &TemplateRefresher::refreshed, &refresher, [&](const store::PersonId &person) { m_refreshed.push_back(person.toString()); });
        refresher.start();
        EXPECT_TRUE(waitUntil([&] { return isFinished; }, 30s));
        return refresher.progress();
    }
    std::vector<store::Template> templatesOf(const Engine &engine)
    {
        const int version = std::stoi(engine.embedder().version);
        std::vector<store::Template> found;
        write([&found, name = engine.embedder().name, version](store::Register &records) -> std::expected<void, store::StoreError> {
            auto stored = records.templates(name, version);
            if (!stored)
                return std::unexpected(std::move(stored.error()));
            found = std::move(*stored);
            return {};
        });
        return found;
    }
    void write(std::function<std::expected<void, store::StoreError>(store::Register &)> work)
    {
        std::optional<std::expected<void, store::StoreError>> result;
        m_store->call(std::move(work), &m_context, [&](const std::expected<void, store::StoreError> &answer) { result = answer; });
        EXPECT_TRUE(waitUntil([&] { return result.has_value(); }));
        EXPECT_TRUE(result->has_value()) << result->error().message;
    }

    QTemporaryDir m_folder;
    QObject m_context;
    std::unique_ptr<store::Store> m_store;
    std::vector<std::string> m_people;
    std::vector<std::string> m_refreshed;
    int m_added = 0;
};

} // namespace

TEST_F(TemplateRefresh, makesTemplatesOfTheNewEmbedderFromTheStoredPhotos)
{
    const ModelFolder models;
    models.write("models.json", recognition::test::coloursManifest());
    models.write("colours.onnx", recognition::test::meanColourNetwork());
    const auto engine = engineNamed("hog+colours", models.path());
    ASSERT_TRUE(engine);
    ASSERT_TRUE(templatesOf(*engine).empty());

    const TemplateRefresher::Progress progress = refresh(engine);
    EXPECT_EQ(progress.total, 3);
    EXPECT_EQ(progress.done, 3);
    EXPECT_FALSE(progress.isRunning);
    ASSERT_EQ(progress.failures.size(), 1U);
    EXPECT_EQ(progress.failed, 1);
    EXPECT_EQ(progress.failures[0].person.toString(), "faceless");
    EXPECT_FALSE(progress.failures[0].reason.isEmpty());
    std::ranges::sort(m_refreshed);
    std::ranges::sort(m_people);
    EXPECT_EQ(m_refreshed, m_people);
    const auto templates = templatesOf(*engine);
    ASSERT_EQ(templates.size(), 2U);
    EXPECT_EQ(templates[0].values.size(), 3U);
    // Those of the old embedder stay, for the way back.
    EXPECT_EQ(templatesOf(*engineNamed("hog+patches", {})).size(), 2U);
}

TEST_F(TemplateRefresh, doesNotRepeatWhatIsThere)
{
    const auto engine = engineNamed("hog+patches", {});
    const TemplateRefresher::Progress progress = refresh(engine);
    EXPECT_EQ(progress.total, 1);  // the one whom no engine recognises
    EXPECT_TRUE(m_refreshed.empty());
}

TEST_F(TemplateRefresh, makesTemplatesOfARealNetwork)
{
    const char *named = std::getenv("ROLLCALL_TEST_FACES");
    const auto models = (named && *named ? std::filesystem::path(named) : std::filesystem::path(ROLLCALL_SOURCE_DIR) / "../shared/faces") / "models";
    if (!std::filesystem::exists(models / "face-reidentification-retail-0095.onnx"))
        GTEST_SKIP() << "No models in " << models << ": the change to a real network is NOT tested. Set ROLLCALL_TEST_FACES to their folder's parent.";
    const auto engine = engineNamed("", models);
    ASSERT_TRUE(engine);
    EXPECT_EQ(engine->name(), "yunet+reid-0095");
    const TemplateRefresher::Progress progress = refresh(engine);
    EXPECT_EQ(progress.total, 3);
    // Drawn faces are no faces to every network; whoever it takes has its template, the others are told of.
    EXPECT_EQ(int(templatesOf(*engine).size()) + progress.failed, 3);
    EXPECT_EQ(progress.failures.size(), std::size_t(progress.failed));
}
