#include "whep/free_memory.h"

namespace rollcall::whep {

// Others give it back by themselves.
void giveBackFreeMemory() {}

} // namespace rollcall::whep
