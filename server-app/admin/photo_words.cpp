#include "admin/photo_words.h"

#include "admin/duplicate_question.h"
#include "admin/server_client.h"
#include "admin/server_words.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QMap>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

// The same words as in resources/web/lib/enrol/words.js.
struct PhotoWords {
    Q_DECLARE_TR_FUNCTIONS(PhotoWords)
};

using Words = QMap<QString, const char *>;

const Words &hints()
{
    static const Words words{
        {u"nobody-there"_s, QT_TRANSLATE_NOOP("PhotoWords", "Nobody is in the picture")},
        {u"several-people"_s, QT_TRANSLATE_NOOP("PhotoWords", "More than one person is in the picture")},
        {u"come-nearer"_s, QT_TRANSLATE_NOOP("PhotoWords", "Come nearer")},
        {u"move-to-middle"_s, QT_TRANSLATE_NOOP("PhotoWords", "Move to the middle of the picture")},
        {u"too-dark"_s, QT_TRANSLATE_NOOP("PhotoWords", "Too dark: turn on a light or face the window")},
        {u"too-bright"_s, QT_TRANSLATE_NOOP("PhotoWords", "Too bright: turn away from the light")},
        {u"hold-still"_s, QT_TRANSLATE_NOOP("PhotoWords", "Hold still")},
        {u"look-ahead"_s, QT_TRANSLATE_NOOP("PhotoWords", "Look straight into the camera")},
        {u"turn-left"_s, QT_TRANSLATE_NOOP("PhotoWords", "Turn your head a little to your left")},
        {u"turn-right"_s, QT_TRANSLATE_NOOP("PhotoWords", "Turn your head a little to your right")},
        {u"turned-too-far"_s, QT_TRANSLATE_NOOP("PhotoWords", "Turned too far: look towards the camera")},
        {u"somebody-else"_s, QT_TRANSLATE_NOOP("PhotoWords", "Somebody else is in the picture")},
        {u"complete"_s, QT_TRANSLATE_NOOP("PhotoWords", "That is enough")}};
    return words;
}

const Words &reasons()
{
    static const Words words{
        {u"not-a-picture"_s, QT_TRANSLATE_NOOP("PhotoWords", "This file is no picture. Choose a JPEG, PNG, WebP or BMP file.")},
        {u"too-large"_s, QT_TRANSLATE_NOOP("PhotoWords", "This picture is too large. Choose a smaller one.")},
        {u"no-face"_s, QT_TRANSLATE_NOOP("PhotoWords", "No face was found. Choose a photo that shows the face from the front, large and well lit.")},
        {u"several-faces"_s, QT_TRANSLATE_NOOP("PhotoWords", "It shows several faces. Choose one with this person alone.")},
        {u"too-small"_s, QT_TRANSLATE_NOOP("PhotoWords", "The face is too small. Choose a photo from nearer.")},
        {u"cut-off"_s, QT_TRANSLATE_NOOP("PhotoWords", "The face is cut off at the edge.")},
        {u"too-dark"_s, QT_TRANSLATE_NOOP("PhotoWords", "The face is too dark.")},
        {u"too-bright"_s, QT_TRANSLATE_NOOP("PhotoWords", "The face is too bright.")},
        {u"too-blurred"_s, QT_TRANSLATE_NOOP("PhotoWords", "The face is blurred.")},
        {u"turned-away"_s, QT_TRANSLATE_NOOP("PhotoWords", "The face is turned away. Choose a photo from the front.")},
        {u"somebody-else"_s, QT_TRANSLATE_NOOP("PhotoWords", "It shows somebody else than the other photos. Leave it out, or remove the others.")},
        {u"photos-differ"_s, QT_TRANSLATE_NOOP("PhotoWords", "The photos seem to show different people. Choose photos of one person.")},
        {u"busy"_s, QT_TRANSLATE_NOOP("PhotoWords", "The server is busy. Try again in a moment.")}};
    return words;
}

QString wordOf(const Words &words, const QString &code, const QString &otherwise)
{
    const char *const word = words.value(code, nullptr);
    return word ? PhotoWords::tr(word) : otherwise;
}

} // namespace

QString hintText(const QJsonObject &hint)
{
    return wordOf(hints(), hint.value("code"_L1).toString(), translated(hint.value("text"_L1).toString()));
}

QString photoProblem(const QJsonObject &result)
{
    return wordOf(reasons(), result.value("reason"_L1).toString(), translated(result.value("problem"_L1).toString()));
}

QString refusalText(const Answer &answer)
{
    if (!isDuplicate(answer))
        return answer.problem;
    const QString whom = answer.json.value("person"_L1).toString(answer.json.value("duplicateOf"_L1).toString());
    return PhotoWords::tr("This looks like somebody who is enrolled already: %1.").arg(whom);
}

} // namespace rollcall::admin
