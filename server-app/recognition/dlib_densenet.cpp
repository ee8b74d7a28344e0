#include "recognition/dlib_network.h"

#include "recognition/dlib_network_reader.h"

namespace rollcall::recognition {

namespace {

// The layers of face_recognition_densenet_model_v1.dat: a DenseNet (Huang 2017) with bottlenecks that grows by 16 channels a
// layer, in blocks of 3, 6, 12 and 8 layers, and one fully connected layer. Batch normalisation is fixed: `affine`.
constexpr long growth = 16;

template <long filters, long size, int stride, typename Subnet>
using Convolution = dlib::add_layer<dlib::con_<filters, size, size, stride, stride, size / 2, size / 2>, Subnet>;

template <typename Subnet> using Normalised = dlib::relu<dlib::affine<Subnet>>;

template <typename Subnet>
using Stem = dlib::add_layer<dlib::max_pool_<3, 3, 2, 2, 1, 1>, Normalised<Convolution<2 * growth, 7, 2, Subnet>>>;

template <typename Subnet>
using Dense = dlib::concat2<dlib::tag1, dlib::tag2,
    dlib::tag2<Convolution<growth, 3, 1, Normalised<Convolution<4 * growth, 1, 1, Normalised<dlib::tag1<Subnet>>>>>>>;

// Halves the picture and the channels.
template <long channels, typename Subnet>
using Transition = dlib::avg_pool<2, 2, 2, 2, dlib::con<channels / 2, 1, 1, 1, 1, Normalised<Subnet>>>;

constexpr long afterFirst = 2 * growth + 3 * growth;
constexpr long afterSecond = afterFirst / 2 + 6 * growth;
constexpr long afterThird = afterSecond / 2 + 12 * growth;

template <typename Subnet> using First = Transition<afterFirst, dlib::repeat<3, Dense, Stem<Subnet>>>;
template <typename Subnet> using Second = Transition<afterSecond, dlib::repeat<6, Dense, Subnet>>;
template <typename Subnet> using Third = Transition<afterThird, dlib::repeat<12, Dense, Subnet>>;
template <typename Subnet> using Fourth = Normalised<dlib::repeat<8, Dense, Subnet>>;

using Network = dlib::loss_metric<
    dlib::fc_no_bias<128, dlib::avg_pool_everything<Fourth<Third<Second<First<dlib::input_rgb_image>>>>>>>;

} // namespace

std::unique_ptr<DlibNetwork> readDensenet(std::span<const unsigned char> file)
{
    return readDlibNetwork<Network>(file);
}

} // namespace rollcall::recognition
