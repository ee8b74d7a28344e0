#include "made_up_people.h"

#include <cmath>

namespace rollcall::bench {

namespace {

constexpr float effectiveDirections = 80;
constexpr float alike = 0.65F; // cosine of two photos of one person

void makeUnit(std::vector<float> &values)
{
    float squares = 0;
    for (const float value : values)
        squares += value * value;
    for (float &value : values)
        value /= std::sqrt(squares);
}

} // namespace

MadeUpPeople::MadeUpPeople(unsigned seed)
    : m_random(seed)
{
    for (size_t i = 0; i < dimension; ++i)
        m_spread.push_back(std::exp(-static_cast<float>(i) / effectiveDirections));
}

std::vector<float> MadeUpPeople::somebody()
{
    std::vector<float> values(dimension);
    for (size_t i = 0; i < dimension; ++i)
        values[i] = m_spread[i] * m_normal(m_random);
    makeUnit(values);
    return values;
}

std::vector<float> MadeUpPeople::photoOf(const std::vector<float> &person)
{
    std::vector<float> values = somebody();
    for (size_t i = 0; i < dimension; ++i)
        values[i] = std::sqrt(alike) * person[i] + std::sqrt(1 - alike) * values[i];
    makeUnit(values);
    return values;
}

} // namespace rollcall::bench
