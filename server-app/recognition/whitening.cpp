#include "recognition/whitening.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace rollcall::recognition {

namespace {

// Directions cost time at each comparison, and this many say most; those who come later in the list add no more.
constexpr size_t mostDifferences = 96;
constexpr double ridge = 0.1; // of the mean variance: directions seen by chance are not trusted fully

using Row = std::span<const float>;

std::vector<float> meanOf(const std::vector<Row> &rows)
{
    std::vector<float> mean(rows.front().size());
    for (const Row row : rows) {
        for (size_t i = 0; i < mean.size(); ++i)
            mean[i] += row[i] / static_cast<float>(rows.size());
    }
    return mean;
}

// How photos differ from the mean of their person's.
std::vector<std::vector<float>> differences(const std::vector<std::vector<Row>> &people)
{
    std::vector<std::vector<float>> result;
    for (const auto &rows : people) {
        if (rows.size() < 2 || result.size() + rows.size() > mostDifferences)
            continue;
        const std::vector<float> mean = meanOf(rows);
        for (const Row row : rows) {
            std::vector<float> &difference = result.emplace_back(row.begin(), row.end());
            for (size_t i = 0; i < mean.size(); ++i)
                difference[i] -= mean[i];
        }
    }
    return result;
}

} // namespace

float dot(std::span<const float> a, std::span<const float> b)
{
    constexpr size_t lanes = 16;
    std::array<float, lanes> sums{};
    size_t i = 0;
    for (; i + lanes <= a.size(); i += lanes) {
        for (size_t lane = 0; lane < lanes; ++lane)
            sums[lane] += a[i + lane] * b[i + lane];
    }
    float total = 0;
    for (; i < a.size(); ++i)
        total += a[i] * b[i];
    for (const float sum : sums)
        total += sum;
    return total;
}

bool hasDirection(std::span<const float> values)
{
    const float square = dot(values, values);
    return std::isfinite(square) && square > 0;
}

Whitening::Whitening(const std::vector<std::vector<Row>> &people)
{
    // Every person weighs the same in the mean, however many photos there are.
    std::vector<std::vector<float>> means;
    for (const auto &rows : people)
        means.push_back(meanOf(rows));
    m_centre = meanOf({means.begin(), means.end()});
    m_centreSquare = dot(m_centre, m_centre);
    learnDirections(people);
}

// The principal directions of the differences, by way of their products with each other: there are far fewer differences than
// numbers in an embedding.
void Whitening::learnDirections(const std::vector<std::vector<Row>> &people)
{
    const auto samples = differences(people);
    const auto count = static_cast<int>(samples.size());
    if (count == 0)
        return;
    cv::Mat products(count, count, CV_64F);
    for (int i = 0; i < count; ++i) {
        for (int k = 0; k <= i; ++k) {
            const double value =
                static_cast<double>(dot(samples[static_cast<size_t>(i)], samples[static_cast<size_t>(k)]));
            products.at<double>(i, k) = products.at<double>(k, i) = value / count;
        }
    }
    cv::Mat variances;
    cv::Mat vectors;
    cv::eigen(products, variances, vectors);
    constexpr double least = 1e-6;
    const cv::Mat mask = variances > least;
    const double floor = ridge * cv::mean(variances, mask)[0];
    for (int i = 0; i < count && variances.at<double>(i) > least; ++i) {
        const double variance = variances.at<double>(i);
        std::vector<float> &direction = m_directions.emplace_back(m_centre.size());
        for (int k = 0; k < count; ++k) {
            const auto weight = static_cast<float>(vectors.at<double>(i, k) / std::sqrt(variance * count));
            for (size_t j = 0; j < direction.size(); ++j)
                direction[j] += weight * samples[static_cast<size_t>(k)][j];
        }
        m_reductions.push_back(static_cast<float>(variance / (variance + floor)));
        m_centreAlong.push_back(dot(m_centre, direction));
    }
}

Whitening::Projection Whitening::project(Row embedding) const
{
    Projection projection;
    projection.alongCentre = dot(embedding, m_centre);
    for (size_t i = 0; i < m_directions.size(); ++i)
        projection.along.push_back(dot(embedding, m_directions[i]) - m_centreAlong[i]);
    projection.square = whitened(dot(embedding, embedding), projection, projection);
    return projection;
}

// The product of (a − centre) and (b − centre), less what they have along the directions.
float Whitening::whitened(float product, const Projection &a, const Projection &b) const
{
    float sum = product - a.alongCentre - b.alongCentre + m_centreSquare;
    for (size_t i = 0; i < m_reductions.size(); ++i)
        sum -= m_reductions[i] * a.along[i] * b.along[i];
    return sum;
}

float Whitening::cosine(float product, const Projection &a, const Projection &b) const
{
    const float squares = a.square * b.square;
    return a.square > 0 && squares > 0 ? whitened(product, a, b) / std::sqrt(squares) : 0;
}

} // namespace rollcall::recognition
