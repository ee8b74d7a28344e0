#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrl>

namespace rollcall::testing {

struct HttpAnswer {
    int status = 0;  // 0: no answer
    QByteArray body;
    [[nodiscard]] QJsonObject json() const;
};

// Plain HTTP requests to a server under test; each runs the event loop until the answer is there or 30 s are over.
class HttpClient {
public:
    explicit HttpClient(QUrl base);
    [[nodiscard]] HttpAnswer get(const QString &path) const;
    [[nodiscard]] HttpAnswer post(const QString &path, const QJsonObject &body = {}) const;
    [[nodiscard]] HttpAnswer patch(const QString &path, const QJsonObject &body) const;
    [[nodiscard]] HttpAnswer remove(const QString &path) const;
    // POST /api/v1/people
    [[nodiscard]] HttpAnswer enrol(const QString &id, const QString &name, const QList<QByteArray> &photos) const;
    // The value of the first series that begins so in /metrics; NaN where there is none.
    [[nodiscard]] double metric(const QByteArray &series) const;

private:
    QUrl m_base;
};

} // namespace rollcall::testing
