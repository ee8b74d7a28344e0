#include "client-app/window/screenshot.h"

#include "support/process.h"
#include "window/look.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>

#include <utility>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

namespace {

QString describe(const QWidget &widget, const QString &text)
{
    return QString::fromLatin1(widget.metaObject()->className()) + u' ' + widget.objectName() + u" \u201c"_s + text + u'\u201d';
}

// The texts under `root` that do not fit into their widgets.
QStringList cutTexts(const QWidget &root)
{
    QStringList cut;
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const int height = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        const bool tooWide = !label->wordWrap() && label->sizeHint().width() > label->width();
        if (tooWide || height > label->height())
            cut.append(describe(*label, label->text()));
    }
    for (const QAbstractButton *button : root.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && !button->text().isEmpty() && button->sizeHint().width() > button->width())
            cut.append(describe(*button, button->text()));
    }
    for (const QComboBox *box : root.findChildren<QComboBox *>()) {
        if (box->isVisible() && box->fontMetrics().horizontalAdvance(box->currentText()) > box->width() - 24)
            cut.append(describe(*box, box->currentText()));
    }
    return cut;
}

// Pairs of widgets with text that lie over each other.
QStringList overlaps(const QWidget &root)
{
    QList<const QWidget *> leaves;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        const bool speaks = qobject_cast<const QLabel *>(widget) || qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget)
            || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget);
        const bool inner = widget->parentWidget() && (qobject_cast<QComboBox *>(widget->parentWidget()) || qobject_cast<QAbstractSpinBox *>(widget->parentWidget()) || qobject_cast<QLineEdit *>(widget->parentWidget()));
        if (speaks && !inner && widget->isVisible() && widget->window() == &root && !widget->visibleRegion().isEmpty())
            leaves.append(widget);
    }
    QStringList found;
    for (qsizetype i = 0; i < leaves.size(); ++i) {
        for (qsizetype j = i + 1; j < leaves.size(); ++j) {
            const QRect a(leaves[i]->mapTo(&root, QPoint()), leaves[i]->size());
            const QRect b(leaves[j]->mapTo(&root, QPoint()), leaves[j]->size());
            if (a.intersects(b))
                found.append(describe(*leaves[i], {}) + u" and "_s + describe(*leaves[j], {}));
        }
    }
    return found;
}

void lookLike(window::Look look)
{
    window::putOn(look, *static_cast<QApplication *>(QApplication::instance()));
    QCoreApplication::processEvents();
}

} // namespace

QString shoot(QWidget &widget, const QString &name)
{
    const QString folder = buildFolder() + u"/screenshots"_s;
    QStringList wrong;
    if (!QDir().mkpath(folder))
        wrong.append(folder + u" cannot be made"_s);
    for (const auto &[look, suffix] : {std::pair{window::Look::Dark, u"-dark"_s}, {window::Look::Light, u""_s}}) {
        lookLike(look);
        if (!widget.grab().save(folder + u'/' + name + suffix + u".png"_s))
            wrong.append(name + suffix + u" cannot be written"_s);
        wrong += cutTexts(widget) + overlaps(widget);
    }
    return wrong.isEmpty() ? QString() : QString(name + u": "_s + wrong.join(u"; "_s));
}

} // namespace rollcall::testing
