#include "admin/face_menu.h"

#include "admin/connection.h"
#include "admin/duplicate_question.h"
#include "admin/look.h"
#include "admin/person_chooser.h"

#include <QJsonArray>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int newestFaces = 50;  // among which the one is that was seen last

} // namespace

FaceMenu::FaceMenu(Connection &connection, QWidget *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_parent(parent)
{
}

void FaceMenu::open(const QString &camera, const OverlayFace &face, const QPoint &globalPosition)
{
    auto *const menu = new QMenu(m_parent);
    menu->setObjectName(u"faceMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool mayPeople = m_connection.may(u"manage-people"_s);
    const bool mayRegister = m_connection.may(u"manage-attendance"_s);
    if (!face.person.isEmpty()) {
        const QString name = face.name.isEmpty() ? face.person : face.name;
        const QString person = face.person;
        const QString shown = withoutMnemonics(name);
        menu->addSection(shown);
        if (mayRegister && face.state == FaceState::Suggested)
            menu->addAction(tr("This &is %1").arg(shown), this, [=, this] { decide(camera, person, u"confirm"_s, tr("Confirmed: %1.").arg(name)); });
        if (mayRegister)
            menu->addAction(tr("This is &not %1").arg(shown), this, [=, this] { decide(camera, person, u"reject"_s, tr("Taken out of the register: this was not %1.").arg(name)); });
        menu->addAction(tr("&Open %1…").arg(shown), this, [=, this] { Q_EMIT personWanted(person); });
    } else {
        menu->addSection(face.refused.isEmpty() ? tr("Unknown face") : tr("Unknown face, %1").arg(face.refused));
        if (mayPeople) {
            menu->addAction(tr("&Enrol this person…"), this, [=, this] { Q_EMIT enrolmentWanted(camera); });
            menu->addAction(tr("This is &somebody who is enrolled…"), this, [=, this] { askWho(camera); });
        }
        menu->addAction(tr("&Unknown faces…"), this, &FaceMenu::unknownWanted);
    }
    menu->popup(globalPosition);
}

void FaceMenu::decide(const QString &camera, const QString &person, const QString &verb, const QString &words)
{
    const QUrlQuery query{{u"person"_s, person}, {u"camera"_s, camera}, {u"limit"_s, u"1"_s}};
    m_connection.client().get(u"/api/v1/sightings"_s, query, this, [this, verb, words](const Answer &found) {
        const QString sighting = found.json.value("items"_L1).toArray().at(0).toObject().value("id"_L1).toString();
        if (sighting.isEmpty())
            return Q_EMIT said(found.isGood() ? tr("This face is not in the register yet. Try again in a moment.") : found.problem);
        m_connection.client().send("POST", u"/api/v1/sightings/"_s + sighting + u'/' + verb, {}, this, [this, words](const Answer &answer) { Q_EMIT said(answer.isGood() ? words : answer.problem); });
    });
}

// Others may have come since: the face that is meant is seen before anything is said of it.
void FaceMenu::askWho(const QString &camera)
{
    const QUrlQuery query{{u"camera"_s, camera}, {u"state"_s, u"waiting"_s}, {u"limit"_s, QString::number(newestFaces)}};
    m_connection.client().get(u"/api/v1/unknown-faces"_s, query, this, [this](const Answer &found) {
        QJsonObject latest;
        for (const QJsonValue &one : found.json.value("items"_L1).toArray()) {
            if (one[u"lastSeen"_s].toString() > latest.value("lastSeen"_L1).toString())
                latest = one.toObject();
        }
        const QString face = latest.value("id"_L1).toString();
        if (face.isEmpty())
            return Q_EMIT said(found.isGood() ? tr("This face is not among the unknown faces yet. Try again in a moment.") : found.problem);
        auto *const chooser = new PersonChooser(m_connection, m_parent);
        chooser->showFace(u"/api/v1/unknown-faces/"_s + face + u"/picture.jpg"_s);
        connect(chooser, &PersonChooser::chosen, this, [this, face](const QString &person, const QString &name) { assignFace(face, {{u"person"_s, person}}, name); });
        chooser->open();
    });
}

void FaceMenu::assignFace(const QString &face, const QJsonObject &body, const QString &name)
{
    m_connection.client().send("POST", u"/api/v1/unknown-faces/"_s + face + u"/assign"_s, body, this, [this, face, body, name](const Answer &answer) {
        if (isDuplicate(answer))
            return askAboutDuplicate(m_parent, answer, [=, this] { assignFace(face, allowingDuplicate(body), name); });
        Q_EMIT said(answer.isGood() ? tr("It is %1.").arg(name) : answer.problem);
    });
}

} // namespace rollcall::admin
