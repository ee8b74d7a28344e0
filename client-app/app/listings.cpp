#include "app/listings.h"

#include "media/gstreamer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

QString json(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Indented));
}

QString ratesText(const QList<double> &rates)
{
    QStringList texts;
    for (const double rate : rates)
        texts.append(QString::number(rate, 'g', 4));
    return texts.isEmpty() ? QString() : QString(u" at "_s + texts.join(u", "_s) + u"/s"_s);
}

QJsonObject toJson(const capture::Camera &camera)
{
    QJsonArray modes;
    for (const capture::CameraMode &mode : camera.modes) {
        QJsonArray rates;
        for (const double rate : mode.frameRates)
            rates.append(rate);
        modes.append(QJsonObject{{u"format"_s, mode.format}, {u"width"_s, mode.width}, {u"height"_s, mode.height}, {u"frameRates"_s, rates}});
    }
    return {{u"id"_s, camera.id}, {u"path"_s, camera.path}, {u"name"_s, camera.name}, {u"modes"_s, modes}};
}

enum class Condition { Works, Broken, Missing };

// An installed hardware encoder may still find no hardware: only opening it tells.
Condition conditionOf(const send::EncoderKind &kind)
{
    const auto element = media::makeElement(kind.factory);
    if (!element)
        return Condition::Missing;
    const bool opens = gst_element_set_state(element->get(), GST_STATE_READY) != GST_STATE_CHANGE_FAILURE;
    gst_element_set_state(element->get(), GST_STATE_NULL);
    return opens ? Condition::Works : Condition::Broken;
}

QString conditionText(Condition condition, const QString &package)
{
    switch (condition) {
    case Condition::Works:
        return u"works"_s;
    case Condition::Broken:
        return u"installed, but finds no hardware that it can use"_s;
    case Condition::Missing:
        return package.isEmpty() ? u"not on this system"_s : QString(u"not installed, or no such hardware; in the package "_s + package);
    }
    Q_UNREACHABLE();
}

} // namespace

QString cameraListing(const QList<capture::Camera> &cameras, Form form)
{
    if (form == Form::Json) {
        QJsonArray array;
        for (const capture::Camera &camera : cameras)
            array.append(toJson(camera));
        return json(array);
    }
    if (cameras.isEmpty())
        return u"No camera is connected to this machine.\n"_s;
    QString text;
    for (const capture::Camera &camera : cameras) {
        text += camera.path + u"  "_s + camera.name + (camera.id == camera.path ? QString() : QString(u"  (camera:"_s + camera.id + u')')) + u'\n';
        for (const capture::CameraMode &mode : camera.modes)
            text += u"    "_s + QString::number(mode.width) + u"\u00d7"_s + QString::number(mode.height) + u"  "_s + mode.format + ratesText(mode.frameRates) + u'\n';
    }
    return text;
}

QString encoderListing(std::span<const send::EncoderKind> known, Form form)
{
    QJsonArray array;
    QString text;
    for (const send::EncoderKind &kind : known) {
        const Condition condition = conditionOf(kind);
        const QString name = QString::fromLatin1(kind.factory);
        const QString package = media::debianPackageOf(kind.factory);
        array.append(QJsonObject{{u"encoder"_s, name}, {u"codec"_s, send::codecName(kind.codec)}, {u"hardware"_s, kind.hardware},
                                 {u"works"_s, condition == Condition::Works}, {u"debianPackage"_s, package}});
        text += send::codecName(kind.codec).leftJustified(6) + u"  "_s + name.leftJustified(12) + u"  "_s
            + (kind.hardware ? u"hardware  "_s : u"software  "_s) + conditionText(condition, package) + u'\n';
    }
    return form == Form::Json ? json(array) : text;
}

} // namespace rollcall::app
