#pragma once

#include "enrol/import_target.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>

namespace rollcall::enrol {

// Enrols through the API of a running server, which looks at the photos itself. Lives on a thread with Qt's event dispatcher; each call
// runs an event loop until the server has answered.
class ServerTarget final : public ImportTarget {
public:
    // With an API token, or none where the server asks for none.
    ServerTarget(QUrl server, const ImportOptions &options, const QByteArray &token = {});

    [[nodiscard]] int workers() const override { return 2; }  // they only read files
    void prepare(Photo &, int) override { }
    [[nodiscard]] std::expected<std::optional<EnrolledPerson>, std::string> find(const attendance::PersonId &person) override;
    [[nodiscard]] std::expected<PersonResult, std::string> enrol(const ListedPerson &person, std::vector<Photo> &photos,
                                                                 const std::optional<EnrolledPerson> &known) override;

private:
    struct Answer {
        int status = 0;
        QJsonObject json;
    };
    using Expected = std::expected<Answer, std::string>;
    [[nodiscard]] Expected finish(QNetworkReply *reply);
    [[nodiscard]] Expected get(const QString &path);
    [[nodiscard]] Expected post(const QString &path, const QList<QPair<QString, QString>> &fields, const std::vector<Photo *> &photos);
    [[nodiscard]] QNetworkRequest to(const QString &path) const;

    const QUrl m_server;
    const ImportOptions m_options;
    const QByteArray m_authorization;
    QNetworkAccessManager m_network;
};

} // namespace rollcall::enrol
