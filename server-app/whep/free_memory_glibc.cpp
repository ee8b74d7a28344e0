#include "whep/free_memory.h"

#include <malloc.h>

namespace rollcall::whep {

void giveBackFreeMemory()
{
    malloc_trim(0);
}

} // namespace rollcall::whep
