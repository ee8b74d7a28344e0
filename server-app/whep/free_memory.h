#pragma once

namespace rollcall::whep {

// Gives memory back to the system that the C library keeps for later. Takes milliseconds. Any thread.
void giveBackFreeMemory();

} // namespace rollcall::whep
