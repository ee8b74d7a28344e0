#include "app/recognition_state.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QJsonArray toJson(const std::vector<recognition::InstalledModel> &models)
{
    QJsonArray list;
    for (const recognition::InstalledModel &model : models)
        list.append(QJsonObject{{u"name"_s, text(model.name)}, {u"purpose"_s, text(model.purpose)}, {u"file"_s, text(model.file.filename().string())},
                                {u"licence"_s, text(model.licence)}, {u"note"_s, text(model.note)}});
    return list;
}

QJsonObject toJson(const TemplateRefresher::Progress &progress)
{
    QJsonArray failures;
    for (const TemplateRefresher::Failure &failure : progress.failures)
        failures.append(QJsonObject{{u"person"_s, text(failure.person.toString())}, {u"reason"_s, failure.reason}});
    return {{u"running"_s, progress.isRunning}, {u"people"_s, progress.total}, {u"done"_s, progress.done}, {u"failed"_s, progress.failed}, {u"failures"_s, failures}};
}

} // namespace

RecognitionState::RecognitionState(const recognition::Engine &engine, const TemplateRefresher &refresher, bool isOn)
    : m_engine(engine)
    , m_refresher(refresher)
    , m_isOn(isOn)
{
}

QJsonObject RecognitionState::recognition() const
{
    const recognition::EmbedderId &embedder = m_engine.embedder();
    return {{u"on"_s, m_isOn},
            {u"engine"_s, text(m_engine.name())},
            {u"description"_s, text(m_engine.description())},
            {u"registers"_s, m_engine.trust() == recognition::Trust::Registers},
            {u"embedder"_s, QJsonObject{{u"name"_s, text(embedder.name)}, {u"version"_s, text(embedder.version)}}},
            {u"models"_s, toJson(m_engine.models())},
            {u"templatesMadeAgain"_s, toJson(m_refresher.progress())}};
}

} // namespace rollcall::app
