// People beside their faces: what is kept, found, merged and split.

#include "server-app/store/database_under_test.h"
#include "store/people_records.h"
#include "store/person_merge.h"
#include "store/person_tables.h"
#include "store/register.h"
#include "store/row_values.h"

#include <gtest/gtest.h>

#include <set>

using namespace rollcall::store;
using rollcall::attendance::Day;
using rollcall::attendance::UuidGenerator;
using Code = StoreError::Code;
using rollcall::testing::DatabaseUnderTest;

namespace {

constexpr Day day(int month, int number) { return std::chrono::year(2026) / month / number; }
UtcMs at(int64_t ms) { return UtcMs(std::chrono::milliseconds(ms)); }

class PeopleTest : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto why = DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *why;
        database = std::make_unique<DatabaseUnderTest>(GetParam());
        records = std::make_unique<Register>(database->openRegister());
    }
    PeopleRecords people() { return PeopleRecords(records->database()); }
    void add(const Person &person, std::vector<Photo> photos = {}, float face = 0)
    {
        const auto added = records->addPerson(person, photos, {{.person = person.id, .embedder = "e", .embedderVersion = 1, .values = {face}}});
        ASSERT_TRUE(added) << added.error().message;
    }
    Sighting see(const char *person, int64_t when)
    {
        const Sighting sighting{.id = generator.next(at(when)), .person = PersonId(person), .camera = CameraId("door"),
                                .firstSeen = at(when), .lastSeen = at(when), .confidence = 0.5, .track = 1};
        const auto recorded = records->record(std::vector{sighting});
        EXPECT_TRUE(recorded && recorded->front());
        return sighting;
    }
    std::vector<std::string> find(const PersonFilter &filter)
    {
        std::vector<std::string> ids;
        const auto page = people().list(filter, {});
        EXPECT_TRUE(page);
        for (const Person &person : page->items)
            ids.push_back(person.id.toString());
        return ids;
    }

    UuidGenerator generator{rollcall::attendance::systemRandom()};
    std::unique_ptr<DatabaseUnderTest> database;
    std::unique_ptr<Register> records;
};

const Person ada{.id = PersonId("ada"), .name = "Ada Löwenherz", .created = at(1), .externalId = "4711", .groups = {"day shift", "office"},
                 .consent = Consent{.day = day(1, 2), .by = "HR"}, .validFrom = day(1, 1), .validUntil = day(12, 31)};
const Person bob{.id = PersonId("bob"), .name = "Bob STRASSE", .created = at(2), .groups = {"office"}};

using Ids = std::vector<std::string>;

} // namespace

TEST_P(PeopleTest, keepsWhatIsKnownOfThem)
{
    add(ada);
    Person expected = ada;
    expected.updated = at(1);
    EXPECT_EQ(people().person(PersonId("ada")), expected);
    EXPECT_EQ(people().idOfExternal("4711"), PersonId("ada"));
    EXPECT_EQ(people().idOfExternal("0815").error().code, Code::NotFound);
    Person thief = bob;
    thief.externalId = "4711";
    EXPECT_EQ(records->addPerson(thief, {}, {}).error().code, Code::Conflict);
}

TEST_P(PeopleTest, findsThemByGroupByNumberAndByName)
{
    add(ada);
    add(bob);
    add({.id = PersonId("pct"), .name = "100% Öl_Hans", .created = at(3)});
    EXPECT_EQ(find({.group = "office"}), (Ids{"ada", "bob"}));
    EXPECT_EQ(find({.group = "day shift"}), Ids{"ada"});
    EXPECT_EQ(find({.externalId = "4711"}), Ids{"ada"});
    EXPECT_EQ(find({.text = "LOWEN"}), Ids{"ada"});        // no accent
    EXPECT_EQ(find({.text = "lo\xcc\x88wen"}), Ids{"ada"});  // an accent of its own
    EXPECT_EQ(find({.text = "straße"}), Ids{"bob"});       // ß is ss
    EXPECT_EQ(find({.text = "%"}), Ids{"pct"});
    EXPECT_EQ(find({.text = "l_h"}), Ids{"pct"});
    EXPECT_EQ(find({.group = "office", .text = "bob"}), Ids{"bob"});
    // Written by something that does not know of folded names.
    ASSERT_TRUE(records->database().execute("INSERT INTO people (id, name, created_at) VALUES ('eve', 'ÉVE', 1)"));
    EXPECT_EQ(find({.text = "eve"}), Ids{"eve"});
    const std::vector<Group> groups{{.name = "day shift", .people = 1}, {.name = "office", .people = 2}};
    EXPECT_EQ(people().groups({})->items, groups);
}

TEST_P(PeopleTest, changesOnlyTheVersionThatWasRead)
{
    add(ada);
    Person changed = *people().person(PersonId("ada"));
    changed.name = "Ada Lovelace";
    changed.groups = {"night shift"};
    changed.externalId.reset();
    changed.validUntil.reset();
    const auto kept = people().update(changed, {}, at(50));
    ASSERT_TRUE(kept) << kept.error().message;
    EXPECT_EQ(kept->version, 2);
    EXPECT_EQ(kept->updated, at(50));
    EXPECT_EQ(kept->groups, std::vector<std::string>{"night shift"});
    EXPECT_EQ(kept->externalId, std::nullopt);
    EXPECT_EQ(people().update(changed, {}, at(60)).error().code, Code::Stale);
    EXPECT_EQ(find({.text = "lovelace"}), Ids{"ada"});
}

TEST_P(PeopleTest, recognisesOnlyWhoAgreedAndIsWithinTheirDates)
{
    add(ada, {}, 1);
    add(bob, {}, 2);
    const auto known = [&](Day today) { return people().recognisable("e", 1, today)->size(); };
    EXPECT_EQ(known(day(12, 31)), 2U);
    EXPECT_EQ(people().recognisable("e", 1, day(12, 31), PersonId("ada"))->size(), 1U);
    EXPECT_EQ(known(std::chrono::year(2027) / 1 / 1), 1U);
    EXPECT_EQ(known(std::chrono::year(2025) / 12 / 31), 1U);
    Person changed = *people().person(PersonId("ada"));
    changed.consent->withdrawn = day(6, 1);
    ASSERT_TRUE(people().update(changed, {}, at(9)));
    EXPECT_EQ(known(day(6, 2)), 1U);
}

TEST_P(PeopleTest, mergesTwoIntoOne)
{
    const Photo shared{.sha256 = "aa", .mediaType = "image/png", .bytes = {1}};
    const Photo own{.sha256 = "bb", .mediaType = "image/png", .bytes = {2}};
    add(ada, {shared, own}, 1);
    add(bob, {shared}, 2);
    see("ada", 10);
    const Sighting later = see("bob", 20);
    ASSERT_TRUE(people().update(*people().person(PersonId("ada")), std::optional<std::string>("hash"), at(5)));
    ASSERT_TRUE(mergePeople(records->database(), PersonId("ada"), PersonId("bob"), "tester", at(99)));

    const auto one = people().person(PersonId("bob"));
    ASSERT_TRUE(one);
    EXPECT_EQ(one->name, "Bob STRASSE");
    EXPECT_EQ(one->photos, 2);
    EXPECT_EQ(one->externalId, "4711");
    EXPECT_EQ(one->groups, (Ids{"day shift", "office"}));
    EXPECT_EQ(one->consent, ada.consent);
    EXPECT_TRUE(one->hasPin);
    EXPECT_EQ(one->version, 2);
    EXPECT_EQ(records->sightings({.person = PersonId("bob")}, {})->items.size(), 2U);
    EXPECT_EQ(records->templates("e", 1)->size(), 2U);
    const auto gone = people().person(PersonId("ada"));
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, Code::Gone);
    EXPECT_EQ(gone.error().message, "bob");

    // What was still on its way under the old name arrives.
    see("ada", 30);
    EXPECT_EQ(records->sightings({.person = PersonId("bob")}, {})->items.size(), 3U);
    // A sighting that goes on growing stays where it is.
    Sighting grown = later;
    grown.lastSeen = at(25);
    ASSERT_TRUE(records->record(std::vector{grown}));

    // A chain of merges still leads to the one who is left.
    add({.id = PersonId("eve"), .name = "Eve", .created = at(3)});
    ASSERT_TRUE(mergePeople(records->database(), PersonId("bob"), PersonId("eve"), "tester", at(100)));
    EXPECT_EQ(people().mergedInto(PersonId("ada")).value(), PersonId("eve"));
    EXPECT_EQ(mergePeople(records->database(), PersonId("eve"), PersonId("eve"), "tester", at(1)).error().code, Code::Invalid);
    EXPECT_EQ(mergePeople(records->database(), PersonId("nobody"), PersonId("eve"), "tester", at(1)).error().code, Code::NotFound);
}

TEST_P(PeopleTest, splitsOffSightingsOfSomebodyElse)
{
    add(ada);
    const Sighting first = see("ada", 10);
    const Sighting second = see("ada", 20);
    Person fresh = bob;
    ASSERT_TRUE(splitSightings(records->database(), PersonId("ada"), {first.id}, fresh.id, fresh, "tester", at(99)));
    EXPECT_EQ(records->sightings({.person = PersonId("bob")}, {})->items.front().id, first.id);
    // One that is not theirs: nothing happens at all.
    EXPECT_EQ(splitSightings(records->database(), PersonId("ada"), {second.id, first.id}, fresh.id, {}, "tester", at(99)).error().code, Code::NotFound);
    EXPECT_EQ(records->sightings({.person = PersonId("ada")}, {})->items.size(), 1U);
    EXPECT_EQ(splitSightings(records->database(), PersonId("ada"), {second.id}, PersonId("nobody"), {}, "tester", at(99)).error().code, Code::NotFound);
    // A sighting that the merger goes on extending in the meantime keeps its new owner.
    Sighting grown = first;
    grown.lastSeen = at(15);
    ASSERT_TRUE(records->record(std::vector{grown}));
    EXPECT_EQ(records->sightings({.person = PersonId("bob")}, {})->items.front().lastSeen, at(15));
}

// A table that knows people and is not in the list would keep them after a merge or an erasure.
TEST_P(PeopleTest, everyTableAboutPeopleIsListed)
{
    if (GetParam() != Dialect::Sqlite)
        GTEST_SKIP() << "both databases have the same tables; SQLite's are easier to ask for";
    std::set<std::string> inSchema;
    ASSERT_TRUE(records->database().query("SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' "
                                          "AND c.name LIKE '%person%'", {}, [&](Row row) { inSchema.insert(toText(row[0]) + '.' + toText(row[1])); }));
    ASSERT_TRUE(records->database().query("SELECT m.name, k.\"from\" FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS k WHERE m.type = 'table' "
                                          "AND k.\"table\" IN ('people', 'sightings', 'unknown_faces', 'enrolment_requests') AND k.on_delete = 'CASCADE'", {},
                                          [&](Row row) { inSchema.insert(toText(row[0]) + '.' + toText(row[1])); }));
    std::set<std::string> listed;
    for (const PersonTable &table : personTables()) {
        listed.insert(std::string(table.name) + '.' + std::string(table.column));
        const std::array<Value, 1> whose{std::string("ada")};
        const std::string sql = "SELECT " + std::string(table.columns) + " FROM " + std::string(table.name) + " WHERE " + table.condition() + " ORDER BY " + std::string(table.order);
        EXPECT_TRUE(records->database().query(sql, whose, [](Row) {})) << table.name;  // it all exists
    }
    EXPECT_EQ(inSchema, listed);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, PeopleTest, testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, PeopleTest, testing::Values(Dialect::PostgreSql));
