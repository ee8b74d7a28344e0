#include "api/pin_routes.h"

#include "api/answering.h"
#include "api/person_patch.h"
#include "api/pin_rules.h"
#include "store/people_records.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using store::PeopleRecords;

namespace {

constexpr qsizetype terminalCharacters = 64;

QString refusal() { return u"The person or the PIN is wrong."_s; }

// Who it is, and what their PIN is compared with. Without a person there is nothing to compare, and the answer takes as long.
struct Candidate {
    std::optional<store::Person> person = {};
    std::optional<std::string> pinHash = {};
};

Expected<Candidate> findCandidate(store::Register &records, const std::string &person, bool isExternal)
{
    PeopleRecords people(records.database());
    store::PersonId id(person);
    if (isExternal) {
        const auto known = people.idOfExternal(person);
        if (!known)
            return known.error().code == store::StoreError::Code::NotFound ? Expected<Candidate>(Candidate{}) : std::unexpected(known.error());
        id = *known;
    }
    const auto known = people.person(id);
    if (!known) {
        const bool nobody = known.error().code == store::StoreError::Code::NotFound || known.error().code == store::StoreError::Code::Gone;
        return nobody ? Expected<Candidate>(Candidate{}) : std::unexpected(known.error());
    }
    const auto hash = people.pinHash(id);
    if (!hash)
        return std::unexpected(hash.error());
    return Candidate{.person = *known, .pinHash = *hash};
}

bool isValidOn(const store::Person &person, attendance::Day day)
{
    return (!person.validFrom || *person.validFrom <= day) && (!person.validUntil || *person.validUntil >= day);
}

} // namespace

struct PinRoutes::Asked {
    std::string person;
    bool isExternal = false;
    QByteArray pin;
    std::string terminal;
    std::string key;  // of the limiter
    std::string address;
};

PinRoutes::PinRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_ids(attendance::systemRandom())
{
}

void PinRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Post, u"/api/v1/attendance/pin"_s, Right::RecordByPin, handler(this, &PinRoutes::take));
}

void PinRoutes::take(const Request &request, Responder responder)
{
    const auto body = parseObject(request);
    if (!body)
        return responder.problem(400, body.error());
    const QString person = body->value("person"_L1).toString();
    const QString external = body->value("externalId"_L1).toString();
    const QString pin = body->value("pin"_L1).toString();
    const QString terminal = body->value("camera"_L1).toString(u"pin"_s);
    if (person.isEmpty() == external.isEmpty() || !isPin(pin) || terminal.isEmpty() || terminal.size() > terminalCharacters)
        return responder.problem(400, u"The body needs \"person\" or \"externalId\", and \"pin\", %1 to %2 digits as a text; \"camera\" may name the terminal."_s
                                          .arg(PinRules::fewestDigits).arg(PinRules::mostDigits));
    const bool isExternal = person.isEmpty();
    const Asked asked{.person = (isExternal ? external : person).toStdString(), .isExternal = isExternal, .pin = pin.toLatin1(), .terminal = terminal.toStdString(),
                      .key = (isExternal ? "external " : "person ") + (isExternal ? external : person).toStdString(), .address = limiterKey(request.peer)};
    const attendance::UtcMs now = m_parts.now();
    // What is not tried does not count: a terminal that has to wait keeps nobody out for longer.
    auto wait = m_addresses.begin(asked.address, now);
    if (!wait && (wait = m_people.begin(asked.key, now)))
        m_addresses.takeBack(asked.address);
    if (wait)
        return responder.problem(429, u"Too many wrong PINs. Try again later, or ask an operator to enter the attendance."_s,
                                 {{"Retry-After", QByteArray::number(qint64(std::chrono::ceil<std::chrono::seconds>(*wait).count()))}});
    verify(asked, std::move(responder));
}

void PinRoutes::verify(const Asked &asked, Responder responder)
{
    const auto compare = [this, asked](Responder &answerer, const Candidate &candidate) {
        m_pins.verify(candidate.pinHash, asked.pin, [this, asked, person = candidate.person, responder = net::share(std::move(answerer))](std::optional<bool> right) {
            if (!right)
                return responder->problem(503, u"The server is too busy to compare PINs. Try again in a few seconds."_s, {{"Retry-After", "5"}});
            if (!*right || !person)
                return responder->problem(403, refusal());
            m_people.forgive(asked.key);
            m_addresses.takeBack(asked.address);  // a whole school comes in by one terminal
            if (!isValidOn(*person, m_parts.calendar.dayOf(m_parts.now())))
                return responder->problem(403, u"This person's entry is not valid today."_s);
            record(asked, *person, std::move(*responder));
        });
    };
    m_parts.store.call([asked](store::Register &records) { return findCandidate(records, asked.person, asked.isExternal); }, this,
                       answering<Candidate>(std::move(responder), compare));
}

void PinRoutes::record(const Asked &asked, const store::Person &person, Responder responder)
{
    const attendance::UtcMs now = m_parts.now();
    const store::Sighting sighting{.id = m_ids.next(now), .person = person.id, .camera = store::CameraId(asked.terminal),
                                   .firstSeen = now, .lastSeen = now, .confidence = 1, .track = 0, .source = attendance::Source::Pin};
    m_parts.store.record(sighting, this, [sighting, responder = net::share(std::move(responder))](const Expected<void> &stored) {
        if (!stored)
            return responder->send(problemOf(stored.error()));
        responder->json(toJson(sighting), 201);
    });
}

} // namespace rollcall::api
