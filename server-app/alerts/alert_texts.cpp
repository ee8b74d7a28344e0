#include "alerts/alert_texts.h"

#include <QJsonDocument>
#include <QLocale>

#include <array>

namespace rollcall::alerts {

using namespace Qt::StringLiterals;

namespace {

using Texts = std::array<QString, 3>;  // English, German, French

struct Said {
    Texts title;
    Texts text;
};

// The titles are those of the page. %1 is who or where; %2 a number or the problem's own words.
const Said &said(Kind kind)
{
    static const std::array<Said, allKinds.size()> all{{
        {{u"%1 is late"_s, u"%1 ist verspätet"_s, u"%1 est en retard"_s},
         {u"The shift began %2 minutes ago, and nobody has seen them yet."_s, u"Die Schicht hat vor %2 Minuten begonnen, und niemand hat sie oder ihn bisher gesehen."_s,
          u"L’horaire a commencé il y a %2 minutes, et personne ne l’a encore vu."_s}},
        {{u"%1 is absent"_s, u"%1 ist abwesend"_s, u"%1 est absent"_s},
         {u"The shift began %2 minutes ago, and nobody has seen them."_s, u"Die Schicht hat vor %2 Minuten begonnen, und niemand hat sie oder ihn gesehen."_s,
          u"L’horaire a commencé il y a %2 minutes, et personne ne l’a vu."_s}},
        {{u"An unknown face at %1"_s, u"Unbekanntes Gesicht an %1"_s, u"Un visage inconnu devant %1"_s},
         {u"Somebody whom nobody is enrolled as was seen. Say who it is under Unknown faces."_s, u"Jemand wurde gesehen, der nicht erfasst ist. Unter Unbekannte Gesichter lässt sich sagen, wer es ist."_s,
          u"Quelqu’un qui n’est pas inscrit a été vu. Dites qui c’est sous Visages inconnus."_s}},
        {{u"%1 is away"_s, u"%1 ist weg"_s, u"%1 est hors ligne"_s},
         {u"The camera should be here and has not been for %2 minutes. Look whether it has power and network."_s,
          u"Die Kamera sollte da sein und ist es seit %2 Minuten nicht. Sehen Sie nach, ob sie Strom und Netz hat."_s,
          u"La caméra devrait être là et ne l’est plus depuis %2 minutes. Vérifiez son alimentation et son réseau."_s}},
        {{u"The register is not available"_s, u"Das Register ist nicht erreichbar"_s, u"Le registre n’est pas disponible"_s},
         {u"Sightings are kept on this machine until it is: %2"_s, u"Sichtungen werden bis dahin auf dieser Maschine aufgehoben: %2"_s,
          u"Les observations sont gardées sur cette machine en attendant : %2"_s}},
        {{u"The disk is nearly full"_s, u"Der Speicher ist fast voll"_s, u"Le disque est presque plein"_s},
         {u"%2 are free at %1. When it is full, nothing more can be written down."_s, u"%2 sind frei unter %1. Wenn er voll ist, kann nichts mehr aufgeschrieben werden."_s,
          u"%2 sont libres sous %1. Quand il sera plein, plus rien ne pourra être noté."_s}},
        {{u"Sightings wait for the database"_s, u"Sichtungen warten auf die Datenbank"_s, u"Des observations attendent la base"_s},
         {u"The oldest has been waiting for %2 minutes on this machine. Nothing is lost; look whether the database is reached."_s,
          u"Die älteste wartet seit %2 Minuten auf dieser Maschine. Nichts geht verloren; sehen Sie nach, ob die Datenbank erreichbar ist."_s,
          u"La plus ancienne attend depuis %2 minutes sur cette machine. Rien n’est perdu ; vérifiez que la base de données est joignable."_s}},
    }};
    return all[std::size_t(kind)];
}

QString whereOf(Kind kind, const QJsonObject &params)
{
    switch (kind) {
    case Kind::Late:
    case Kind::Absent:
        return params.value("name"_L1).toString();
    case Kind::UnknownFace:
    case Kind::CameraAway: {
        const QString name = params.value("cameraName"_L1).toString();
        return name.isEmpty() ? params.value("camera"_L1).toString() : name;
    }
    case Kind::Disk:
        return params.value("path"_L1).toString();
    case Kind::Register:
    case Kind::Outbox:
        break;
    }
    return {};
}

QLocale localeOf(Language language)
{
    static constexpr std::array languages{QLocale::English, QLocale::German, QLocale::French};
    return QLocale(languages[std::size_t(language)]);
}

QString numberOf(Kind kind, const QJsonObject &params, Language language)
{
    if (kind == Kind::Disk)
        return localeOf(language).formattedDataSize(params.value("freeBytes"_L1).toInteger());
    if (kind == Kind::Register)
        return params.value("problem"_L1).toString();
    return QString::number(params.value("minutes"_L1).toInteger());
}

// In one go: a name may hold a "%2" of its own.
QString filled(const QString &text, const QString &where, const QString &number)
{
    return text.contains("%1"_L1) && text.contains("%2"_L1) ? text.arg(where, number) : text.contains("%1"_L1) ? text.arg(where)
        : text.contains("%2"_L1) ? QString(text).replace("%2"_L1, number) : text;
}

} // namespace

Language parseLanguage(const QString &code)
{
    return code == "de"_L1 ? Language::German : code == "fr"_L1 ? Language::French : Language::English;
}

QString titleOf(Kind kind, const QJsonObject &params, Language language)
{
    return filled(said(kind).title[std::size_t(language)], whereOf(kind, params), numberOf(kind, params, language));
}

QString textOf(Kind kind, const QJsonObject &params, Language language)
{
    static const Texts servers{u" Server: %1."_s, u" Server: %1."_s, u" Serveur : %1."_s};
    const QString server = params.value("server"_L1).toString();
    return filled(said(kind).text[std::size_t(language)], whereOf(kind, params), numberOf(kind, params, language))
        + (server.isEmpty() ? QString() : servers[std::size_t(language)].arg(server));
}

QJsonObject paramsOf(const store::AlertEntry &alert)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(alert.params)).object();
}

} // namespace rollcall::alerts
