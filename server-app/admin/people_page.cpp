#include "admin/people_page.h"

#include "admin/connection.h"
#include "admin/enrol_dialog.h"
#include "admin/form_dialog.h"
#include "admin/look.h"
#include "admin/person_dialog.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int mostPeople = 200'000;
constexpr int fewPeople = 20;  // that are asked for one by one; beyond that all are
constexpr int notFound = 404;
constexpr std::chrono::milliseconds rest{800};

QString groupsOf(const QJsonObject &person)
{
    QStringList groups;
    for (const QJsonValue &group : person.value("groups"_L1).toArray())
        groups.append(group.toString());
    return groups.join(u", "_s);
}

QString consentOf(const QJsonObject &person)
{
    const QJsonObject consent = person.value("consent"_L1).toObject();
    if (consent.value("withdrawn"_L1).isString())
        return PeoplePage::tr("withdrawn");
    return consent.value("date"_L1).toString(PeoplePage::tr("none"));
}

std::vector<RecordColumn> columns(const Connection &connection)
{
    const auto text = [](const QString &field) { return [field](const QJsonObject &person) { return person.value(field).toString(); }; };
    return {{.title = PeoplePage::tr("Name"), .text = text(u"name"_s)},
            {.title = PeoplePage::tr("Groups"), .text = groupsOf},
            {.title = PeoplePage::tr("Photos"), .text = [](const QJsonObject &person) { return QLocale().toString(person.value("photos"_L1).toInt()); },
             .sortKey = [](const QJsonObject &person) { return QVariant(person.value("photos"_L1).toInt()); }, .isNumber = true},
            {.title = PeoplePage::tr("Consent"), .text = consentOf},
            {.title = PeoplePage::tr("Number"), .text = text(u"externalId"_s)},
            {.title = PeoplePage::tr("Enrolled"), .text = [&connection](const QJsonObject &person) { return connection.dayTimeText(person.value("created"_L1).toString()); },
             .sortKey = [](const QJsonObject &person) { return QVariant(person.value("created"_L1).toString()); }},
            {.title = PeoplePage::tr("Id"), .text = text(u"id"_s)}};
}

} // namespace

PeoplePage::PeoplePage(Connection &connection, QWidget *parent)
    : Page(parent)
    , m_connection(connection)
    , m_table(new RecordTable(new RecordModel(columns(connection), [](const QJsonObject &person) { return person.value("id"_L1).toString(); }), u"people"_s))
    , m_enrol(new QPushButton(tr("&Enrol…")))
    , m_open(new QPushButton(tr("&Open…")))
    , m_erase(new QPushButton(tr("E&rase…")))
    , m_again(new QTimer(this))
{
    m_enrol->setObjectName(u"enrol"_s);
    m_open->setObjectName(u"openPerson"_s);
    m_erase->setObjectName(u"erase"_s);
    m_table->view().setAccessibleName(tr("People"));
    m_table->setEmptyText(tr("Nobody is enrolled yet.\nEnrol people with a few photos: cameras then know them."), tr("&Enrol the first person…"));
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(m_table, 1);
    for (QPushButton *button : {m_open, m_erase, m_enrol})
        m_table->addTool(button);
    m_again->setSingleShot(true);
    m_again->setInterval(rest);
    connect(m_again, &QTimer::timeout, this, &PeoplePage::catchUp);
    connect(m_table, &RecordTable::againWanted, this, &PeoplePage::read);
    connect(m_table, &RecordTable::emptyActionWanted, this, [this] { enrol(); });
    connect(m_enrol, &QPushButton::clicked, this, [this] { enrol(); });
    connect(m_erase, &QPushButton::clicked, this, &PeoplePage::erase);
    const auto open = [this] {
        if (const auto selected = m_table->selected(); selected.size() == 1)
            openPerson(selected.first().value("id"_L1).toString());
    };
    connect(m_table, &RecordTable::activated, this, open);
    connect(m_open, &QPushButton::clicked, this, open);
    const auto updateButtons = [this] {
        const bool one = m_table->selected().size() == 1;
        const bool may = m_connection.may(u"manage-people"_s);
        m_open->setEnabled(one);
        m_erase->setEnabled(one && may);
        m_enrol->setEnabled(may);
    };
    connect(m_table, &RecordTable::selectionChanged, this, updateButtons);
    updateButtons();
    connect(&connection, &Connection::happened, this, [this](const QString &type, const QJsonObject &message) {
        if (!isVisible() || !(type == u"people" || type == u"hello"))
            return;  // whoever comes back here reads it
        // Where they are not named, anything may have changed.
        m_isAllChanged = m_isAllChanged || !message.value("ids"_L1).isArray();
        for (const QJsonValue &person : message.value("ids"_L1).toArray())
            m_changed.insert(person.toString());
        if (!m_again->isActive())
            m_again->start();
    });
}

void PeoplePage::enter()
{
    read();
}

void PeoplePage::search(const QString &words)
{
    m_table->filter().setText(words);
    m_table->view().setFocus();
}

void PeoplePage::read()
{
    m_changed.clear();
    m_isAllChanged = false;
    m_isReading = true;
    const int mine = ++m_reading;
    const auto first = [this, mine](const QList<QJsonObject> &people) {
        if (mine == m_reading)
            m_table->showFirst(people);
    };
    m_connection.client().list(u"/api/v1/people"_s, {{u"order"_s, u"name"_s}}, mostPeople, this, [this, mine](const QList<QJsonObject> &people, const QString &problem) {
        if (mine != m_reading)
            return;
        m_isReading = false;
        problem.isEmpty() ? m_table->showRecords(people) : m_table->showProblem(problem);
        // What was told while the pages were on their way.
        if (!m_changed.isEmpty() || m_isAllChanged)
            m_again->start();
    }, first);
}

// What events told is read again: a few people by themselves, many with all of them.
void PeoplePage::catchUp()
{
    if (m_isReading)
        return;  // and again after it
    if (m_isAllChanged || m_changed.size() > fewPeople)
        return read();
    for (const QString &person : std::exchange(m_changed, {})) {
        m_connection.client().get(u"/api/v1/people/"_s + person, {}, this, [this, person, mine = m_reading](const Answer &answer) {
            if (mine != m_reading)
                return;
            if (answer.isGood())
                m_table->model().upsert(answer.json);
            else if (answer.status == notFound)
                m_table->model().remove(person);
            m_table->refreshState();
        });
    }
}

void PeoplePage::openPerson(const QString &id)
{
    auto *const dialog = new PersonDialog(m_connection, id, this);
    connect(dialog, &QDialog::finished, this, &PeoplePage::read);
    dialog->open();
}

void PeoplePage::enrol(const QString &camera)
{
    auto *const dialog = new EnrolDialog(m_connection, camera, this);
    connect(dialog, &EnrolDialog::enrolled, this, [this](const QString &id, const QString &name) {
        Q_EMIT said(tr("%1 is enrolled.").arg(name));
        read();
        m_table->choose(id);
    });
    dialog->open();
}

void PeoplePage::showProof(const QString &name, const QJsonObject &proof)
{
    auto *const box = new QMessageBox(QMessageBox::Information, tr("%1 is erased").arg(name), tr("Keep this proof; it has no name in it."), QMessageBox::Close, this);
    box->setObjectName(u"eraseProof"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->setInformativeText(tr("Proof: %1\nWhen: %2\nSubject: %3").arg(proof.value("id"_L1).toString(), m_connection.dayTimeText(proof.value("erased"_L1).toString()), proof.value("subject"_L1).toString()));
    box->open();
}

// Says exactly what goes, and asks for the name.
void PeoplePage::erase()
{
    const QList<QJsonObject> selected = m_table->selected();
    if (selected.size() != 1)
        return;
    const QString id = selected.first().value("id"_L1).toString();
    const QString name = selected.first().value("name"_L1).toString();
    auto *const dialog = new FormDialog(tr("Erase %1").arg(name), tr("E&rase"), this);
    dialog->setObjectName(u"eraseDialog"_s);
    auto *const words = new QLabel(tr("Photos, templates, sightings and evidence of %1 are erased for good, here and in the register. This cannot be undone.").arg(name));
    words->setWordWrap(true);
    words->setMinimumWidth(1);  // a name may be any length
    showAsText({words});
    auto *const typed = new QLineEdit;
    typed->setObjectName(u"typedName"_s);
    dialog->form().addRow(words);
    dialog->form().addRow(tr("&Type the name to go on"), typed);
    dialog->doButton().setEnabled(false);
    connect(typed, &QLineEdit::textChanged, dialog, [dialog, name](const QString &text) { dialog->doButton().setEnabled(text == name); });
    dialog->onSubmit([this, dialog, id, name] {
        dialog->setBusy(true);
        m_connection.client().send("DELETE", u"/api/v1/people/"_s + id, {}, dialog, [this, dialog, name](const Answer &answer) {
            if (!answer.isGood())
                return dialog->setProblem(answer.problem);
            Q_EMIT said(tr("%1 was erased.").arg(name));
            dialog->finish();
            showProof(name, answer.json);
            read();
        });
    });
    dialog->open();
}

} // namespace rollcall::admin
