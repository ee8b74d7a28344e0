#pragma once

#include <QObject>

#include "window/stored_settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QLabel;
class QSpinBox;
class QTabWidget;

namespace rollcall::window {

// The settings on four pages: general, video, network, advanced.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(const Settings &settings, QWidget *parent = nullptr);

    // What was set; the sources stay as they were.
    [[nodiscard]] Settings settings() const;
    void showPage(int page);
    void accept() override;

Q_SIGNALS:
    void pairingWanted();

private:
    // A sentence about the experts' options; empty: they can be used.
    [[nodiscard]] QString optionsProblem() const;
    [[nodiscard]] QWidget *generalPage();
    [[nodiscard]] QWidget *videoPage();
    [[nodiscard]] QWidget *networkPage();
    [[nodiscard]] QWidget *advancedPage();

    const Settings m_before;
    QTabWidget *m_tabs;
    QCheckBox *m_startWithSystem;
    QCheckBox *m_startMinimised;
    QComboBox *m_onClose;
    QComboBox *m_look;
    QComboBox *m_language;
    QComboBox *m_codec;
    QComboBox *m_size;
    QSpinBox *m_frameRate;
    QCheckBox *m_automaticBitrate;
    QSpinBox *m_bitrate;
    QLineEdit *m_server;
    QLabel *m_serverProblem;
    QComboBox *m_encoder;
    QSpinBox *m_keyframeSeconds;
    QLineEdit *m_encoderOptions;
    QLineEdit *m_payloaderOptions;
    QCheckBox *m_followNetwork;
    QLabel *m_optionsProblem;
    QCheckBox *m_detailedLog;
};

} // namespace rollcall::window
