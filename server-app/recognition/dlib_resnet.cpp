#include "recognition/dlib_network.h"

#include "recognition/dlib_network_reader.h"
#include "recognition/dlib_resnet_type.h"

namespace rollcall::recognition {

std::unique_ptr<DlibNetwork> readResnet(std::span<const unsigned char> file)
{
    return readDlibNetwork<resnet::Network>(file);
}

} // namespace rollcall::recognition
