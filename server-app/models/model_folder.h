#pragma once

#include "recognition/model_manifest.h"

#include <QString>
#include <QUrl>

#include <expected>
#include <functional>

namespace rollcall::models {

struct DownloadRules;

enum class Trust { PublishedHashes, WhatTheUserAccepts };

// The models folder: what is in it, and how files get into it. A file has its final name only when it was checked; whoever
// reads the folder meanwhile sees the old file or the new one. Blocking; one thread. The manifest outlives it.
class ModelFolder {
public:
    enum class State { Missing, Good, Wrong, Unaccepted };
    struct Check {
        State state = State::Missing;
        QString text; // "good", or a sentence that says what is wrong
    };
    // Makes the folder where it does not exist.
    [[nodiscard]] static std::expected<ModelFolder, QString> open(const QString &path, const recognition::ModelManifest &manifest);

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString pathOf(const recognition::ModelEntry &entry) const;
    // Reads the whole file.
    [[nodiscard]] Check check(const recognition::ModelEntry &entry) const;

    // Each answers with a sentence that says what was done, or what went wrong.
    using Result = std::expected<QString, QString>;
    using Progress = std::function<void(qint64, qint64)>;
    [[nodiscard]] Result fetch(const recognition::ModelEntry &entry, const DownloadRules &rules, Trust trust, const Progress &progress = {});
    // A file that is somewhere on this machine, packed or not, under its own name or another one.
    [[nodiscard]] Result import(const QString &file, Trust trust);
    // Whether import would know what to do with it.
    [[nodiscard]] bool knows(const QString &file) const;

private:
    ModelFolder(const QString &path, const recognition::ModelManifest &manifest)
        : m_path(path)
        , m_manifest(&manifest)
    {
    }
    // Checks `source`, which may be packed, and gives the file its name. `source` may be in the folder or elsewhere, and stays.
    [[nodiscard]] Result install(const recognition::ModelEntry &entry, const QString &source, Trust trust);
    [[nodiscard]] const recognition::ModelEntry *entryFor(const QString &file) const;

    QString m_path;
    const recognition::ModelManifest *m_manifest;
};

} // namespace rollcall::models
