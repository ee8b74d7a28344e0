#pragma once

#include <QImage>
#include <QWidget>

namespace rollcall::window {

// The chosen source's picture, as large as fits; a sentence where there is none.
class PreviewWidget : public QWidget {
    Q_OBJECT

public:
    explicit PreviewWidget(QWidget *parent = nullptr);

    void setImage(const QImage &image);
    void setMessage(const QString &message);
    [[nodiscard]] const QImage &image() const { return m_image; }
    // In pixels of the screen.
    [[nodiscard]] QSize wantedSize() const;
    [[nodiscard]] QSize sizeHint() const override { return {560, 315}; }

Q_SIGNALS:
    void resized();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QImage m_image;
    QString m_message;
};

} // namespace rollcall::window
