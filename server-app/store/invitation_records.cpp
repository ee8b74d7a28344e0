#include "store/invitation_records.h"

#include "store/row_values.h"

#include <algorithm>
#include <array>

namespace rollcall::store {

using Code = StoreError::Code;

namespace {

constexpr std::string_view invitationColumns =
    "SELECT i.id, i.code_hash, i.person_id, COALESCE(p.name, i.name), i.group_name, i.note, i.uses, i.used, i.created_at, i.created_by, i.expires_at "
    "FROM invitations i LEFT JOIN people p ON p.id = i.person_id ";

std::optional<PersonId> toOptionalPerson(const Value &value)
{
    const auto text = toOptionalText(value);
    return text ? std::optional(PersonId(*text)) : std::nullopt;
}

Value orNull(const std::optional<PersonId> &person)
{
    return person ? Value(person->toString()) : Value();
}

Invitation toInvitation(Row row)
{
    return {.id = toText(row[0]), .codeHash = toText(row[1]), .person = toOptionalPerson(row[2]), .name = toOptionalText(row[3]), .group = toOptionalText(row[4]),
            .note = toText(row[5]), .uses = toInt(row[6]), .used = toInt(row[7]), .created = toTime(row[8]), .createdBy = toText(row[9]), .expires = toTime(row[10])};
}

SelfEnrolment toRequest(Row row)
{
    return {.id = toText(row[0]), .invitation = toOptionalText(row[1]), .person = toOptionalPerson(row[2]), .name = toText(row[3]), .group = toOptionalText(row[4]),
            .state = parseSelfEnrolmentState(toText(row[5])).value_or(SelfEnrolment::State::Waiting), .consentVersion = toText(row[6]), .sent = toTime(row[7]),
            .decided = std::holds_alternative<int64_t>(row[8]) ? std::optional(toTime(row[8])) : std::nullopt, .decidedBy = toOptionalText(row[9]),
            .reason = toOptionalText(row[10])};
}

StoreError noSuch(const std::string &what, const std::string &id)
{
    return {Code::NotFound, "There is no " + what + " with the id \"" + id + "\"."};
}

StoreError notGood()
{
    return {Code::NotFound, "This link is no longer good: it was used, has expired or was taken back. Ask whoever gave it to you for another one."};
}

std::expected<void, StoreError> requireOne(const std::expected<int64_t, StoreError> &changed, StoreError otherwise)
{
    if (!changed)
        return std::unexpected(changed.error());
    if (*changed == 0)
        return std::unexpected(std::move(otherwise));
    return {};
}

} // namespace

std::string_view toWord(SelfEnrolment::State state)
{
    switch (state) {
    case SelfEnrolment::State::Waiting:
        return "waiting";
    case SelfEnrolment::State::Approved:
        return "approved";
    case SelfEnrolment::State::Refused:
        break;
    }
    return "refused";
}

std::optional<SelfEnrolment::State> parseSelfEnrolmentState(std::string_view word)
{
    using enum SelfEnrolment::State;
    for (const auto state : {Waiting, Approved, Refused}) {
        if (toWord(state) == word)
            return state;
    }
    return std::nullopt;
}

std::expected<void, StoreError> InvitationRecords::add(const Invitation &invitation)
{
    const std::array<Value, 10> values{invitation.id, invitation.codeHash, orNull(invitation.person), store::orNull(invitation.person ? std::nullopt : invitation.name),
                                       store::orNull(invitation.group), invitation.note, invitation.uses, toInt(invitation.created), invitation.createdBy, toInt(invitation.expires)};
    return requireOne(m_database.execute("INSERT INTO invitations (id, code_hash, person_id, name, group_name, note, uses, used, created_at, created_by, expires_at) "
                                         "SELECT ?1, ?2, CAST(?3 AS TEXT), CAST(?4 AS TEXT), CAST(?5 AS TEXT), ?6, ?7, 0, ?8, ?9, ?10 "
                                         "WHERE CAST(?3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM people WHERE id = CAST(?3 AS TEXT))", values),
                      noSuch("person", invitation.person ? invitation.person->toString() : std::string()));
}

std::expected<Invitation, StoreError> InvitationRecords::invitation(const std::string &id)
{
    std::optional<Invitation> found;
    const std::array<Value, 1> values{id};
    if (auto read = m_database.query(std::string(invitationColumns) + "WHERE i.id = ?1", values, [&](Row row) { found = toInvitation(row); }); !read)
        return std::unexpected(std::move(read.error()));
    if (!found)
        return std::unexpected(noSuch("invitation", id));
    return *found;
}

std::expected<Page<Invitation>, StoreError> InvitationRecords::invitations(const PageRequest &page)
{
    if (auto sound = checkUuidPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    std::vector<Invitation> found;
    const std::array<Value, 2> values{page.cursor.value_or("~"), int64_t{page.limit} + 1};
    if (auto read = m_database.query(std::string(invitationColumns) + "WHERE i.id < ?1 ORDER BY i.id DESC LIMIT ?2", values,
                                     [&](Row row) { found.push_back(toInvitation(row)); }); !read)
        return std::unexpected(std::move(read.error()));
    return cut(std::move(found), page, [](const Invitation &invitation) { return invitation.id; });
}

std::expected<void, StoreError> InvitationRecords::remove(const std::string &id)
{
    const std::array<Value, 1> values{id};
    return requireOne(m_database.execute("DELETE FROM invitations WHERE id = ?1", values), noSuch("invitation", id));
}

std::expected<Invitation, StoreError> InvitationRecords::open(const std::string &codeHash, UtcMs now)
{
    std::optional<Invitation> found;
    const std::array<Value, 2> values{codeHash, toInt(now)};
    if (auto read = m_database.query(std::string(invitationColumns) + "WHERE i.code_hash = ?1 AND i.expires_at > ?2 AND i.used < i.uses", values,
                                     [&](Row row) { found = toInvitation(row); }); !read)
        return std::unexpected(std::move(read.error()));
    if (!found)
        return std::unexpected(notGood());
    return *found;
}

std::expected<Invitation, StoreError> InvitationRecords::ofCode(const std::string &codeHash)
{
    std::optional<Invitation> found;
    const std::array<Value, 1> values{codeHash};
    if (auto read = m_database.query(std::string(invitationColumns) + "WHERE i.code_hash = ?1", values, [&](Row row) { found = toInvitation(row); }); !read)
        return std::unexpected(std::move(read.error()));
    if (!found)
        return std::unexpected(notGood());
    return *found;
}

std::expected<void, StoreError> InvitationRecords::send(const SelfEnrolment &request, const std::vector<Photo> &photos, const std::vector<std::string> &photoIds,
                                                        const ConsentText &consent, const std::string &codeHash)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const std::array<Value, 2> use{codeHash, toInt(request.sent)};
    if (auto taken = requireOne(m_database.execute("UPDATE invitations SET used = used + 1 WHERE code_hash = ?1 AND expires_at > ?2 AND used < uses", use), notGood()); !taken)
        return taken;
    const std::array<Value, 3> text{consent.version, consent.content, toInt(request.sent)};
    if (auto kept = run(m_database, "INSERT INTO consent_texts (version, content, first_used) VALUES (?1, ?2, ?3) ON CONFLICT (version) DO NOTHING", text); !kept)
        return kept;
    const std::array<Value, 7> values{request.id, store::orNull(request.invitation), orNull(request.person), request.name, store::orNull(request.group), consent.version,
                                      toInt(request.sent)};
    if (auto kept = run(m_database, "INSERT INTO enrolment_requests (id, invitation_id, person_id, name, group_name, state, consent_version, sent_at) "
                                    "VALUES (?1, CAST(?2 AS TEXT), CAST(?3 AS TEXT), ?4, CAST(?5 AS TEXT), 'waiting', ?6, ?7)", values); !kept)
        return kept;
    for (std::size_t i = 0; i < photos.size(); ++i) {
        const std::array<Value, 5> photo{photoIds[i], request.id, photos[i].sha256, photos[i].mediaType, photos[i].bytes};
        if (auto kept = run(m_database, "INSERT INTO enrolment_request_photos (id, request_id, sha256, media_type, bytes) VALUES (?1, ?2, ?3, ?4, ?5)", photo); !kept)
            return kept;
    }
    return transaction->commit();
}

std::expected<std::vector<SelfEnrolment>, StoreError> InvitationRecords::read(const std::string &where, std::span<const Value> values)
{
    std::vector<SelfEnrolment> found;
    if (auto done = m_database.query("SELECT id, invitation_id, person_id, name, group_name, state, consent_version, sent_at, decided_at, decided_by, reason "
                                     "FROM enrolment_requests " + where, values, [&](Row row) { found.push_back(toRequest(row)); }); !done)
        return std::unexpected(std::move(done.error()));
    for (SelfEnrolment &request : found) {
        const std::array<Value, 1> which{request.id};
        if (auto done = m_database.query("SELECT id, media_type, LENGTH(bytes) FROM enrolment_request_photos WHERE request_id = ?1 ORDER BY id", which, [&](Row row) {
                request.photos.push_back({.id = toText(row[0]), .mediaType = toText(row[1]), .size = toInt(row[2])});
            }); !done)
            return std::unexpected(std::move(done.error()));
    }
    return found;
}

std::expected<Page<SelfEnrolment>, StoreError> InvitationRecords::requests(const std::optional<SelfEnrolment::State> &state, const PageRequest &page)
{
    if (auto sound = checkUuidPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    std::vector<Value> values{page.cursor.value_or("~"), int64_t{page.limit} + 1};
    std::string where = "WHERE id < ?1";
    if (state) {
        values.emplace_back(std::string(toWord(*state)));
        where += " AND state = ?3";
    }
    auto found = read(where + " ORDER BY id DESC LIMIT ?2", values);
    if (!found)
        return std::unexpected(std::move(found.error()));
    return cut(std::move(*found), page, [](const SelfEnrolment &request) { return request.id; });
}

std::expected<SelfEnrolment, StoreError> InvitationRecords::request(const std::string &id)
{
    const std::array<Value, 1> values{id};
    auto found = read("WHERE id = ?1", values);
    if (!found)
        return std::unexpected(std::move(found.error()));
    if (found->empty())
        return std::unexpected(noSuch("request", id));
    return std::move(found->front());
}

std::expected<Photo, StoreError> InvitationRecords::photo(const std::string &request, const std::string &photo)
{
    std::optional<Photo> found;
    const std::array<Value, 2> values{request, photo};
    if (auto read = m_database.query("SELECT sha256, media_type, bytes FROM enrolment_request_photos WHERE request_id = ?1 AND id = ?2", values,
                                     [&](Row row) { found = Photo{toText(row[0]), toText(row[1]), std::get<Blob>(row[2])}; }); !read)
        return std::unexpected(std::move(read.error()));
    if (!found)
        return std::unexpected(noSuch("photo", photo));
    return *found;
}

std::expected<std::vector<Photo>, StoreError> InvitationRecords::photos(const std::string &request)
{
    std::vector<Photo> found;
    const std::array<Value, 1> values{request};
    if (auto read = m_database.query("SELECT sha256, media_type, bytes FROM enrolment_request_photos WHERE request_id = ?1 ORDER BY id", values,
                                     [&](Row row) { found.push_back({toText(row[0]), toText(row[1]), std::get<Blob>(row[2])}); }); !read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<std::optional<PersonId>, StoreError> InvitationRecords::enrolledBy(const std::string &request)
{
    std::optional<PersonId> found;
    const std::array<Value, 1> values{request};
    if (auto read = m_database.query("SELECT p.id FROM enrolment_requests r JOIN enrolment_request_photos sent ON sent.request_id = r.id "
                                     "JOIN person_photos kept ON kept.sha256 = sent.sha256 JOIN people p ON p.id = kept.person_id "
                                     "WHERE r.id = ?1 AND r.state = 'waiting' AND p.created_at >= r.sent_at ORDER BY p.id LIMIT 1", values,
                                     [&](Row row) { found = PersonId(toText(row[0])); }); !read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<int64_t, StoreError> InvitationRecords::waiting()
{
    int64_t count = 0;
    if (auto read = m_database.query("SELECT COUNT(*) FROM enrolment_requests WHERE state = 'waiting'", {}, [&](Row row) { count = toInt(row[0]); }); !read)
        return std::unexpected(std::move(read.error()));
    return count;
}

std::expected<std::optional<ConsentText>, StoreError> InvitationRecords::consent(const std::string &version)
{
    std::optional<ConsentText> found;
    const std::array<Value, 1> values{version};
    if (auto read = m_database.query("SELECT version, content FROM consent_texts WHERE version = ?1", values,
                                     [&](Row row) { found = ConsentText{toText(row[0]), toText(row[1])}; }); !read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<void, StoreError> InvitationRecords::decide(const std::string &request, const Decision &decision)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const std::array<Value, 6> values{request, std::string(toWord(decision.state)), orNull(decision.person), toInt(decision.when), decision.by, store::orNull(decision.reason)};
    if (auto done = requireOne(m_database.execute("UPDATE enrolment_requests SET state = ?2, person_id = COALESCE(CAST(?3 AS TEXT), person_id), decided_at = ?4, decided_by = ?5, "
                                                  "reason = CAST(?6 AS TEXT) WHERE id = ?1 AND state = 'waiting'", values),
                               {Code::Conflict, "This request was answered already."}); !done)
        return done;
    const std::array<Value, 1> which{request};
    if (auto done = run(m_database, "DELETE FROM enrolment_request_photos WHERE request_id = ?1", which); !done)
        return done;
    // The name in an invitation for somebody new is from now on that person's.
    if (decision.person) {
        const std::array<Value, 2> whose{request, decision.person->toString()};
        if (auto done = run(m_database, "UPDATE invitations SET person_id = ?2 WHERE name IS NOT NULL AND id IN (SELECT invitation_id FROM enrolment_requests WHERE id = ?1)", whose); !done)
            return done;
    }
    return transaction->commit();
}

std::expected<int64_t, StoreError> InvitationRecords::purge(UtcMs before, int64_t limit)
{
    const std::array<Value, 2> values{toInt(before), limit};
    const auto requests = m_database.execute("DELETE FROM enrolment_requests WHERE id IN (SELECT id FROM enrolment_requests WHERE state <> 'approved' "
                                             "AND COALESCE(decided_at, sent_at) < ?1 ORDER BY id LIMIT ?2)", values);
    if (!requests)
        return requests;
    const auto invitations = m_database.execute("DELETE FROM invitations WHERE id IN (SELECT id FROM invitations WHERE expires_at < ?1 ORDER BY id LIMIT ?2)", values);
    if (!invitations)
        return invitations;
    return std::max(*requests, *invitations);
}

} // namespace rollcall::store
