#include "store/wake_up.h"

#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace rollcall::store {

WakeUp::WakeUp()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        throw std::system_error(errno, std::generic_category(), "no descriptors left");
    m_readEnd = ends[0];
    m_writeEnd = ends[1];
}

WakeUp::~WakeUp()
{
    ::close(m_readEnd);
    ::close(m_writeEnd);
}

void WakeUp::set() const
{
    [[maybe_unused]] const auto written = ::write(m_writeEnd, "x", 1);  // a full pipe is set too
}

bool WakeUp::isSet() const
{
    pollfd waited{.fd = m_readEnd, .events = POLLIN, .revents = 0};
    return ::poll(&waited, 1, 0) == 1;
}

} // namespace rollcall::store
