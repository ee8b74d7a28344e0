#pragma once

#include "api/rest_api.h"
#include "net/http_server.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QTest>

namespace rollcall::testing {

// The REST API over a register of its own, asked over HTTP as anybody would. The clock stands where it is put.
class ApiUnderTest {
public:
    struct Reply {
        int status = 0;
        QByteArray body;
        QJsonObject json;
        QList<QNetworkReply::RawHeaderPair> headers;
        [[nodiscard]] QByteArray header(const QByteArray &name) const
        {
            for (const auto &[key, value] : headers) {
                if (key.compare(name, Qt::CaseInsensitive) == 0)
                    return value;
            }
            return {};
        }
    };
    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    ApiUnderTest();
    ~ApiUnderTest();

    Reply ask(const QByteArray &method, const QString &target, const QJsonObject &body = {}, const Headers &headers = {});
    Reply get(const QString &target, const Headers &headers = {}) { return ask("GET", target, {}, headers); }
    Reply post(const QString &target, const QJsonObject &body, const Headers &headers = {}) { return ask("POST", target, body, headers); }
    void addPerson(const store::Person &person, const std::vector<store::Photo> &photos = {}, const std::vector<store::Template> &templates = {});
    attendance::Sighting see(const char *person, attendance::UtcMs when);

    template <typename Work>
    auto call(Work work)
    {
        std::optional<std::invoke_result_t<Work, store::Register &>> result;
        store->call(std::move(work), &context, [&](auto given) { result = std::move(given); });
        [&] { QTRY_VERIFY(result.has_value()); }();
        return std::move(*result);
    }

    attendance::UtcMs now;
    QStringList changed;  // whom recognition was told of
    QStringList removed;
    QTemporaryDir folder;
    QObject context;
    std::unique_ptr<store::Store> store;

private:
    struct World;
    std::unique_ptr<World> m_world;
};

} // namespace rollcall::testing
