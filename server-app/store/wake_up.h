#pragma once

namespace rollcall::store {

// Ends waits in poll() from another thread. Once set it stays set.
class WakeUp {
public:
    WakeUp();
    WakeUp(const WakeUp &) = delete;
    WakeUp &operator=(const WakeUp &) = delete;
    ~WakeUp();

    void set() const;                              // any thread
    [[nodiscard]] int descriptor() const { return m_readEnd; }  // readable once set
    [[nodiscard]] bool isSet() const;

private:
    int m_readEnd = -1;
    int m_writeEnd = -1;
};

} // namespace rollcall::store
