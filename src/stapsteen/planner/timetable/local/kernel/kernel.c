/* The kernel of the local search, one unit so that the compiler sees all of it. */
#include "tables.h"
#include "state.c"
#include "deviation.c"
#include "moves.c"
#include "seats.c"
#include "cutting.c"
#include "walk.c"
