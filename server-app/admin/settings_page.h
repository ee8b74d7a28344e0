#pragma once

#include "admin/page.h"

class QTabWidget;

namespace rollcall::admin {

class AccountsTab;
class Connection;
class SystemTab;

// Accounts, this account, the system's health. GUI thread; the connection outlives it.
class SettingsPage : public Page {
    Q_OBJECT

public:
    SettingsPage(Connection &connection, QWidget *parent = nullptr);

    void enter() override;
    [[nodiscard]] QTabWidget &tabs() { return *m_tabs; }

private:
    QWidget *ownTab();

    Connection &m_connection;
    QTabWidget *m_tabs;
    AccountsTab *m_accounts = nullptr;
    SystemTab *m_system = nullptr;
};

} // namespace rollcall::admin
