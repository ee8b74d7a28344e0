#pragma once

#include <QElapsedTimer>
#include <QImage>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace rollcall::window {

class PreviewWidget;

// The first start: one page that asks for the code that the server shows, or for the address of a server on this machine.
class ConnectPage : public QWidget {
    Q_OBJECT

public:
    explicit ConnectPage(QWidget *parent = nullptr);

    // A sentence under the field; empty: none. While busy, the fields wait.
    void setProblem(const QString &sentence);
    void setBusy(bool busy);
    // The page is shown again from the menu: there is a way back.
    void setBackVisible(bool visible);
    void clear();
    void setCode(const QString &code);
    // Why the page is shown; empty: the first start.
    void setReason(const QString &sentence);
    // A camera's newest picture while `scanWanted(true)` stands: shown, and searched for the server's QR code.
    void setScanPicture(const QImage &picture);
    void stopScanning();

Q_SIGNALS:
    void codeEntered(const QString &code, const QString &server);
    void serverEntered(const QString &server);
    void scanWanted(bool wanted);
    void backWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void submit();
    void updateFields();
    void onScan(bool wanted);

    QLineEdit *m_code;
    QLineEdit *m_server;
    QLabel *m_reason;
    QLabel *m_hint;
    QLabel *m_problem;
    QPushButton *m_connect;
    QPushButton *m_back;
    QPushButton *m_scan;
    PreviewWidget *m_picture;
    QElapsedTimer m_lastLook;
};

} // namespace rollcall::window
