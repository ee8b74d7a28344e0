#pragma once

#include "store/database.h"
#include "store/records.h"

namespace rollcall::store {

// A link by which somebody sends their own photos.
struct Invitation {
    static constexpr int64_t mostUses = 1'000;
    std::string id = {};
    std::string codeHash = {};                    // SHA-256 of the code, in hex
    std::optional<PersonId> person = {};          // whose photos are wanted; absent: of somebody new
    std::optional<std::string> name = {};         // how somebody new is called, where that is known; of `person` when read
    std::optional<std::string> group = {};        // that somebody new will belong to
    std::string note = {};
    int64_t uses = 1;
    int64_t used = 0;
    UtcMs created{};
    std::string createdBy = {};
    UtcMs expires{};
    friend bool operator==(const Invitation &, const Invitation &) = default;
};

// What somebody agrees to who sends photos; kept for as long as anybody has agreed to it.
struct ConsentText {
    std::string version;
    std::string content;  // JSON: a text a language
};

// What came by an invitation.
struct SelfEnrolment {
    enum class State { Waiting, Approved, Refused };
    std::string id;  // a UUID of version 7
    std::optional<std::string> invitation = {};
    std::optional<PersonId> person = {};  // somebody known, or whom the approved one became
    std::string name;
    std::optional<std::string> group = {};
    State state = State::Waiting;
    std::string consentVersion;
    UtcMs sent{};
    std::optional<UtcMs> decided = {};
    std::optional<std::string> decidedBy = {};
    std::optional<std::string> reason = {};
    struct PhotoInfo {
        std::string id;
        std::string mediaType;
        int64_t size = 0;  // bytes
        friend bool operator==(const PhotoInfo &, const PhotoInfo &) = default;
    };
    std::vector<PhotoInfo> photos = {};  // filled when read
    friend bool operator==(const SelfEnrolment &, const SelfEnrolment &) = default;
};
[[nodiscard]] std::string_view toWord(SelfEnrolment::State state);
[[nodiscard]] std::optional<SelfEnrolment::State> parseSelfEnrolmentState(std::string_view word);

// Invitations and what came by them. Every verb is one transaction. Blocking; one thread at a time.
class InvitationRecords {
public:
    explicit InvitationRecords(Database &database)
        : m_database(database)
    {
    }
    // NotFound where the person is not.
    [[nodiscard]] std::expected<void, StoreError> add(const Invitation &invitation);
    [[nodiscard]] std::expected<Invitation, StoreError> invitation(const std::string &id);
    [[nodiscard]] std::expected<Page<Invitation>, StoreError> invitations(const PageRequest &page);  // newest first
    // What was sent by it already stays.
    [[nodiscard]] std::expected<void, StoreError> remove(const std::string &id);
    // NotFound in one sentence where there is none of this code that is good now: whoever tries codes learns nothing from it.
    [[nodiscard]] std::expected<Invitation, StoreError> open(const std::string &codeHash, UtcMs now);

    // Of this code, whether it is good still or not; NotFound as above where there never was one, or it is forgotten.
    [[nodiscard]] std::expected<Invitation, StoreError> ofCode(const std::string &codeHash);

    // Takes one use of the invitation; NotFound as above. Photos have their ids from `photoIds`.
    [[nodiscard]] std::expected<void, StoreError> send(const SelfEnrolment &request, const std::vector<Photo> &photos, const std::vector<std::string> &photoIds,
                                                       const ConsentText &consent, const std::string &codeHash);
    [[nodiscard]] std::expected<Page<SelfEnrolment>, StoreError> requests(const std::optional<SelfEnrolment::State> &state, const PageRequest &page);  // newest first
    [[nodiscard]] std::expected<SelfEnrolment, StoreError> request(const std::string &id);
    [[nodiscard]] std::expected<Photo, StoreError> photo(const std::string &request, const std::string &photo);
    [[nodiscard]] std::expected<std::vector<Photo>, StoreError> photos(const std::string &request);
    // Who was enrolled since by photos of this request, which is waiting all the same: its approval broke off half-way.
    [[nodiscard]] std::expected<std::optional<PersonId>, StoreError> enrolledBy(const std::string &request);
    [[nodiscard]] std::expected<int64_t, StoreError> waiting();
    [[nodiscard]] std::expected<std::optional<ConsentText>, StoreError> consent(const std::string &version);

    // The photos are the person's now, or nobody's, and no longer kept here. Conflict where it was decided already.
    struct Decision {
        SelfEnrolment::State state = SelfEnrolment::State::Refused;
        std::optional<PersonId> person = {};  // with Approved
        std::string by = {};
        std::optional<std::string> reason = {};
        UtcMs when{};
    };
    [[nodiscard]] std::expected<void, StoreError> decide(const std::string &request, const Decision &decision);
    // Requests that nobody answered, refused ones, and invitations that ended before this; how many, at most `limit` of each.
    [[nodiscard]] std::expected<int64_t, StoreError> purge(UtcMs before, int64_t limit);

private:
    [[nodiscard]] std::expected<std::vector<SelfEnrolment>, StoreError> read(const std::string &where, std::span<const Value> values);

    Database &m_database;
};

} // namespace rollcall::store
