// What is written down of cameras, while another server of the same register may have them forgotten.
#include "app/camera_book.h"
#include "ops/metrics.h"
#include "store/camera_records.h"
#include "support/wait.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::app;
using namespace rollcall::testing;
using namespace Qt::StringLiterals;
using State = ingest::Camera::State;

namespace {

constexpr attendance::UtcMs noon{std::chrono::milliseconds{1'790'000'000'000}};

class CameraBookTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_camera.arrive(u"Old webcam"_s);
        m_book.remember(m_camera, noon);
        ASSERT_EQ(known(), std::vector<std::string>{"door"});
    }
    void become(State state)
    {
        m_camera.setState(state);
        m_book.remember(m_camera, noon);
    }
    [[nodiscard]] std::vector<std::string> known()
    {
        std::optional<std::vector<std::string>> ids;
        m_store->call([](store::Register &records) { return records.cameras(); }, &m_book, [&](const std::expected<std::vector<store::Camera>, store::StoreError> &cameras) {
            ids.emplace();
            for (const store::Camera &camera : *cameras)
                ids->push_back(camera.id.toString());
        });
        EXPECT_TRUE(waitUntil([&] { return ids.has_value(); }));
        return *ids;
    }
    // As another server does it, of which this one hears nothing.
    void forgetElsewhere()
    {
        m_store->call([](store::Register &records) { return store::CameraRecords(records.database()).forget(store::CameraId("door"), "Ada", noon); }, &m_book, [](const auto &) {});
        ASSERT_TRUE(known().empty());
    }

    QTemporaryDir m_folder;
    ops::Metrics m_metrics;
    std::unique_ptr<store::Store> m_store = std::move(*store::Store::open({.file = m_folder.filePath(u"register.sqlite"_s).toStdString()}));
    CameraBook m_book{*m_store};
    ingest::Camera m_camera{protocol::CameraId(u"door"_s), m_metrics};
};

} // namespace

TEST_F(CameraBookTest, oneThatAnotherServerForgotStaysForgottenUntilItComesBack)
{
    become(State::Streaming);
    ASSERT_NO_FATAL_FAILURE(forgetElsewhere());
    for (const State state : {State::Paused, State::Streaming, State::Away, State::Away}) {
        become(state);
        EXPECT_TRUE(known().empty());
    }
    m_camera.arrive(u"Old webcam"_s);
    m_book.remember(m_camera, noon);
    EXPECT_EQ(known(), std::vector<std::string>{"door"});
}

TEST_F(CameraBookTest, oneThatThisServerForgotStaysForgottenUntilItComesBack)
{
    m_book.letGo(attendance::CameraId("door"));
    become(State::Away);
    ASSERT_NO_FATAL_FAILURE(forgetElsewhere());
    m_book.wasForgotten(attendance::CameraId("door"), true);
    become(State::Away);
    EXPECT_TRUE(known().empty());
    m_camera.arrive(u"Old webcam"_s);
    m_book.remember(m_camera, noon);
    EXPECT_EQ(known(), std::vector<std::string>{"door"});
}
