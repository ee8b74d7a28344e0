#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include <mutex>

namespace rollcall::window {

// The last lines of the log, for the log view and the problem report; what the libraries say through Qt's log comes in as well.
// Secrets are taken out on the way in. `add` on any thread, the rest on the GUI thread.
class LogBook : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype mostLines = 2000;

    explicit LogBook(QObject *parent = nullptr);
    ~LogBook() override;

    // From here to the destructor Qt's log comes here too, besides standard error. One book a process.
    void takeQtLog();
    void add(const QString &line);
    [[nodiscard]] QStringList lines() const;
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void added();  // GUI thread

private:
    mutable std::mutex m_mutex;
    QStringList m_lines;
    bool m_told = false;  // that there are lines; until the GUI thread heard it
};

// The text without what must not be shown around: user names and passwords in addresses, tokens, codes.
[[nodiscard]] QString withoutSecrets(QString text);

} // namespace rollcall::window
