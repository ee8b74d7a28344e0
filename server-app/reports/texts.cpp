#include "reports/texts.h"

#include <array>

namespace rollcall::reports {

using attendance::DayStatus;
using attendance::Mark;
using attendance::Source;

namespace {

// In the order of Language.
using InAll = std::array<std::string_view, 3>;

std::string_view in(Language language, const InAll &texts)
{
    return texts[static_cast<std::size_t>(language)];
}

InAll inAll(Text which)
{
    switch (which) {
    case Text::Person: return {"Person", "Person", "Personne"};
    case Text::Name: return {"Name", "Name", "Nom"};
    case Text::Groups: return {"Groups", "Gruppen", "Groupes"};
    case Text::Date: return {"Date", "Datum", "Date"};
    case Text::Shift: return {"Shift", "Schicht", "Horaire"};
    case Text::Status: return {"Status", "Status", "Statut"};
    case Text::CheckIn: return {"Check-in", "Kommen", "Arrivée"};
    case Text::CheckOut: return {"Check-out", "Gehen", "Départ"};
    case Text::CheckInSource: return {"Check-in by", "Kommen durch", "Arrivée par"};
    case Text::CheckOutSource: return {"Check-out by", "Gehen durch", "Départ par"};
    case Text::Planned: return {"Planned", "Soll", "Prévu"};
    case Text::Worked: return {"Worked", "Ist", "Travaillé"};
    case Text::Breaks: return {"Breaks", "Pausen", "Pauses"};
    case Text::Late: return {"Late", "Verspätet", "Retard"};
    case Text::LeftEarly: return {"Left early", "Früher weg", "Parti tôt"};
    case Text::Overtime: return {"Overtime", "Überzeit", "Heures sup."};
    case Text::Remarks: return {"Remarks", "Bemerkungen", "Remarques"};
    case Text::DaysPlanned: return {"Shifts", "Schichten", "Horaires"};
    case Text::DaysPresent: return {"Attended", "Anwesend", "Présences"};
    case Text::DaysLate: return {"Times late", "Mal verspätet", "Retards"};
    case Text::DaysLeftEarly: return {"Times left early", "Mal früher weg", "Départs anticipés"};
    case Text::HalfDays: return {"Half days", "Halbe Tage", "Demi-journées"};
    case Text::DaysAbsent: return {"Absent", "Abwesend", "Absences"};
    case Text::DaysExcused: return {"Excused", "Entschuldigt", "Excusées"};
    case Text::Exceptions: return {"Exceptions", "Zu prüfen", "À vérifier"};
    case Text::Page: return {"Page", "Seite", "Page"};
    case Text::TimesIn: return {"Times in", "Zeiten in", "Heures de"};
    case Text::Made: return {"made", "erstellt", "établi le"};
    case Text::Everybody: return {"everybody", "alle", "tout le monde"};
    case Text::Group: return {"group", "Gruppe", "groupe"};
    case Text::OnePerson: return {"person", "Person", "personne"};
    case Text::From: return {"from", "von", "du"};
    case Text::To: return {"to", "bis", "au"};
    case Text::Rows: return {"rows", "Zeilen", "lignes"};
    case Text::Continued: return {"continued", "Fortsetzung", "suite"};
    }
    return {};
}

InAll inAll(Kind kind)
{
    switch (kind) {
    case Kind::Days: return {"Attendance", "Anwesenheit", "Présences"};
    case Kind::Late: return {"Late arrivals", "Verspätungen", "Retards"};
    case Kind::Early: return {"Early leaves", "Früher gegangen", "Départs anticipés"};
    case Kind::Absent: return {"Absences", "Abwesenheiten", "Absences"};
    case Kind::Overtime: return {"Overtime", "Überzeit", "Heures supplémentaires"};
    case Kind::Exceptions: return {"Exceptions", "Zu prüfen", "À vérifier"};
    case Kind::Summary: return {"Summary by person", "Übersicht nach Person", "Récapitulatif par personne"};
    }
    return {};
}

InAll inAll(DayStatus status)
{
    switch (status) {
    case DayStatus::Expected: return {"expected", "erwartet", "attendu"};
    case DayStatus::Present: return {"present", "anwesend", "présent"};
    case DayStatus::Late: return {"late", "verspätet", "en retard"};
    case DayStatus::EarlyLeave: return {"left early", "früher gegangen", "parti tôt"};
    case DayStatus::HalfDay: return {"half day", "halber Tag", "demi-journée"};
    case DayStatus::Absent: return {"absent", "abwesend", "absent"};
    case DayStatus::Excused: return {"excused", "entschuldigt", "excusé"};
    case DayStatus::Holiday: return {"holiday", "Feiertag", "jour férié"};
    case DayStatus::DayOff: return {"day off", "frei", "repos"};
    case DayStatus::Exception: return {"exception", "zu prüfen", "à vérifier"};
    }
    return {};
}

InAll inAll(Mark mark)
{
    switch (mark) {
    case Mark::Late: return {"late", "verspätet", "en retard"};
    case Mark::EarlyLeave: return {"left early", "früher gegangen", "parti tôt"};
    case Mark::MissingCheckIn: return {"no check-in", "kein Kommen", "pas d'arrivée"};
    case Mark::MissingCheckOut: return {"no check-out", "kein Gehen", "pas de départ"};
    case Mark::ClosedByRule: return {"closed by rule", "nach Regel geschlossen", "clos par la règle"};
    case Mark::UnpairedPunch: return {"in or out missing", "Kommen oder Gehen fehlt", "arrivée ou départ manquant"};
    case Mark::OutsideWindow: return {"seen outside of the shift's window", "außerhalb des Fensters der Schicht gesehen", "vu hors de la plage de l'horaire"};
    case Mark::TooShort: return {"too short", "zu kurz", "trop court"};
    case Mark::WorkedOnHoliday: return {"on a holiday", "an einem Feiertag", "un jour férié"};
    case Mark::WorkedOnDayOff: return {"on a day off", "an einem freien Tag", "un jour de repos"};
    case Mark::Overtime: return {"overtime", "Überzeit", "heures supplémentaires"};
    case Mark::Suggested: return {"not confirmed", "nicht bestätigt", "non confirmé"};
    case Mark::Corrected: return {"corrected", "berichtigt", "corrigé"};
    case Mark::InProgress: return {"so far", "bisher", "en cours"};
    }
    return {};
}

InAll inAll(Source source)
{
    switch (source) {
    case Source::Face: return {"face", "Gesicht", "visage"};
    case Source::Pin: return {"pin", "PIN", "PIN"};
    case Source::Manual: return {"manual", "von Hand", "à la main"};
    }
    return {};
}

} // namespace

std::string_view text(Text which, Language language) { return in(language, inAll(which)); }
std::string_view title(Kind kind, Language language) { return in(language, inAll(kind)); }
std::string_view words(DayStatus status, Language language) { return in(language, inAll(status)); }
std::string_view words(Mark mark, Language language) { return in(language, inAll(mark)); }
std::string_view words(Source source, Language language) { return in(language, inAll(source)); }

} // namespace rollcall::reports
