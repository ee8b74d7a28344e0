#pragma once

#include <QString>

#include <expected>

namespace rollcall::ops {

enum class LogLevel { Debug, Info, Warning, Error };
[[nodiscard]] std::expected<LogLevel, QString> parseLogLevel(const QString &text);

// Every message of Qt's logging goes to standard error as one line of logfmt: time=… level=… category=… message="…".
// `rules` are Qt's own (QLoggingCategory::setFilterRules), after the level. Once, at the start of main.
void setUpLogging(LogLevel level, const QString &rules = {});

} // namespace rollcall::ops
