#pragma once

// The layers of dlib_face_recognition_resnet_model_v1.dat, as dlib's example dnn_face_recognition_ex publishes them. Costly to
// compile: only for the file that reads it, and its test.
#include <dlib/dnn.h>

namespace rollcall::recognition::resnet {

template <template <int, template <typename> class, int, typename> class Block, int filters,
    template <typename> class Norm, typename Subnet>
using Residual = dlib::add_prev1<Block<filters, Norm, 1, dlib::tag1<Subnet>>>;

template <template <int, template <typename> class, int, typename> class Block, int filters,
    template <typename> class Norm, typename Subnet>
using ResidualDown =
    dlib::add_prev2<dlib::avg_pool<2, 2, 2, 2, dlib::skip1<dlib::tag2<Block<filters, Norm, 2, dlib::tag1<Subnet>>>>>>;

template <int filters, template <typename> class Norm, int stride, typename Subnet>
using Block = Norm<dlib::con<filters, 3, 3, 1, 1, dlib::relu<Norm<dlib::con<filters, 3, 3, stride, stride, Subnet>>>>>;

template <int filters, typename Subnet> using Same = dlib::relu<Residual<Block, filters, dlib::affine, Subnet>>;
template <int filters, typename Subnet> using Down = dlib::relu<ResidualDown<Block, filters, dlib::affine, Subnet>>;

template <typename Subnet> using Level0 = Down<256, Subnet>;
template <typename Subnet> using Level1 = Same<256, Same<256, Down<256, Subnet>>>;
template <typename Subnet> using Level2 = Same<128, Same<128, Down<128, Subnet>>>;
template <typename Subnet> using Level3 = Same<64, Same<64, Same<64, Down<64, Subnet>>>>;
template <typename Subnet> using Level4 = Same<32, Same<32, Same<32, Subnet>>>;

using Network = dlib::loss_metric<dlib::fc_no_bias<128,
    dlib::avg_pool_everything<Level0<Level1<Level2<Level3<Level4<dlib::max_pool<3, 3, 2, 2,
        dlib::relu<dlib::affine<dlib::con<32, 7, 7, 2, 2, dlib::input_rgb_image_sized<150>>>>>>>>>>>>>;

} // namespace rollcall::recognition::resnet
