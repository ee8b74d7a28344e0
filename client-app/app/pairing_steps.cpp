#include "app/pairing_steps.h"

#include "pairing/pairing_book.h"
#include "pairing/pairing_client.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

QString folderOf(const Options &options)
{
    return options.pairingFolder.isEmpty() ? pairing::PairingBook::usualFolder() : options.pairingFolder;
}

QString line(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// Waits for one call of what `begin` is given.
template <typename Result, typename Begin>
Result awaited(Begin begin)
{
    QEventLoop loop;
    std::optional<Result> result;
    begin([&](Result given) {
        result.emplace(std::move(given));
        loop.quit();
    });
    if (!result)
        loop.exec();
    return std::move(*result);
}

std::expected<pairing::PairedCamera, pairing::PairingError> trade(const pairing::Invitation &invitation)
{
    using Traded = std::expected<pairing::PairedCamera, pairing::PairingError>;
    pairing::PairingClient client(invitation);
    return awaited<Traded>([&](auto done) {
        QObject::connect(&client, &pairing::PairingClient::paired, &client, [done](const pairing::PairedCamera &camera) { done(camera); });
        QObject::connect(&client, &pairing::PairingClient::failed, &client, [done](const pairing::PairingError &error) { done(std::unexpected(error)); });
        client.start();
    });
}

struct Kept {
    std::expected<QString, QString> place;
    QString why;
};

Kept keep(pairing::PairingBook &book, const pairing::PairedCamera &camera)
{
    return awaited<Kept>([&](auto done) {
        book.add(camera, [done](const std::expected<QString, QString> &place, const QString &why) { done(Kept{place, why}); });
    });
}

} // namespace

ExitCode pairThisMachine(const Options &options, const Given &given, const Say &say, const Say &complain)
{
    const auto fail = [&](ExitCode code, const QString &text) {
        options.json ? say(line({{u"event"_s, u"problem"_s}, {u"text"_s, text}})) : complain(u"rollcall-camera: "_s + text);
        return code;
    };
    // The default of --server is for streaming; a code alone has to say where it belongs.
    const auto invitation = pairing::parseInvitation(options.linkOrCode, given.server ? options.server : QString());
    if (!invitation)
        return fail(ExitCode::WrongOptions, invitation.error());
    const auto camera = trade(*invitation);
    if (!camera)
        return fail(ExitCode::NotPaired, camera.error().text);
    pairing::PairingBook book(folderOf(options), options.keyStore);
    const Kept kept = keep(book, *camera);
    if (!kept.place)
        return fail(ExitCode::NotPaired, kept.place.error() + u" The code is used up: make another one on the server when this is mended."_s);
    const QString server = camera->server.host() + u':' + QString::number(camera->server.port());
    if (options.json) {
        say(line({{u"event"_s, u"paired"_s}, {u"camera"_s, camera->camera.toString()}, {u"server"_s, server}, {u"tokenPlace"_s, *kept.place}, {u"keyStoreProblem"_s, kept.why}}));
        return ExitCode::Stopped;
    }
    say(u"Paired: this machine is the camera %1 of %2."_s.arg(camera->camera.toString(), server));
    say(u"Its token lies in %1%2."_s.arg(*kept.place, kept.why.isEmpty() ? QString() : QString(u", not in a key store: "_s + kept.why.chopped(kept.why.endsWith(u'.') ? 1 : 0))));
    return ExitCode::Stopped;
}

std::expected<void, QString> usePairing(Assignment &assignment, const Options &options, const Given &given)
{
    pairing::PairingBook book(folderOf(options), options.keyStore);
    if (!book.problem().isEmpty() && book.cameras().isEmpty())
        return std::unexpected(book.problem());
    const auto found = book.find(given.server ? options.server : QString(), given.camera ? options.cameraId : QString());
    // Without a pairing there is nothing to use; the server says whether it lets this machine in all the same. Which of several is
    // meant cannot be guessed.
    if (!found)
        return book.fits(given.server ? options.server : QString(), given.camera ? options.cameraId : QString()) == 0 ? std::expected<void, QString>() : std::unexpected(found.error());
    const auto whole = awaited<std::expected<pairing::PairedCamera, QString>>([&](auto done) { book.withToken(*found, done); });
    if (!whole)
        return std::unexpected(whole.error());
    if (options.name.isEmpty() && !given.camera)
        assignment.hello.name = whole->camera.toString();
    assignment.server = whole->server;
    assignment.trust = whole->trust;
    assignment.hello.camera = whole->camera;
    assignment.hello.token = whole->token;
    return {};
}

} // namespace rollcall::app
