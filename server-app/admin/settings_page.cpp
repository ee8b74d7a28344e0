#include "admin/settings_page.h"

#include "admin/accounts_tab.h"
#include "admin/connection.h"
#include "admin/look.h"
#include "admin/system_tab.h"

#include <QApplication>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

SettingsPage::SettingsPage(Connection &connection, QWidget *parent)
    : Page(parent)
    , m_connection(connection)
    , m_tabs(new QTabWidget)
{
    m_tabs->setObjectName(u"settingsTabs"_s);
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(m_tabs);
    if (connection.may(u"manage-accounts"_s)) {
        m_accounts = new AccountsTab(connection);
        m_tabs->addTab(m_accounts, tr("&Accounts and roles"));
        connect(m_accounts, &AccountsTab::said, this, &Page::said);
    }
    m_tabs->addTab(ownTab(), tr("&You"));
    if (connection.may(u"view-system"_s)) {
        m_system = new SystemTab(connection);
        m_tabs->addTab(m_system, tr("&System"));
    }
}

void SettingsPage::enter()
{
    if (m_accounts)
        m_accounts->read();
    if (m_system)
        m_system->read();
}

QWidget *SettingsPage::ownTab()
{
    auto *const tab = new QWidget;
    auto *const form = new QFormLayout(tab);
    auto *const language = new QComboBox;
    language->setObjectName(u"language"_s);
    const std::pair<QString, QString> languages[]{{tr("As the system"), {}}, {u"English"_s, u"en"_s}, {u"Deutsch"_s, u"de"_s}, {u"Français"_s, u"fr"_s}};
    for (const auto &[words, code] : languages)
        language->addItem(words, code);
    language->setCurrentIndex(std::max(0, language->findData(QSettings().value(u"language"_s).toString())));
    form->addRow(tr("&Language of this window"), language);
    form->addRow(new QLabel(tr("Another language is spoken from the next start on.")));
    connect(language, &QComboBox::activated, this, [language] { QSettings().setValue(u"language"_s, language->currentData()); });
    if (m_connection.accountName().isEmpty())
        return tab;
    auto *const old = new QLineEdit;
    auto *const fresh = new QLineEdit;
    auto *const again = new QLineEdit;
    auto *const change = new QPushButton(tr("Change &password"));
    auto *const words = new QLabel(tr("Signs you out everywhere else."));
    words->setWordWrap(true);
    showAsText({words});
    for (QLineEdit *edit : {old, fresh, again})
        edit->setEchoMode(QLineEdit::Password);
    form->addRow(tr("&Current password"), old);
    form->addRow(tr("&New password"), fresh);
    form->addRow(tr("New password &once more"), again);
    form->addRow(change);
    form->addRow(words);
    connect(change, &QPushButton::clicked, this, [this, old, fresh, again, words] {
        if (fresh->text() != again->text())
            return words->setText(tr("The two are not the same."));
        m_connection.client().send("PUT", u"/api/v1/session/password"_s, {{u"old"_s, old->text()}, {u"new"_s, fresh->text()}}, this, [this, old, fresh, again, words](const Answer &answer) {
            words->setText(answer.isGood() ? tr("The password is changed.") : answer.problem);
            if (answer.isGood())
                for (QLineEdit *edit : {old, fresh, again})
                    edit->clear();
        });
    });
    return tab;
}

} // namespace rollcall::admin
