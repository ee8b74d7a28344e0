#include "admin/download.h"

#include "admin/server_client.h"

#include <QFileInfo>
#include <QLocale>
#include <QNetworkReply>
#include <QProgressDialog>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

Download::Download(ServerClient &client, const QString &from, const QUrlQuery &query, const QString &to, QWidget *parent)
    : QObject(parent)
    , m_file(to)
    , m_progress(new QProgressDialog(tr("The server is making the file…"), tr("&Cancel"), 0, 0, parent))
{
    m_progress->setObjectName(u"download"_s);
    m_progress->setWindowTitle(QFileInfo(to).fileName());
    m_progress->setMinimumDuration(300);
    if (!m_file.open(QIODevice::WriteOnly)) {
        // Later, so that nobody is called back from inside the own call.
        QMetaObject::invokeMethod(this, [this, to] { end(tr("%1 cannot be written: %2.").arg(to, m_file.errorString())); }, Qt::QueuedConnection);
        return;
    }
    m_reply = client.get(from, query, this, [this](const Answer &answer) {
        if (!m_problem.isEmpty())
            return end(m_problem);
        if (!answer.isGood())
            return end(answer.problem);
        // What had not been taken yet when it ended.
        if (m_file.write(answer.body) != answer.body.size() || !m_file.flush() || !m_file.commit())
            return end(tr("%1 cannot be written: %2.").arg(m_file.fileName(), m_file.errorString()));
        end({});
    });
    connect(m_reply, &QNetworkReply::readyRead, this, &Download::takeMore);
    connect(m_progress, &QProgressDialog::canceled, this, [this] {
        m_problem = tr("The download was cancelled.");
        if (m_reply)
            m_reply->abort();
    });
}

Download::~Download()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    delete m_progress.data();
}

void Download::takeMore()
{
    // An error's body is words for people, not the file.
    if (m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 200)
        return;
    const QByteArray more = m_reply->readAll();
    if (m_file.write(more) != more.size()) {
        m_problem = tr("%1 cannot be written: %2.").arg(m_file.fileName(), m_file.errorString());
        m_reply->abort();
        return;
    }
    m_progress->setLabelText(tr("%1 so far").arg(QLocale().formattedDataSize(m_file.size())));
}

void Download::end(const QString &problem)
{
    if (std::exchange(m_ended, true))
        return;
    if (!problem.isEmpty())
        m_file.cancelWriting();
    Q_EMIT ended(problem);
    deleteLater();
}

} // namespace rollcall::admin
