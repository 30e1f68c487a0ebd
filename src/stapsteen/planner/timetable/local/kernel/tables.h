/* An instance and a plan as numbers. The Python side (tables.py) fills the rows of Tables; the
   columns below stand in the same order there. Lists of varying length stand one after another in
   `lists`, each found by its start (…_at) and its size (…_n).

   An event of duration d has d slots for its meets; a slot of length 0 is not in use. */
#ifndef STAPSTEEN_TABLES_H
#define STAPSTEEN_TABLES_H

#include <stdint.h>

typedef int32_t i32;
typedef int64_t i64;
typedef uint64_t u64;

enum kind {
    ASSIGN_TIME, ASSIGN_RESOURCE, PREFER_TIMES, PREFER_RESOURCES, SPLIT, DISTRIBUTE, ONE_RESOURCE,
    SPREAD, LINK, ORDER, CLASHES, UNAVAILABLE, IDLE, CLUSTER, BUSY, WORKLOAD
};
enum cost_function { LINEAR, QUADRATIC, STEP };
enum change { OF_TIME = 1, OF_SEAT = 2, OF_LENGTH = 4 }; /* bits: what a point is sensitive to */

typedef struct {
    i32 first, duration, fixed_at, fixed_n, open_at, open_n, seats_at, given_time;
    i32 linked_at, linked_n, points_at, points_n, can_be_recut;
} Event;

typedef struct { i32 points_at, points_n, events_at, events_n; } Resource;
typedef struct { i32 at, n; } Span; /* the candidates of a need; the starts of an event and length */
typedef struct {
    i32 kind, required, weight, function, minimum, maximum, duration, shortest, longest, bounds_at, bounds_n;
} Rule;
typedef struct { i32 at_least, at_most; } Bound;

/* subject: a resource, or an event. a, b, c: the place of a need; or a list (at, size) of member
   events, of pairs (event, place) for ONE_RESOURCE; or the second event and both separations. */
typedef struct { i32 rule, subject, a, b, c, sensitive; } Point;

typedef struct {
    i32 events_n, resources_n, rules_n, points_n, slots_n, seats_n, times_n, words, movable_n, seated_n, groups_n;
    const Event *events;
    const Resource *resources;
    const Span *candidates;   /* by need */
    const Span *starts;       /* by event.first + length - 1 */
    const Rule *rules;
    const Bound *bounds;
    const Point *points;
    const i32 *lists, *slot_events, *movable, *seated, *groups; /* slots that may move, slots with open
                                          needs, and the points of ONE_RESOURCE */
    const u64 *rule_masks, *bound_masks;               /* sets of times, `words` words each */
    const uint8_t *preferred;                          /* rules by resources */
    const double *fixed_loads, *need_loads;            /* workload per time, beside lists and candidates */
} Tables;

/* What is undone when a change is taken back. */
typedef struct { i32 slot, what, old; } Change;
typedef struct { i32 point; i64 cost; } OldCost;

typedef struct {
    i64 hard, soft;
    u64 chance;                         /* of the random numbers */
    i64 stamp;
    i32 changes_n, old_costs_n, touched_resources_n, touched_events_n, overflow;
    i32 broken_n[2];                    /* how many soft points cost something, and how many hard ones */
    i32 *length, *start, *seats;        /* by slot, slot, seat */
    i32 *count, *who;                   /* resources by times: how many meets; their slots + 1, xor */
    u64 *busy;                          /* resources by words */
    i32 *clashes;                       /* by resource */
    double *loads;
    i64 *costs;                         /* by point */
    i32 *broken[2], *broken_at;         /* those points, and where each stands */
    Change *changes;
    OldCost *old_costs;
    i32 *touched_resources, *touched_events, *queue, *scratch; /* scratch: room for a number per slot or resource */
    i64 *resource_stamps, *event_stamps, *point_stamps;
    uint8_t *resource_whats, *event_whats;
} State;

#endif
