#include "ops/descriptor_limit.h"

namespace rollcall::ops {

std::optional<uint64_t> raiseDescriptorLimit()
{
    return std::nullopt;
}

} // namespace rollcall::ops
