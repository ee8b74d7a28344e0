#pragma once

#include "recognition/decision.h"
#include "recognition/embedding.h"
#include "recognition/error.h"
#include "recognition/gallery.h"
#include "recognition/workspace.h"

#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace rollcall::recognition {

// Call once at program start, before any thread: one thread per caller in OpenCV and in OpenBLAS (behind dlib), no OpenCL.
void configureLibraries();

struct EngineSettings {
    std::filesystem::path models; // folder with model files; empty: none
    std::filesystem::path contourModel =
        "/usr/share/dlib/shape_predictor_68_face_landmarks.dat"; // Debian's libdlib-data
    std::string engine = {}; // one of engineChoices by name; empty: the best whose files are there
    std::string landmarks = {}; // own, points-68, points-5, retail-0009, average; empty: the best for the engine
};

// What a match of this engine is worth.
enum class Trust {
    Suggests, // an operator should confirm the first match of a day
    Registers, // good enough for an entry
};

// An engine, and whether its files are there.
struct EngineChoice {
    std::string name; // "yunet+reid-0095": a detector and an embedder
    Trust trust = Trust::Suggests;
    bool isAvailable = false;
    bool isAutomatic = false; // may be picked when nobody names an engine
    std::string text; // a sentence: what it needs, and what is missing
};
// All of them, the best first. Files are looked for, not read; a models.json of the folder's own may be at fault.
[[nodiscard]] std::expected<std::vector<EngineChoice>, Error> engineChoices(const EngineSettings &settings);

// A model that is there, or built in.
struct InstalledModel {
    std::string name; // "reid-0095", "dlib HOG"
    std::string purpose; // "compares faces"
    std::filesystem::path file; // empty: built in
    std::string licence;
    std::string note; // empty: none
};
// The models whose files are there, used or not.
[[nodiscard]] std::expected<std::vector<InstalledModel>, Error> installedModels(const EngineSettings &settings);

// The chosen way of recognising: which detector, which landmarks, which embedder, and their thresholds. Immutable, so every
// thread may share it; a worker asks it for a Workspace of its own. Must outlive nothing: a Workspace keeps what it needs.
class Engine {
public:
    // Picks the named combination, or the best whose files are there. A file that is there and cannot be used is an error that
    // names it.
    [[nodiscard]] static std::expected<std::shared_ptr<const Engine>, Error> load(const EngineSettings &settings);
    ~Engine();

    [[nodiscard]] const std::string &name() const; // "yunet+reid-0095", "hog+patches"
    [[nodiscard]] const std::string &description() const; // sentences: what was picked, why, and what would be better
    [[nodiscard]] const std::vector<InstalledModel> &models() const; // that it uses
    [[nodiscard]] const EmbedderId &embedder() const;
    [[nodiscard]] const MatchRule &matchRule() const;
    [[nodiscard]] Trust trust() const;
    // In pixels: the face width worth searching for on video of this height, and what a photo needs.
    [[nodiscard]] float minimumFace(int frameHeight) const;
    [[nodiscard]] float minimumEnrolmentFace() const;

    // Empty, with this engine's embedder; add templates with Gallery::with.
    [[nodiscard]] Gallery emptyGallery() const;
    // Loads the networks again: some milliseconds and megabytes for each worker.
    [[nodiscard]] std::expected<std::unique_ptr<Workspace>, Error> makeWorkspace() const;

private:
    struct Parts;
    explicit Engine(Parts parts);
    std::unique_ptr<const Parts> m_parts;
};

} // namespace rollcall::recognition
