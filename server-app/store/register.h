#pragma once

#include "store/database.h"
#include "store/records.h"

#include <memory>

namespace rollcall::store {

// What is kept, in the words of attendance. Every verb is one transaction: all or nothing, on disk when it returns.
// Blocking; one thread at a time (Store runs it on a worker). Other repositories stand beside it over the same connection, made
// where they are used: ScheduleRecords(register.database()).
class Register {
public:
    // Takes a database whose schema is up to date (see migrate).
    explicit Register(std::unique_ptr<Database> database);

    // A new person with what they were enrolled with; Conflict where the id is taken.
    [[nodiscard]] std::expected<void, StoreError> addPerson(const Person &person, const std::vector<Photo> &photos,
                                                            const std::vector<Template> &templates);
    // Erases the person: photos, templates and sightings too.
    [[nodiscard]] std::expected<void, StoreError> removePerson(const PersonId &id);
    [[nodiscard]] std::expected<Person, StoreError> person(const PersonId &id);
    [[nodiscard]] std::expected<Page<Person>, StoreError> people(const PageRequest &page);  // by id
    [[nodiscard]] std::expected<std::vector<Photo>, StoreError> photos(const PersonId &id);
    [[nodiscard]] std::expected<std::vector<PhotoEntry>, StoreError> photoEntries(const PersonId &id);  // by hash
    // NotFound where the person has no photo of this hash.
    [[nodiscard]] std::expected<Photo, StoreError> photo(const PersonId &id, const std::string &sha256);
    // More photos of the person, with their templates; those that they have already stay as they are. Templates of other
    // embedders than these are dropped: they would not know the added photos, and are computed anew when that embedder is used again.
    [[nodiscard]] std::expected<PhotosAdded, StoreError> addPhotos(const PersonId &id, const std::vector<Photo> &photos,
                                                                   const std::vector<Template> &templates);
    // Takes one photo away; `rest`, computed from the photos that remain, replaces all templates of the person.
    [[nodiscard]] std::expected<void, StoreError> removePhoto(const PersonId &id, const std::string &sha256, const std::vector<Template> &rest);
    // Of every embedder.
    [[nodiscard]] std::expected<std::vector<Template>, StoreError> templatesOf(const PersonId &id);

    // All templates made by one version of one embedder.
    [[nodiscard]] std::expected<std::vector<Template>, StoreError> templates(const std::string &embedder, int version);
    // Replaces what this embedder version knows of the person, for re-computing with a new model.
    [[nodiscard]] std::expected<void, StoreError> replaceTemplates(const PersonId &id, const std::vector<Template> &templates);

    // Inserts or extends each sighting by its id; again is harmless. One result each: NotFound where the person is gone.
    // An error of the whole means that none of them was stored.
    using Recorded = std::vector<std::expected<void, StoreError>>;
    [[nodiscard]] std::expected<Recorded, StoreError> record(std::span<const Sighting> sightings);
    [[nodiscard]] std::expected<Page<Sighting>, StoreError> sightings(const SightingFilter &filter, const PageRequest &page);  // newest first
    // All sightings whose first moment is in [from, until): what the register of a day is made of.
    [[nodiscard]] std::expected<std::vector<Sighting>, StoreError> sightingsBetween(UtcMs from, UtcMs until);

    [[nodiscard]] std::expected<void, StoreError> seeCamera(const Camera &camera);
    [[nodiscard]] std::expected<std::vector<Camera>, StoreError> cameras();

    [[nodiscard]] Database &database() { return *m_database; }

private:
    std::unique_ptr<Database> m_database;
};

} // namespace rollcall::store
