#pragma once

#include <QLayout>
#include <QList>

namespace rollcall::admin {

// Tools beside each other, on as many lines as the width asks for: a bar of them does not keep a window from being narrow. What is left
// of a line goes to its first item that wants to grow (addSpring()). GUI thread.
class WrapLayout : public QLayout {
public:
    explicit WrapLayout(QWidget *parent = nullptr);
    ~WrapLayout() override;

    // What comes after it stands at the right end of its line.
    void addSpring();
    void insertWidget(int place, QWidget *widget);

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int place) const override { return m_items.value(place); }
    [[nodiscard]] QLayoutItem *takeAt(int place) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize minimumSize() const override;
    [[nodiscard]] QSize sizeHint() const override;
    void setGeometry(const QRect &rect) override;

private:
    struct Line {
        QList<QLayoutItem *> items;
        int width = 0;
        int height = 0;
    };
    [[nodiscard]] QList<Line> lines(int width) const;
    [[nodiscard]] int gap() const { return spacing() >= 0 ? spacing() : 6; }

    QList<QLayoutItem *> m_items;  // owned
};

} // namespace rollcall::admin
