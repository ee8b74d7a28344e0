#include "admin/rename_dialog.h"

#include "admin/connection.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int nameCharacters = 100;

} // namespace

RenameDialog::RenameDialog(Connection &connection, const QString &camera, QWidget *parent)
    : FormDialog(tr("Rename a camera"), tr("&Rename"), parent)
    , m_connection(connection)
    , m_camera(camera)
    , m_name(new QLineEdit(connection.cameraName(camera)))
{
    setObjectName(u"renameDialog"_s);
    m_name->setObjectName(u"cameraName"_s);
    m_name->setMaxLength(nameCharacters);
    m_name->selectAll();
    form().addRow(tr("&Name"), m_name);
    auto *const words = new QLabel(tr("Empty: as the camera calls itself. Its id stays as it is."));
    words->setWordWrap(true);
    form().addRow(words);
    onSubmit([this] { save(); });
    setBusy(true);
    read(false);
}

QString RenameDialog::path() const
{
    return u"/api/v1/cameras/"_s + m_camera;
}

void RenameDialog::read(bool afterConflict)
{
    m_connection.client().get(path(), {}, this, [this, afterConflict](const Answer &answer) {
        if (!answer.isGood())
            return setProblem(answer.problem);
        m_etag = answer.etag;
        setBusy(false);
        // What is written here stays; who saves after having seen theirs means it.
        if (afterConflict)
            setProblem(tr("Somebody else renamed it in the meantime; yours is not saved. It is now called “%1”. Rename again to put yours in its place, or close this to keep theirs.").arg(answer.json.value("name"_L1).toString()));
    });
}

void RenameDialog::save()
{
    const QString name = m_name->text().trimmed();
    setBusy(true);
    m_connection.client().send("PATCH", path(), {{u"name"_s, name.isEmpty() ? QJsonValue() : QJsonValue(name)}}, this, [this, name](const Answer &answer) {
        if (answer.isStale())
            return read(true);
        if (!answer.isGood())
            return setProblem(answer.problem);
        Q_EMIT renamed(name);
        finish();
    }, {.ifMatch = m_etag});
}

} // namespace rollcall::admin
