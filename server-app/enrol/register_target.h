#pragma once

#include "enrol/import_target.h"
#include "store/register.h"

#include <functional>
#include <memory>

namespace rollcall::enrol {

// Enrols into a register that no server works on.
class RegisterTarget final : public ImportTarget {
public:
    // Reads what is enrolled and makes one workspace a worker: blocking. Errors are sentences.
    [[nodiscard]] static std::expected<std::unique_ptr<RegisterTarget>, std::string>
    create(std::shared_ptr<const recognition::Engine> engine, std::unique_ptr<store::Register> records, const ImportOptions &options, int workers,
           std::function<attendance::UtcMs()> now);

    [[nodiscard]] int workers() const override { return static_cast<int>(m_workspaces.size()) - 1; }
    void prepare(Photo &photo, int worker) override;
    [[nodiscard]] std::expected<std::optional<EnrolledPerson>, std::string> find(const attendance::PersonId &person) override;
    [[nodiscard]] std::expected<PersonResult, std::string> enrol(const ListedPerson &person, std::vector<Photo> &photos,
                                                                 const std::optional<EnrolledPerson> &known) override;

private:
    using Embeddings = std::vector<recognition::Embedding>;
    RegisterTarget(std::shared_ptr<const recognition::Engine> engine, std::unique_ptr<store::Register> records, const ImportOptions &options,
                   std::function<attendance::UtcMs()> now);
    [[nodiscard]] std::expected<void, std::string> readGallery();
    [[nodiscard]] std::expected<Embeddings, std::string> embeddingsOf(const attendance::PersonId &person);
    [[nodiscard]] std::optional<ImportProblem> takenExternalId(const ListedPerson &person) const;
    [[nodiscard]] std::optional<ImportProblem> duplicateOf(const ListedPerson &person, const Embeddings &faces) const;
    [[nodiscard]] std::expected<void, std::string> write(const ListedPerson &person, bool isKnown, std::vector<store::Photo> photos, const Embeddings &faces);
    void remember(const attendance::PersonId &person, const Embeddings &faces);

    const std::shared_ptr<const recognition::Engine> m_engine;
    const recognition::Enroller m_enroller;
    const std::unique_ptr<store::Register> m_register;
    const ImportOptions m_options;
    const std::function<attendance::UtcMs()> m_now;
    std::vector<std::unique_ptr<recognition::Workspace>> m_workspaces;  // one a worker, and one for who enrols
    recognition::Gallery m_gallery;
    std::vector<recognition::Template> m_recent;  // enrolled since the gallery was made
};

} // namespace rollcall::enrol
