#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace rollcall::admin {

// Where to connect, whom to trust, who we are: one question at a time. GUI thread.
class SignInPage : public QWidget {
    Q_OBJECT

public:
    explicit SignInPage(QWidget *parent = nullptr);

    void askForServer(const QString &server);
    void askToTrust(const QString &server, const QByteArray &fingerprint, bool isChanged);
    // `setUp`: the server has no account yet, the first one is made here.
    void askWho(const QString &server, bool setUp);
    void setBusy(const QString &what);
    void setProblem(const QString &sentence);

Q_SIGNALS:
    void serverEntered(const QString &server);
    void trusted();
    void passwordEntered(const QString &name, const QString &password);
    void tokenEntered(const QString &token);
    void firstAccountEntered(const QString &code, const QString &name, const QString &password);
    void otherServerWanted();

private:
    QWidget *serverStep();
    QWidget *trustStep();
    QWidget *whoStep();
    void updateWho();
    void sendWho();

    QLabel *m_title;
    QLabel *m_problem;
    QStackedWidget *m_steps;
    QLineEdit *m_server = nullptr;
    QLabel *m_fingerprint = nullptr;
    QLabel *m_trustText = nullptr;
    QLineEdit *m_code = nullptr;
    QLabel *m_codeLabel = nullptr;
    QLineEdit *m_name = nullptr;
    QLabel *m_nameLabel = nullptr;
    QLineEdit *m_password = nullptr;
    QLabel *m_passwordLabel = nullptr;
    QLineEdit *m_token = nullptr;
    QLabel *m_tokenLabel = nullptr;
    QCheckBox *m_useToken = nullptr;
    QPushButton *m_signIn = nullptr;
    bool m_setUp = false;
};

} // namespace rollcall::admin
