#include "live/label_writer.h"

#include "protocol/text_rules.h"

#include <pango/pangoft2.h>

#include <QLoggingCategory>

#include <algorithm>

Q_LOGGING_CATEGORY(lcLabels, "rollcall.live.labels", QtInfoMsg)

namespace rollcall::live {

namespace {

constexpr int margin = 2;           // letters may reach over their line
constexpr int longestBytes = 256;   // of a name on a picture

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

Owned<PangoFontMap> fontsOfTheSystem()
{
    Owned<PangoFontMap> fonts(pango_ft2_font_map_new());
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(fonts.get()), 72, 72);  // a point is a pixel
    PangoFontFamily **families = nullptr;
    int count = 0;
    pango_font_map_list_families(fonts.get(), &families, &count);
    g_free(families);
    return count > 0 ? std::move(fonts) : nullptr;
}

} // namespace

struct LabelWriter::Pango {
    explicit Pango(Owned<PangoFontMap> systemFonts)
        : fonts(std::move(systemFonts))
        , context(pango_font_map_create_context(fonts.get()))
        , layout(pango_layout_new(context.get()))
    {
        pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    }
    void set(const QString &text, int size, int widest)
    {
        const std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> font(pango_font_description_new(), &pango_font_description_free);
        pango_font_description_set_family_static(font.get(), "sans-serif");
        pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
        pango_font_description_set_absolute_size(font.get(), double(size) * PANGO_SCALE);
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_width(layout.get(), widest * PANGO_SCALE);
        const QByteArray utf8 = protocol::fitted(text, {protocol::Text::Kind::Sentence, longestBytes}).toUtf8();
        pango_layout_set_text(layout.get(), utf8.constData(), int(utf8.size()));
    }
    const Owned<PangoFontMap> fonts;
    const Owned<PangoContext> context;
    const Owned<PangoLayout> layout;
};

LabelWriter::LabelWriter()
    : m_pango([] {
        auto fonts = fontsOfTheSystem();
        return fonts ? std::make_unique<Pango>(std::move(fonts)) : nullptr;
    }())
{
    if (!m_pango)
        qCWarning(lcLabels) << "This system has no font, so that boxes on pictures have no names. Install one: fonts-dejavu-core, and fonts-noto-cjk for Chinese, Japanese and Korean.";
}

LabelWriter::~LabelWriter() = default;

const Label &LabelWriter::write(const QString &text, int size, int widest)
{
    const Key key{text, size, widest};
    if (const auto known = m_byKey.constFind(key); known != m_byKey.cend()) {
        m_labels.splice(m_labels.begin(), m_labels, *known);
        return m_labels.front().second;
    }
    if (m_labels.size() >= remembered) {
        m_byKey.remove(m_labels.back().first);
        m_labels.pop_back();
    }
    m_labels.emplace_front(key, m_pango ? draw(key) : Label());
    m_byKey.insert(key, m_labels.begin());
    return m_labels.front().second;
}

Label LabelWriter::draw(const Key &key)
{
    m_pango->set(key.text, key.size, key.widest);
    PangoRectangle logical{};
    pango_layout_get_pixel_extents(m_pango->layout.get(), nullptr, &logical);
    Label label{.width = std::max(1, logical.width) + 2 * margin, .height = std::max(1, logical.height) + 2 * margin, .ink = {}};
    label.ink.resize(size_t(label.width) * size_t(label.height));
    FT_Bitmap bitmap{};
    bitmap.rows = static_cast<unsigned>(label.height);
    bitmap.width = static_cast<unsigned>(label.width);
    bitmap.pitch = label.width;
    bitmap.buffer = label.ink.data();
    bitmap.num_grays = 256;
    bitmap.pixel_mode = FT_PIXEL_MODE_GRAY;
    pango_ft2_render_layout(&bitmap, m_pango->layout.get(), margin - logical.x, margin - logical.y);
    return label;
}

int LabelWriter::missingLetters(const QString &text)
{
    if (!m_pango)
        return int(text.size());
    m_pango->set(text, 16, 10'000);
    return pango_layout_get_unknown_glyphs_count(m_pango->layout.get());
}

} // namespace rollcall::live
