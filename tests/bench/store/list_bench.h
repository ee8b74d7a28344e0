#pragma once

#include "bench/store/made_up_sightings.h"

namespace rollcall::bench {

// Prints a row a kind of list: p50 and p95 in milliseconds over `rounds` askings of a register with `total` sightings.
void benchLists(store::Register &records, const MadeUpSightings &data, int total, int rounds, const char *name);

} // namespace rollcall::bench
