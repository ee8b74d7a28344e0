#pragma once

#include <QHash>
#include <QString>

#include <list>
#include <memory>
#include <vector>

namespace rollcall::live {

// A line of text as coverage: 0 is paper, 255 is ink.
struct Label {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> ink;
};

// Writes lines of any script with the fonts of the system: shaped, in both directions, each letter in a font that has it (Pango). Remembers
// the last ones. One thread.
class LabelWriter {
public:
    static constexpr std::size_t remembered = 64;

    LabelWriter();
    ~LabelWriter();
    LabelWriter(const LabelWriter &) = delete;
    LabelWriter &operator=(const LabelWriter &) = delete;

    // `size`: of the letters, in pixels; what is wider than `widest` ends with an ellipsis. Empty where the system has no font. Good until
    // the next call.
    [[nodiscard]] const Label &write(const QString &text, int size, int widest);
    // Letters of the text that no font of the system has.
    [[nodiscard]] int missingLetters(const QString &text);

private:
    struct Key {
        QString text;
        int size = 0;
        int widest = 0;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0) { return qHashMulti(seed, key.text, key.size, key.widest); }
    };
    [[nodiscard]] Label draw(const Key &key);

    struct Pango;
    const std::unique_ptr<Pango> m_pango;  // null without fonts
    std::list<std::pair<Key, Label>> m_labels;  // the last used first
    QHash<Key, std::list<std::pair<Key, Label>>::iterator> m_byKey;
};

} // namespace rollcall::live
