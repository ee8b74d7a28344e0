#include "admin/words.h"

#include "admin/connection.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

bool isSeen(const QJsonObject &row)
{
    return row.value("checkIn"_L1).isString() || row.value("firstSeen"_L1).isString() || row.value("checkOut"_L1).isString();
}

bool hasMark(const QJsonObject &row, const QString &mark)
{
    return row.value("marks"_L1).toArray().contains(mark);
}

QString statusOf(const QJsonObject &row, QDate today)
{
    const QString status = row.value("dayStatus"_L1).toString();
    const bool mayBeOff = status == u"present" || status == u"day-off" || status == u"exception";
    if (!isSeen(row) && mayBeOff && !row.value("shift"_L1).isString())
        return u"day-off"_s;
    if (status == u"present" && row.value("checkOut"_L1).isString() && row.value("day"_L1) == today.toString(Qt::ISODate) && !hasMark(row, u"in-progress"_s))
        return u"left"_s;
    return status;
}

QString markWord(const QString &mark)
{
    static const QMap<QString, const char *> words{
        {u"missing-check-in"_s, QT_TRANSLATE_NOOP("Words", "no check-in seen")}, {u"missing-check-out"_s, QT_TRANSLATE_NOOP("Words", "no check-out seen")},
        {u"closed-by-rule"_s, QT_TRANSLATE_NOOP("Words", "closed by rule")}, {u"unpaired"_s, QT_TRANSLATE_NOOP("Words", "an in without an out")},
        {u"outside-window"_s, QT_TRANSLATE_NOOP("Words", "seen outside the hours")}, {u"too-short"_s, QT_TRANSLATE_NOOP("Words", "very short")},
        {u"worked-on-holiday"_s, QT_TRANSLATE_NOOP("Words", "worked on a holiday")}, {u"worked-on-day-off"_s, QT_TRANSLATE_NOOP("Words", "worked on a day off")},
        {u"corrected"_s, QT_TRANSLATE_NOOP("Words", "corrected")}};
    const char *const word = words.value(mark, nullptr);
    return word ? Words::tr(word) : QString();
}

QString dayStatusWord(const QString &status)
{
    if (status == u"excused")
        return Words::tr("excused");
    if (status == u"absent")
        return Words::tr("absent");
    if (status == u"half-day")
        return Words::tr("half day");
    if (status == u"day-off")
        return Words::tr("day off");
    if (status == u"holiday")
        return Words::tr("holiday");
    return Words::tr("present");
}

} // namespace

QString statusWord(const QJsonObject &row, QDate today)
{
    const QString status = statusOf(row, today);
    const bool isToday = row.value("day"_L1) == today.toString(Qt::ISODate);
    QString word;
    if (status == u"present")
        word = isToday ? Words::tr("here") : Words::tr("was here");
    else if (status == u"left")
        word = Words::tr("left");
    else if (status == u"late")
        word = Words::tr("late");
    else if (status == u"expected")
        word = Words::tr("not yet");
    else if (status == u"early-leave")
        word = Words::tr("left early");
    else if (status == u"exception")
        word = Words::tr("exception");
    else if (status == u"day-off")
        word = isSeen(row) ? Words::tr("here") : row.value("shift"_L1).isString() ? Words::tr("day off") : Words::tr("no schedule");
    else
        word = dayStatusWord(status);
    return row.value("status"_L1) == u"suggested"_s && isSeen(row) ? Words::tr("%1, suggested").arg(word) : word;
}

Tone statusTone(const QJsonObject &row, QDate today)
{
    const QString status = statusOf(row, today);
    if (row.value("status"_L1) == u"suggested"_s && isSeen(row))
        return Tone::Unknown;
    if (status == u"present" || (status == u"day-off" && isSeen(row)))
        return Tone::Good;
    if (status == u"late" || status == u"early-leave" || status == u"half-day" || status == u"exception")
        return Tone::Late;
    if (status == u"absent")
        return Tone::Absent;
    return status == u"excused" ? Tone::Excused : Tone::Idle;
}

// resources/web/pages/today/register.js has the same.
bool passes(const QString &filter, const QJsonObject &row)
{
    const QString status = row.value("dayStatus"_L1).toString();
    static const QStringList present{u"present"_s, u"late"_s, u"early-leave"_s, u"half-day"_s, u"exception"_s};
    const bool cameOnAFreeDay = (status == u"holiday" || status == u"day-off") && (row.value("checkIn"_L1).isString() || row.value("checkOut"_L1).isString());
    const bool isHere = present.contains(status) || cameOnAFreeDay;
    if (filter == u"here")
        return isHere;
    if (filter == u"late")
        return hasMark(row, u"late"_s);
    if (filter == u"not-yet")
        return status == u"expected";
    if (filter == u"left")
        return isHere && row.value("checkOut"_L1).isString() && !hasMark(row, u"in-progress"_s);
    if (filter == u"suggested")
        return isHere && row.value("status"_L1) == u"suggested"_s;
    return filter == u"absent" || filter == u"excused" ? status == filter : true;
}

QString minutesText(int minutes)
{
    const QLocale locale;
    const int hours = minutes / 60;
    const int rest = minutes % 60;
    QStringList parts;
    if (hours > 0)
        parts.append(locale.toString(hours) + u" h"_s);
    if (rest > 0 || hours == 0)
        parts.append(locale.toString(rest) + u" min"_s);
    return parts.join(u' ');
}

QString noteOf(const QJsonObject &row)
{
    QStringList notes;
    if (const int late = row.value("late"_L1).toInt(); late > 0)
        notes.append(Words::tr("late by %1").arg(minutesText(late)));
    if (const int early = row.value("leftEarly"_L1).toInt(); early > 0)
        notes.append(Words::tr("left %1 early").arg(minutesText(early)));
    for (const QJsonValue &mark : row.value("marks"_L1).toArray())
        notes.append(markWord(mark.toString()));
    if (const int overtime = row.value("overtime"_L1).toInt(); overtime > 0)
        notes.append(Words::tr("%1 overtime").arg(minutesText(overtime)));
    notes.append(row.value("note"_L1).toString());
    notes.removeAll(QString());
    return notes.join(u" · "_s);
}

QString headline(const QJsonObject &summary, bool isToday)
{
    const QLocale locale;
    const auto number = [&](QLatin1String key) { return summary.value(key).toInt(); };
    const QString here = locale.toString(number("here"_L1));
    const QString expected = locale.toString(number("expected"_L1) + number("unplanned"_L1));
    QStringList parts;
    if (number("expected"_L1) > 0)
        parts.append((isToday ? Words::tr("%1 of %2 here") : Words::tr("%1 of %2 were here")).arg(here, expected));
    else
        parts.append((isToday ? Words::tr("%1 here") : Words::tr("%1 were here")).arg(here));
    const auto add = [&](QLatin1String key, const QString &text) {
        if (number(key) > 0)
            parts.append(text.arg(locale.toString(number(key))));
    };
    add("late"_L1, Words::tr("%1 late"));
    add("absent"_L1, Words::tr("%1 absent"));
    if (isToday)
        add("notYet"_L1, Words::tr("%1 not yet"));
    add("excused"_L1, Words::tr("%1 excused"));
    if (const int away = number("camerasAway"_L1); isToday && away > 0)
        parts.append(Words::tr("%n camera(s) away", nullptr, away));
    return parts.join(u" · "_s);
}

QString correctionText(const QJsonObject &correction, const Connection &connection)
{
    const QString kind = correction.value("kind"_L1).toString();
    if (kind == u"status")
        return Words::tr("The whole day was %1").arg(dayStatusWord(correction.value("status"_L1).toString()));
    if (kind == u"ignore")
        return Words::tr("A sighting does not count");
    if (kind == u"withdraw")
        return Words::tr("An earlier correction was withdrawn");
    const QString time = connection.timeText(correction.value("at"_L1).toString());
    return kind == u"check-in" ? Words::tr("Came at %1").arg(time) : Words::tr("Left at %1").arg(time);
}

QString cameraStateWord(const QJsonObject &camera, const Connection &connection)
{
    const QString state = camera.value("state"_L1).toString();
    if (state == u"streaming")
        return Words::tr("live");
    if (state == u"paused")
        return Words::tr("paused");
    if (state == u"connecting")
        return Words::tr("connecting");
    const QString since = connection.timeText(camera.value("lastSeen"_L1).toString());
    return since.isEmpty() ? Words::tr("away") : Words::tr("away since %1").arg(since);
}

Tone cameraTone(const QJsonObject &camera)
{
    const QString state = camera.value("state"_L1).toString();
    if (state == u"streaming")
        return Tone::Good;
    return state == u"connecting" || state == u"paused" ? Tone::Late : Tone::Absent;
}

QString roleWord(const QString &role)
{
    if (role == u"admin")
        return Words::tr("Administrator");
    if (role == u"operator")
        return Words::tr("Operator");
    return role == u"viewer" ? Words::tr("Viewer") : role;
}

} // namespace rollcall::admin
