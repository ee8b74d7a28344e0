#include "pairing/spake2.h"

#include "pairing/sealing.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QtEndian>

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

namespace rollcall::pairing {

namespace {

template <auto release>
struct Release {
    template <typename T>
    void operator()(T *object) const
    {
        release(object);
    }
};
using Number = std::unique_ptr<BIGNUM, Release<BN_clear_free>>;
using Point = std::unique_ptr<EC_POINT, Release<EC_POINT_clear_free>>;
using Group = std::unique_ptr<EC_GROUP, Release<EC_GROUP_free>>;
using Context = std::unique_ptr<BN_CTX, Release<BN_CTX_free>>;

// RFC 9382 §4: nobody knows their discrete logarithms.
constexpr auto mHex = "02886e2f97ace46e55ba9dd7242579f2993b64e16ef3dcab95afd497333d8fa12f";
constexpr auto nHex = "03d8bbd6c639c62937b04d997f38c3770719c629d7014d49a24b4f98baa1292b49";

constexpr qsizetype scalarBytes = 32;

// OpenSSL fails here only where memory does.
void require(int done)
{
    if (done != 1)
        qFatal("OpenSSL could not compute with points of P-256.");
}

Number numberOf(const QByteArray &bytes)
{
    return Number(BN_bin2bn(reinterpret_cast<const unsigned char *>(bytes.constData()), int(bytes.size()), nullptr));
}

QByteArray field(const QByteArray &bytes)
{
    const quint64 size = qToLittleEndian(quint64(bytes.size()));
    return QByteArray(reinterpret_cast<const char *>(&size), sizeof size) + bytes;
}

} // namespace

struct Spake2::Curve {
    Group group{EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)};
    Context context{BN_CTX_secure_new()};
    Number w;
    Number secret;

    [[nodiscard]] Point point() const { return Point(EC_POINT_new(group.get())); }
    [[nodiscard]] Point constant(const char *hex) const { return Point(EC_POINT_hex2point(group.get(), hex, nullptr, context.get())); }
    [[nodiscard]] Point times(const Point &other, const Number &factor) const
    {
        Point product = point();
        require(EC_POINT_mul(group.get(), product.get(), nullptr, other.get(), factor.get(), context.get()));
        return product;
    }
    [[nodiscard]] QByteArray bytesOf(const Point &one) const
    {
        QByteArray bytes(shareBytes, '\0');
        const std::size_t size = EC_POINT_point2oct(group.get(), one.get(), POINT_CONVERSION_UNCOMPRESSED,
                                                    reinterpret_cast<unsigned char *>(bytes.data()), std::size_t(bytes.size()), context.get());
        bytes.truncate(qsizetype(size));
        return bytes;
    }
    // Null where it is none, or not on the curve.
    [[nodiscard]] Point pointOf(const QByteArray &bytes) const
    {
        Point read = point();
        const bool isOne = bytes.size() == shareBytes
            && EC_POINT_oct2point(group.get(), read.get(), reinterpret_cast<const unsigned char *>(bytes.constData()), std::size_t(bytes.size()), context.get()) == 1
            && EC_POINT_is_at_infinity(group.get(), read.get()) == 0;
        return isOne ? std::move(read) : nullptr;
    }
};

Spake2::Spake2(Role role, const QByteArray &password, const Names &names)
    : m_role(role)
    , m_names(names)
    , m_curve(std::make_unique<Curve>())
{
    // 512 bits, reduced: no residue is likelier than another in a way that matters.
    const QByteArray stretched = QCryptographicHash::hash(password, QCryptographicHash::Sha512);
    const BIGNUM *order = EC_GROUP_get0_order(m_curve->group.get());
    m_curve->w = Number(BN_secure_new());
    require(BN_mod(m_curve->w.get(), numberOf(stretched).get(), order, m_curve->context.get()));
    m_curve->secret = Number(BN_secure_new());
    do {
        require(BN_priv_rand_range(m_curve->secret.get(), order));
    } while (BN_is_zero(m_curve->secret.get()));
    makeShare();
}

Spake2::Spake2(Role role, const QByteArray &w, const QByteArray &secret, const Names &names)
    : m_role(role)
    , m_names(names)
    , m_curve(std::make_unique<Curve>())
{
    m_curve->w = numberOf(w);
    m_curve->secret = numberOf(secret);
    makeShare();
}

Spake2::~Spake2() = default;

// A: w·M + x·P, B: w·N + y·P.
void Spake2::makeShare()
{
    const Point masked = m_curve->times(m_curve->constant(m_role == Role::A ? mHex : nHex), m_curve->w);
    Point own = m_curve->point();
    require(EC_POINT_mul(m_curve->group.get(), own.get(), m_curve->secret.get(), nullptr, nullptr, m_curve->context.get()));
    require(EC_POINT_add(m_curve->group.get(), own.get(), own.get(), masked.get(), m_curve->context.get()));
    m_share = m_curve->bytesOf(own);
}

std::optional<Spake2::Keys> Spake2::finish(const QByteArray &otherShare, const QByteArray &associated) const
{
    const Point other = m_curve->pointOf(otherShare);
    if (!other)
        return std::nullopt;
    const Point masked = m_curve->times(m_curve->constant(m_role == Role::A ? nHex : mHex), m_curve->w);
    require(EC_POINT_invert(m_curve->group.get(), masked.get(), m_curve->context.get()));
    require(EC_POINT_add(m_curve->group.get(), masked.get(), other.get(), masked.get(), m_curve->context.get()));
    const Point key = m_curve->times(masked, m_curve->secret);
    if (EC_POINT_is_at_infinity(m_curve->group.get(), key.get()) == 1)
        return std::nullopt;

    QByteArray w(scalarBytes, '\0');
    BN_bn2binpad(m_curve->w.get(), reinterpret_cast<unsigned char *>(w.data()), int(w.size()));
    const bool isA = m_role == Role::A;
    const QByteArray transcript = field(m_names.a) + field(m_names.b) + field(isA ? m_share : otherShare) + field(isA ? otherShare : m_share)
        + field(m_curve->bytesOf(key)) + field(w);
    const QByteArray hash = QCryptographicHash::hash(transcript, QCryptographicHash::Sha256);
    const QByteArray confirmations = hkdf(hash.last(16), "ConfirmationKeys" + associated);
    const auto mac = [&](const QByteArray &macKey) { return QMessageAuthenticationCode::hash(transcript, macKey, QCryptographicHash::Sha256); };
    const QByteArray ofA = mac(confirmations.first(16));
    const QByteArray ofB = mac(confirmations.last(16));
    return Keys{.ours = isA ? ofA : ofB, .theirs = isA ? ofB : ofA, .shared = hash.first(16)};
}

bool sameBytes(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.constData(), b.constData(), std::size_t(a.size())) == 0;
}

} // namespace rollcall::pairing
