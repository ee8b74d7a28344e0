#include "recognize/report.h"

#include <cmath>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace rollcall::recognize {

namespace {

QJsonValue number(std::optional<double> value)
{
    constexpr double steps = 1e5;
    return value ? QJsonValue(std::round(*value * steps) / steps) : QJsonValue();
}

QString qt(const std::string &text)
{
    return QString::fromStdString(text);
}

template <typename... Values> std::string line(const char *format, Values... values)
{
    char text[240];
    std::snprintf(text, sizeof text, format, values...);
    return text;
}

std::string percent(std::optional<double> share)
{
    return share ? line("%.1f %%", *share * 100) : "nothing to measure by";
}

std::string row(const char *name, const std::string &value)
{
    return line("%-44s ", name) + value + '\n';
}

std::string refusedText(const std::map<std::string, int> &refused)
{
    std::string reasons;
    int sum = 0;
    for (const auto &[reason, count] : refused) {
        reasons += (reasons.empty() ? "" : ", ") + reason + ' ' + std::to_string(count);
        sum += count;
    }
    return std::to_string(sum) + (sum > 0 ? " (" + reasons + ')' : std::string());
}

QJsonObject toJson(const OperatingPoint &point)
{
    return {{u"threshold"_s, number(static_cast<double>(point.threshold))},
        {u"false_accept_rate"_s, number(point.falseAccepts)}, {u"false_reject_rate"_s, number(point.falseRejects)}};
}

} // namespace

QJsonObject toJson(const EvaluationReport &report)
{
    QJsonObject refused;
    for (const auto &[reason, count] : report.refused)
        refused.insert(qt(reason), count);
    const Accuracy &accuracy = report.accuracy;
    return {{u"engine"_s, qt(report.engine)}, {u"seed"_s, static_cast<qint64>(report.seed)},
        {u"people"_s, static_cast<qint64>(report.people)},
        {u"enrolled_people"_s, static_cast<qint64>(report.enrolledPeople)},
        {u"photos"_s, static_cast<qint64>(report.photos)}, {u"refused"_s, refused},
        {u"verification"_s,
            QJsonObject{{u"auc"_s, number(accuracy.areaUnderCurve)},
                {u"tpr_at_fpr_1_percent"_s, number(accuracy.acceptsAtOnePercent)},
                {u"tpr_at_fpr_0_1_percent"_s, number(accuracy.acceptsAtOnePermille)}}},
        {u"identification"_s,
            QJsonObject{{u"rank_1"_s, number(accuracy.rankOne)},
                {u"tpir_at_fpir_1_percent"_s, number(accuracy.identifiedAtOnePercent)}}},
        {u"at_own_threshold"_s,
            QJsonObject{{u"enrolled_photos"_s, accuracy.enrolledProbes}, {u"right"_s, accuracy.rightlyNamed},
                {u"wrong"_s, accuracy.wronglyNamed}, {u"stranger_photos"_s, accuracy.strangerProbes},
                {u"strangers_accepted"_s, accuracy.strangersNamed}}}};
}

std::string toTable(const EvaluationReport &report)
{
    const Accuracy &accuracy = report.accuracy;
    std::string table = row("engine", report.engine);
    table += row("people, enrolled a round, photos, seed",
        line("%zu, %zu, %zu, %llu", report.people, report.enrolledPeople, report.photos,
            static_cast<unsigned long long>(report.seed)));
    table += row("photos refused", refusedText(report.refused));
    table += row("verification: area under the curve",
        accuracy.areaUnderCurve ? line("%.4f", *accuracy.areaUnderCurve) : "nothing to measure by");
    table += row("verification: TPR at FPR 1 %", percent(accuracy.acceptsAtOnePercent));
    table += row("verification: TPR at FPR 0.1 %", percent(accuracy.acceptsAtOnePermille));
    table += row("identification: rank-1", percent(accuracy.rankOne));
    table += row("identification: TPIR at FPIR 1 %", percent(accuracy.identifiedAtOnePercent));
    table += row("own threshold: the enrolled, right and wrong",
        line("%d and %d of %d photos", accuracy.rightlyNamed, accuracy.wronglyNamed, accuracy.enrolledProbes));
    table += row(
        "own threshold: strangers accepted", line("%d of %d photos", accuracy.strangersNamed, accuracy.strangerProbes));
    return table;
}

CalibrationReport calibrate(const Trial &trial, double wantedRate)
{
    constexpr float first = 0;
    constexpr float last = 1;
    constexpr int steps = 41;
    const std::vector<float> right = trial.rightScores();
    const std::vector<float> strangers = trial.strangerScores();
    CalibrationReport report;
    report.wantedRate = wantedRate;
    report.strangerPhotos = strangers.size();
    report.enrolledPhotos = right.size();
    report.points = curve(right, strangers, first, last, steps);
    report.suggested = thresholdFor(strangers, wantedRate);
    if (report.suggested && !right.empty())
        report.falseRejects = 1 - shareReaching(right, *report.suggested);
    return report;
}

QJsonObject toJson(const CalibrationReport &report)
{
    QJsonArray points;
    for (const OperatingPoint &point : report.points)
        points.append(toJson(point));
    return {{u"engine"_s, qt(report.engine)}, {u"seed"_s, static_cast<qint64>(report.seed)},
        {u"engine_threshold"_s, number(static_cast<double>(report.engineThreshold))},
        {u"wanted_false_accept_rate"_s, number(report.wantedRate)},
        {u"suggested_threshold"_s, report.suggested ? number(static_cast<double>(*report.suggested)) : QJsonValue()},
        {u"false_reject_rate"_s, report.suggested ? number(report.falseRejects) : QJsonValue()},
        {u"stranger_photos"_s, static_cast<qint64>(report.strangerPhotos)},
        {u"enrolled_photos"_s, static_cast<qint64>(report.enrolledPhotos)}, {u"too_few_photos"_s, report.isTooSmall()},
        {u"curve"_s, points}};
}

std::string toTable(const CalibrationReport &report)
{
    std::string table = row("engine", report.engine);
    table += row("searches: strangers' photos, the enrolled's",
        line("%zu, %zu (a photo counts once a round)", report.strangerPhotos, report.enrolledPhotos));
    table += "threshold  strangers accepted  enrolled rejected\n";
    for (const OperatingPoint &point : report.points) {
        table += line("%9.3f  %16.2f %%  %15.2f %%\n", static_cast<double>(point.threshold), point.falseAccepts * 100,
            point.falseRejects * 100);
    }
    table += row("the engine's own threshold", line("%.3f", static_cast<double>(report.engineThreshold)));
    if (!report.suggested)
        return table + "No threshold can be suggested: there were no photos of people who are not enrolled.\n";
    table += row(line("suggested for %.3g %% of strangers", report.wantedRate * 100).c_str(),
        line("%.3f, which rejects %.2f %% of the enrolled's photos", static_cast<double>(*report.suggested),
            report.falseRejects * 100));
    if (report.isTooSmall())
        table += "There are too few photos of strangers to measure such a small rate: take the threshold as a lower "
                 "bound.\n";
    return table;
}

QJsonArray modelsJson(const std::vector<recognition::InstalledModel> &models)
{
    QJsonArray list;
    for (const recognition::InstalledModel &model : models) {
        list.append(QJsonObject{{u"name"_s, qt(model.name)}, {u"purpose"_s, qt(model.purpose)},
            {u"file"_s, model.file.empty() ? QJsonValue() : QJsonValue(qt(model.file.string()))},
            {u"licence"_s, qt(model.licence)}, {u"note"_s, qt(model.note)}});
    }
    return list;
}

std::string modelsText(const std::vector<recognition::InstalledModel> &models)
{
    std::string text;
    for (const recognition::InstalledModel &model : models) {
        text += "  " + model.name + ": " + model.purpose + "; "
            + (model.file.empty() ? std::string("built in") : model.file.string()) + "\n    licence: " + model.licence
            + '\n';
        if (!model.note.empty())
            text += "    note: " + model.note + '\n';
    }
    return text;
}

} // namespace rollcall::recognize
