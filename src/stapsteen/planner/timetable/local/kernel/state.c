/* Where every meet is, what that costs at every point, and how to take a change back. */
#include <stdlib.h>
#include <string.h>

enum { TO_START = -1, TO_LENGTH = -2, MOST_CHANGES = 4096, LONGEST_QUEUE = 256 };

static void *room(size_t count, size_t size) { return calloc(count ? count : 1, size); }

State *new_state(const Tables *t, u64 seed) {
    State *s = room(1, sizeof(State));
    size_t cells = (size_t)t->resources_n * t->times_n;
    s->length = room(t->slots_n, sizeof(i32));
    s->start = room(t->slots_n, sizeof(i32));
    s->seats = room(t->seats_n, sizeof(i32));
    s->count = room(cells, sizeof(i32));
    s->who = room(cells, sizeof(i32));
    s->busy = room((size_t)t->resources_n * t->words, sizeof(u64));
    s->clashes = room(t->resources_n, sizeof(i32));
    s->loads = room(t->resources_n, sizeof(double));
    s->costs = room(t->points_n, sizeof(i64));
    s->broken[0] = room(t->points_n, sizeof(i32));
    s->broken[1] = room(t->points_n, sizeof(i32));
    s->broken_at = room(t->points_n, sizeof(i32));
    s->changes = room(MOST_CHANGES, sizeof(Change));
    s->old_costs = room(t->points_n, sizeof(OldCost));
    s->touched_resources = room(t->resources_n, sizeof(i32));
    s->touched_events = room(t->events_n, sizeof(i32));
    s->queue = room(LONGEST_QUEUE, sizeof(i32));
    s->scratch = room((size_t)t->slots_n + t->resources_n, sizeof(i32));
    s->resource_stamps = room(t->resources_n, sizeof(i64));
    s->event_stamps = room(t->events_n, sizeof(i64));
    s->point_stamps = room(t->points_n, sizeof(i64));
    s->resource_whats = room(t->resources_n, 1);
    s->event_whats = room(t->events_n, 1);
    memset(s->start, -1, t->slots_n * sizeof(i32));
    memset(s->seats, -1, t->seats_n * sizeof(i32));
    s->chance = seed * 0x9E3779B97F4A7C15ULL + 0x1234567ULL;
    s->stamp = 1;
    return s;
}

void free_state(State *s) {
    void *rooms[] = {s->length, s->start, s->seats, s->count, s->who, s->busy, s->clashes, s->loads,
        s->costs, s->broken[0], s->broken[1], s->broken_at, s->changes, s->old_costs, s->touched_resources,
        s->touched_events, s->queue, s->scratch, s->resource_stamps, s->event_stamps, s->point_stamps,
        s->resource_whats, s->event_whats, s};
    for (size_t n = 0; n < sizeof(rooms) / sizeof(rooms[0]); n++) free(rooms[n]);
}

/* A random number from 0 up to, not including, size (xorshift64*, Vigna 2016). */
static inline u64 draw(State *s) {
    s->chance ^= s->chance >> 12;
    s->chance ^= s->chance << 25;
    s->chance ^= s->chance >> 27;
    return s->chance * 0x2545F4914F6CDD1DULL;
}
static inline i32 below(State *s, i32 size) { return (i32)(((draw(s) >> 32) * (u64)size) >> 32); }
static inline double fraction(State *s) { return (double)(draw(s) >> 11) * (1.0 / 9007199254740992.0); }

static inline i32 event_of(const Tables *t, i32 slot) { return t->slot_events[slot]; }
static inline i32 seat_of(const Tables *t, i32 slot, i32 place) {
    const Event *event = &t->events[event_of(t, slot)];
    return event->seats_at + (slot - event->first) * event->open_n + place;
}
static inline int is_in(const u64 *mask, i32 time) { return (int)(mask[time >> 6] >> (time & 63) & 1); }

static inline void touch_resource(State *s, i32 resource, i32 what) {
    if (s->resource_stamps[resource] != s->stamp) {
        s->resource_stamps[resource] = s->stamp;
        s->resource_whats[resource] = 0;
        s->touched_resources[s->touched_resources_n++] = resource;
    }
    s->resource_whats[resource] |= (uint8_t)what;
}

/* Count a meet in (sign 1) or out (-1) for one resource that takes part in it. */
static void engage(const Tables *t, State *s, i32 resource, i32 slot, i32 sign, double load, i32 what) {
    i32 start = s->start[slot], end = start + s->length[slot];
    s->loads[resource] += sign * load * s->length[slot];
    if (start >= 0) {
        i32 *count = s->count + (size_t)resource * t->times_n, *who = s->who + (size_t)resource * t->times_n;
        u64 *busy = s->busy + (size_t)resource * t->words;
        for (i32 time = start; time < end; time++) {
            i32 before = count[time];
            count[time] = before + sign;
            who[time] ^= slot + 1;
            if (sign > 0) {
                busy[time >> 6] |= 1ULL << (time & 63);
                s->clashes[resource] += before > 0;
            } else {
                if (before == 1) busy[time >> 6] &= ~(1ULL << (time & 63));
                s->clashes[resource] -= before > 1;
            }
        }
    }
    touch_resource(s, resource, what);
}

static void occupy(const Tables *t, State *s, i32 slot, i32 sign, i32 what) {
    const Event *event = &t->events[event_of(t, slot)];
    for (i32 at = event->fixed_at; at < event->fixed_at + event->fixed_n; at++)
        engage(t, s, t->lists[at], slot, sign, t->fixed_loads[at], what);
    i32 seat = seat_of(t, slot, 0);
    for (i32 place = 0; place < event->open_n; place++)
        if (s->seats[seat + place] >= 0)
            engage(t, s, s->seats[seat + place], slot, sign, t->need_loads[event->open_at + place], what);
}

static void put(const Tables *t, State *s, i32 slot, i32 what, i32 value) {
    if (what >= 0) { /* a seat: only who had it and who gets it are concerned */
        i32 *seat = &s->seats[seat_of(t, slot, what)];
        double load = t->need_loads[t->events[event_of(t, slot)].open_at + what];
        if (*seat >= 0) engage(t, s, *seat, slot, -1, load, OF_SEAT);
        *seat = value;
        if (value >= 0) engage(t, s, value, slot, 1, load, OF_SEAT);
        return;
    }
    i32 bit = what == TO_START ? OF_TIME : OF_LENGTH;
    occupy(t, s, slot, -1, bit);
    if (what == TO_START) s->start[slot] = value;
    else s->length[slot] = value;
    occupy(t, s, slot, 1, bit);
}

static void begin(State *s) {
    s->stamp++;
    s->changes_n = s->old_costs_n = s->touched_resources_n = s->touched_events_n = s->overflow = 0;
}

/* Change a meet and remember how it was. what: TO_START, TO_LENGTH or the place of an open need. */
static void set(const Tables *t, State *s, i32 slot, i32 what, i32 value) {
    if (s->changes_n == MOST_CHANGES) {
        s->overflow = 1;
        return;
    }
    i32 old = what == TO_START ? s->start[slot]
        : what == TO_LENGTH ? s->length[slot] : s->seats[seat_of(t, slot, what)];
    if (old == value) return;
    s->changes[s->changes_n++] = (Change){slot, what, old};
    i32 event = event_of(t, slot);
    if (s->event_stamps[event] != s->stamp) {
        s->event_stamps[event] = s->stamp;
        s->event_whats[event] = 0;
        s->touched_events[s->touched_events_n++] = event;
    }
    s->event_whats[event] |= (uint8_t)(what == TO_START ? OF_TIME : what == TO_LENGTH ? OF_LENGTH : OF_SEAT);
    put(t, s, slot, what, value);
}

static void set_cost(const Tables *t, State *s, i32 point, i64 cost) {
    i64 old = s->costs[point];
    s->costs[point] = cost;
    int hard = t->rules[t->points[point].rule].required != 0;
    if (hard) s->hard += cost - old;
    else s->soft += cost - old;
    i32 *broken = s->broken[hard], *broken_n = &s->broken_n[hard];
    if (old == 0 && cost > 0) {
        s->broken_at[point] = *broken_n;
        broken[(*broken_n)++] = point;
    } else if (old > 0 && cost == 0) {
        i32 last = broken[--*broken_n];
        broken[s->broken_at[point]] = last;
        s->broken_at[last] = s->broken_at[point];
    }
}

static i64 deviation(const Tables *t, State *s, i32 point);

static void weigh(const Tables *t, State *s, i32 point) {
    const Rule *rule = &t->rules[t->points[point].rule];
    i64 amount = deviation(t, s, point);
    if (rule->function == QUADRATIC) amount *= amount;
    else if (rule->function == STEP) amount = amount > 0;
    i64 cost = amount * rule->weight;
    if (cost == s->costs[point]) return;
    s->old_costs[s->old_costs_n++] = (OldCost){point, s->costs[point]};
    set_cost(t, s, point, cost);
}

/* Bring the costs of all points that a change touched up to date; once for each change. */
static void settle(const Tables *t, State *s) {
    for (i32 n = 0; n < s->touched_resources_n; n++) {
        const Resource *one = &t->resources[s->touched_resources[n]];
        i32 what = s->resource_whats[s->touched_resources[n]];
        for (i32 at = one->points_at; at < one->points_at + one->points_n; at++)
            if (t->points[t->lists[at]].sensitive & what) weigh(t, s, t->lists[at]);
    }
    for (i32 n = 0; n < s->touched_events_n; n++) {
        const Event *one = &t->events[s->touched_events[n]];
        i32 what = s->event_whats[s->touched_events[n]];
        for (i32 at = one->points_at; at < one->points_at + one->points_n; at++) {
            i32 point = t->lists[at];
            if ((t->points[point].sensitive & what) && s->point_stamps[point] != s->stamp) {
                s->point_stamps[point] = s->stamp;
                weigh(t, s, point);
            }
        }
    }
}

static void take_back(const Tables *t, State *s) {
    for (i32 n = s->changes_n - 1; n >= 0; n--) put(t, s, s->changes[n].slot, s->changes[n].what, s->changes[n].old);
    for (i32 n = s->old_costs_n - 1; n >= 0; n--) set_cost(t, s, s->old_costs[n].point, s->old_costs[n].cost);
}

/* Put meets, starts and seats as given, and compute the cost of every point. */
void load_plan(const Tables *t, State *s, const i32 *length, const i32 *start, const i32 *seats) {
    for (i32 slot = 0; slot < t->slots_n; slot++) {
        begin(s);
        const Event *event = &t->events[event_of(t, slot)];
        set(t, s, slot, TO_LENGTH, length[slot]);
        set(t, s, slot, TO_START, start[slot]);
        for (i32 place = 0; place < event->open_n; place++)
            set(t, s, slot, place, seats[seat_of(t, slot, place)]);
    }
    begin(s);
    for (i32 point = 0; point < t->points_n; point++) weigh(t, s, point);
    begin(s);
}
