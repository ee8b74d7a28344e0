#include "admin/accounts_tab.h"

#include "admin/camera_choice.h"
#include "admin/connection.h"
#include "admin/form_dialog.h"
#include "admin/words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr auto seenVersion = "rollcallSeenVersion";  // of the account, in the dialog that changes it

QString camerasText(const QJsonObject &account, const Connection &connection)
{
    if (!account.value("cameras"_L1).isArray())
        return AccountsTab::tr("all cameras");
    QStringList names;
    for (const QJsonValue &camera : account.value("cameras"_L1).toArray())
        names.append(connection.cameraName(camera.toString()));
    return names.join(u", "_s);
}

std::vector<RecordColumn> columns(const Connection &connection)
{
    return {{.title = AccountsTab::tr("Name"), .text = [](const QJsonObject &account) { return account.value("name"_L1).toString(); }},
            {.title = AccountsTab::tr("Role"), .text = [](const QJsonObject &account) { return roleWord(account.value("role"_L1).toString()); }},
            {.title = AccountsTab::tr("Cameras"), .text = [&connection](const QJsonObject &account) { return camerasText(account, connection); }},
            {.title = AccountsTab::tr("Last sign-in"), .text = [&connection](const QJsonObject &account) {
                 const QString last = account.value("lastSignIn"_L1).toString();
                 return last.isEmpty() ? AccountsTab::tr("never") : connection.dayTimeText(last);
             },
             .sortKey = [](const QJsonObject &account) { return QVariant(account.value("lastSignIn"_L1).toString()); }}};
}

QComboBox *roleBox(const QString &role)
{
    auto *const box = new QComboBox;
    box->setObjectName(u"role"_s);
    const std::pair<QString, QString> roles[]{{AccountsTab::tr("Viewer: looks and changes nothing"), u"viewer"_s}, {AccountsTab::tr("Operator: people, register and cameras"), u"operator"_s},
                                              {AccountsTab::tr("Administrator: everything, settings and accounts too"), u"admin"_s}};
    for (const auto &[words, value] : roles)
        box->addItem(words, value);
    box->setCurrentIndex(std::max(0, box->findData(role)));
    return box;
}

} // namespace

AccountsTab::AccountsTab(Connection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_table(new RecordTable(new RecordModel(columns(connection), [](const QJsonObject &account) { return account.value("id"_L1).toString(); }), u"accounts"_s))
{
    m_table->view().setAccessibleName(tr("Accounts and roles"));
    m_table->setEmptyText(tr("No account yet.\nUntil the first one is made, whoever uses the server's own machine may do everything."), tr("&New account…"));
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(m_table);
    const auto button = [this](const QString &text, const QString &name, auto act) {
        auto *const made = new QPushButton(text);
        made->setObjectName(name);
        connect(made, &QPushButton::clicked, this, act);
        m_table->addTool(made);
        return made;
    };
    m_one = {button(tr("&Change…"), u"changeAccount"_s, &AccountsTab::change), button(tr("Set &password…"), u"setPassword"_s, &AccountsTab::setPassword),
             button(tr("&Remove…"), u"removeAccount"_s, &AccountsTab::remove)};
    button(tr("&New account…"), u"newAccount"_s, &AccountsTab::add);
    connect(m_table, &RecordTable::againWanted, this, &AccountsTab::read);
    connect(m_table, &RecordTable::emptyActionWanted, this, &AccountsTab::add);
    connect(m_table, &RecordTable::activated, this, &AccountsTab::change);
    const auto updateButtons = [this] {
        for (QPushButton *one : m_one)
            one->setEnabled(m_table->selected().size() == 1);
    };
    connect(m_table, &RecordTable::selectionChanged, this, updateButtons);
    updateButtons();
}

void AccountsTab::read()
{
    // All of them at once: this list has no pages.
    m_connection.client().get(u"/api/v1/accounts"_s, {}, this, [this](const Answer &answer) {
        QList<QJsonObject> accounts;
        for (const QJsonValue &account : answer.json.value("items"_L1).toArray())
            accounts.append(account.toObject());
        answer.isGood() ? m_table->showRecords(accounts) : m_table->showProblem(answer.problem);
    });
}

QJsonObject AccountsTab::chosen() const
{
    return m_table->selected().value(0);
}

void AccountsTab::add()
{
    auto *const dialog = new FormDialog(tr("New account"), tr("&Create account"), this);
    dialog->setObjectName(u"newAccountDialog"_s);
    auto *const name = new QLineEdit;
    auto *const password = new QLineEdit;
    name->setObjectName(u"accountName"_s);
    password->setObjectName(u"accountPassword"_s);
    password->setEchoMode(QLineEdit::Password);
    QComboBox *const role = roleBox(u"viewer"_s);
    auto *const cameras = new CameraChoice(m_connection);
    dialog->form().addRow(tr("&Name"), name);
    dialog->form().addRow(tr("&Role"), role);
    dialog->form().addRow(tr("Cameras"), cameras);
    dialog->form().addRow(tr("&Password"), password);
    dialog->form().addRow(new QLabel(tr("At least 8 characters. A few words are good.")));
    dialog->onSubmit([=, this] {
        const QJsonObject body{{u"name"_s, name->text().trimmed()}, {u"role"_s, role->currentData().toString()}, {u"cameras"_s, cameras->wish()}, {u"password"_s, password->text()}};
        dialog->setBusy(true);
        m_connection.client().send("POST", u"/api/v1/accounts"_s, body, dialog, [this, dialog](const Answer &answer) {
            if (!answer.isGood())
                return dialog->setProblem(answer.problem);
            Q_EMIT said(tr("%1 can sign in now.").arg(answer.json.value("name"_L1).toString()));
            dialog->finish();
            read();
        });
    });
    dialog->open();
}

void AccountsTab::change()
{
    const QJsonObject account = chosen();
    if (account.isEmpty())
        return;
    auto *const dialog = new FormDialog(tr("Change account"), tr("&Save"), this);
    dialog->setObjectName(u"changeAccountDialog"_s);
    auto *const name = new QLineEdit(account.value("name"_L1).toString());
    name->setObjectName(u"accountName"_s);
    QComboBox *const role = roleBox(account.value("role"_L1).toString());
    auto *const cameras = new CameraChoice(m_connection);
    cameras->setWish(account.value("cameras"_L1));
    dialog->form().addRow(tr("&Name"), name);
    dialog->form().addRow(tr("&Role"), role);
    dialog->form().addRow(tr("Cameras"), cameras);
    dialog->onSubmit([=, this] {
        patch(dialog, account, {{u"name"_s, name->text().trimmed()}, {u"role"_s, role->currentData().toString()}, {u"cameras"_s, cameras->wish()}}, tr("%1 is changed.").arg(name->text()));
    });
    dialog->open();
}

void AccountsTab::setPassword()
{
    const QJsonObject account = chosen();
    const QString name = account.value("name"_L1).toString();
    auto *const dialog = new FormDialog(tr("New password for %1").arg(name), tr("&Set password"), this);
    dialog->setObjectName(u"setPasswordDialog"_s);
    auto *const password = new QLineEdit;
    password->setObjectName(u"accountPassword"_s);
    password->setEchoMode(QLineEdit::Password);
    dialog->form().addRow(tr("New &password"), password);
    dialog->form().addRow(new QLabel(tr("At least 8 characters. A few words are good.")));
    dialog->onSubmit([=, this] { patch(dialog, account, {{u"password"_s, password->text()}}, tr("%1 has a new password and is signed out everywhere.").arg(name)); });
    dialog->open();
}

void AccountsTab::patch(FormDialog *dialog, const QJsonObject &account, const QJsonObject &body, const QString &words)
{
    const QString id = account.value("id"_L1).toString();
    const QVariant seen = dialog->property(seenVersion);
    const QByteArray known = '"' + QByteArray::number(seen.isValid() ? seen.toLongLong() : account.value("version"_L1).toInteger()) + '"';
    dialog->setBusy(true);
    m_connection.client().send("PATCH", u"/api/v1/accounts/"_s + id, body, dialog, [this, dialog, id, words](const Answer &answer) {
        if (answer.isStale())
            return showTheirs(dialog, id);
        if (!answer.isGood())
            return dialog->setProblem(answer.problem);
        Q_EMIT said(words);
        dialog->finish();
        read();
    }, {.ifMatch = known});
}

// What is written here stays; who saves after having seen theirs means it.
void AccountsTab::showTheirs(FormDialog *dialog, const QString &id)
{
    read();
    m_connection.client().get(u"/api/v1/accounts/"_s + id, {}, dialog, [dialog](const Answer &answer) {
        if (!answer.isGood())
            return dialog->setProblem(answer.problem);
        dialog->setProperty(seenVersion, answer.json.value("version"_L1).toInteger());
        dialog->setProblem(tr("Somebody else changed this account in the meantime; yours is not saved. It is now: %1, %2. Save again to put yours in its place, or close this to keep theirs.")
                               .arg(answer.json.value("name"_L1).toString(), roleWord(answer.json.value("role"_L1).toString())));
    });
}

void AccountsTab::remove()
{
    const QJsonObject account = chosen();
    const QString name = account.value("name"_L1).toString();
    auto *const dialog = new FormDialog(tr("Remove %1").arg(name), tr("&Remove account"), this);
    dialog->setObjectName(u"removeAccountDialog"_s);
    auto *const words = new QLabel(tr("They are signed out at once and cannot sign in again. What they did stays in the audit log under their name."));
    words->setWordWrap(true);
    auto *const typed = new QLineEdit;
    typed->setObjectName(u"typedName"_s);
    dialog->form().addRow(words);
    dialog->form().addRow(tr("&Type the name to go on"), typed);
    dialog->doButton().setEnabled(false);
    connect(typed, &QLineEdit::textChanged, dialog, [dialog, name](const QString &text) { dialog->doButton().setEnabled(text == name); });
    dialog->onSubmit([=, this] {
        dialog->setBusy(true);
        m_connection.client().send("DELETE", u"/api/v1/accounts/"_s + account.value("id"_L1).toString(), {}, dialog, [this, dialog, name](const Answer &answer) {
            if (!answer.isGood())
                return dialog->setProblem(answer.problem);
            Q_EMIT said(tr("%1 is removed.").arg(name));
            dialog->finish();
            read();
        });
    });
    dialog->open();
}

} // namespace rollcall::admin
