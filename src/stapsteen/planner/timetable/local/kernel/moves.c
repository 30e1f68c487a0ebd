/* The moves of the search: each changes a few meets, and leaves weighing to its caller. A chain is the
   Kempe chain of timetabling: two stretches of time are exchanged for everybody who is concerned. */

enum { TRIES = 12, LONGEST_CHAIN = 60, SELDOM = 16, MOST_OUT = 128 }; /* one in SELDOM stays without a place */

static i32 used_slot(const Tables *t, State *s, i32 event) {
    const Event *one = &t->events[event];
    if (one->given_time >= 0 && one->open_n == 0) return -1;
    for (i32 n = 0; n < TRIES; n++) {
        i32 slot = one->first + below(s, one->duration);
        if (s->length[slot] > 0) return slot;
    }
    return -1;
}

/* A meet that a resource has at a time; of those that clash one of the preassigned. -1: none is known. */
static i32 meet_at(const Tables *t, State *s, i32 resource, i32 time) {
    size_t cell = (size_t)resource * t->times_n + time;
    if (s->count[cell] == 1) return s->who[cell] - 1;
    const Resource *one = &t->resources[resource];
    i32 offset = one->events_n ? below(s, one->events_n) : 0;
    for (i32 n = 0; n < one->events_n && s->count[cell] > 1; n++) {
        const Event *event = &t->events[t->lists[one->events_at + (offset + n) % one->events_n]];
        for (i32 slot = event->first; slot < event->first + event->duration; slot++)
            if (s->length[slot] > 0 && s->start[slot] >= 0 && s->start[slot] <= time
                && time < s->start[slot] + s->length[slot]) return slot;
    }
    return -1;
}

/* Whether a point about a resource hurts at a time: a clash, or somebody who is not there. */
static int hurts_at(const Tables *t, const State *s, const Point *point, i32 time) {
    i32 kind = t->rules[point->rule].kind, count = s->count[(size_t)point->subject * t->times_n + time];
    if (kind == CLASHES) return count > 1;
    return count > 0 && (kind != UNAVAILABLE || is_in(rule_mask(t, point->rule), time));
}

/* A meet of a resource for which a rule is broken, at a time at which it hurts. */
static i32 troubled_meet_of(const Tables *t, State *s, const Point *point) {
    const Resource *one = &t->resources[point->subject];
    i32 kind = t->rules[point->rule].kind;
    if (one->events_n > 0 && (kind == WORKLOAD || (kind > UNAVAILABLE && below(s, 2))))
        return used_slot(t, s, t->lists[one->events_at + below(s, one->events_n)]);
    i32 offset = below(s, t->times_n);
    for (i32 n = 0; n < t->times_n; n++) {
        i32 time = (offset + n) % t->times_n;
        if (hurts_at(t, s, point, time)) return meet_at(t, s, point->subject, time);
    }
    return -1;
}

/* A meet where a random broken rule hurts, or -1: as often a hard rule as a soft one. */
static i32 troubled_meet(const Tables *t, State *s) {
    int hard = s->broken_n[1] > 0 && (s->broken_n[0] == 0 || below(s, 2));
    const Point *point = &t->points[s->broken[hard][below(s, s->broken_n[hard])]];
    i32 kind = t->rules[point->rule].kind, event = point->subject;
    if (kind >= CLASHES) return troubled_meet_of(t, s, point);
    if (kind == SPREAD || kind == LINK) {
        if (point->b == 0) return -1;
        event = t->lists[point->a + below(s, point->b)];
    } else if (kind == ONE_RESOURCE) {
        event = t->lists[point->a + 2 * below(s, point->b / 2)];
    } else if (kind == ORDER && below(s, 2)) {
        event = point->a;
    }
    return used_slot(t, s, event);
}

/* A random meet out of some slots; one in four times one where a rule is broken. -1: none was found. */
static i32 any_meet(const Tables *t, State *s, const i32 *slots, i32 slots_n) {
    if (s->broken_n[0] + s->broken_n[1] > 0 && below(s, 4) == 0) {
        i32 slot = troubled_meet(t, s);
        if (slot >= 0) return slot;
    }
    for (i32 n = 0; n < TRIES && slots_n > 0; n++) {
        i32 slot = slots[below(s, slots_n)];
        if (s->length[slot] > 0) return slot;
    }
    return -1;
}

/* A random start that the hard rules allow a meet of an event with a length, or -1. */
static i32 any_start(const Tables *t, State *s, i32 event, i32 length) {
    if (length < 1) return -1;
    Span starts = t->starts[t->events[event].first + length - 1];
    return starts.n == 0 ? -1 : t->lists[starts.at + below(s, starts.n)];
}

/* The meet and those linked to it that run exactly then, into s->queue; how many there are. */
static i32 bundle(const Tables *t, State *s, i32 slot) {
    const Event *event = &t->events[event_of(t, slot)];
    i32 count = 1;
    s->queue[0] = slot;
    for (i32 at = event->linked_at; at < event->linked_at + event->linked_n; at++) {
        const Event *other = &t->events[t->lists[at]];
        if (other->given_time >= 0) continue;
        for (i32 twin = other->first; twin < other->first + other->duration && count < LONGEST_QUEUE; twin++)
            if (s->length[twin] == s->length[slot] && s->start[twin] == s->start[slot]) {
                s->queue[count++] = twin;
                break;
            }
    }
    return count;
}

static int is_free(const Tables *t, const State *s, i32 resource, i32 start, i32 length, i32 most) {
    const i32 *count = s->count + (size_t)resource * t->times_n;
    for (i32 time = start; time < start + length; time++)
        if (count[time] > most) return 0;
    return 1;
}

/* Somebody for an open need who has nothing else at the time, or -1. */
static i32 free_candidate(const Tables *t, State *s, i32 slot, i32 place) {
    Span span = t->candidates[t->events[event_of(t, slot)].open_at + place];
    if (span.n == 0 || s->start[slot] < 0) return -1;
    i32 offset = below(s, span.n);
    for (i32 n = 0; n < span.n; n++) {
        i32 resource = t->lists[span.at + (offset + n) % span.n];
        if (is_free(t, s, resource, s->start[slot], s->length[slot], 0)) return resource;
    }
    return -1;
}

/* Give the seats of a meet whose resource is engaged elsewhere to somebody who is free then. */
static void reseat(const Tables *t, State *s, i32 slot) {
    for (i32 place = 0; place < t->events[event_of(t, slot)].open_n; place++) {
        i32 resource = s->seats[seat_of(t, slot, place)];
        if (s->start[slot] < 0) return;
        if (resource >= 0 && is_free(t, s, resource, s->start[slot], s->length[slot], 1)) continue;
        i32 other = free_candidate(t, s, slot, place);
        if (other >= 0) set(t, s, slot, place, other);
    }
}

/* Whether all preassigned people of a meet are free for a start, but for the meet itself. */
static int is_room_for_one(const Tables *t, const State *s, i32 slot, i32 time) {
    const Event *event = &t->events[event_of(t, slot)];
    for (i32 at = event->fixed_at; at < event->fixed_at + event->fixed_n; at++) {
        size_t row = (size_t)t->lists[at] * t->times_n;
        for (i32 n = time; n < time + s->length[slot]; n++)
            if (s->count[row + n] > (s->who[row + n] == slot + 1)) return 0;
    }
    return 1;
}

static int is_room(const Tables *t, State *s, i32 slot, i32 time) {
    if (t->events[event_of(t, slot)].linked_n == 0) return is_room_for_one(t, s, slot, time);
    i32 count = bundle(t, s, slot);
    for (i32 n = 0; n < count; n++)
        if (!is_room_for_one(t, s, s->queue[n], time)) return 0;
    return 1;
}

/* A start where all preassigned people of a meet are free, other than where it stands; or -1. */
static i32 free_start(const Tables *t, State *s, i32 slot) {
    Span starts = t->starts[t->events[event_of(t, slot)].first + s->length[slot] - 1];
    i32 offset = starts.n ? below(s, starts.n) : 0;
    for (i32 n = 0; n < starts.n; n++) {
        i32 time = t->lists[starts.at + (offset + n) % starts.n];
        if (time != s->start[slot] && is_room(t, s, slot, time)) return time;
    }
    return -1;
}

/* Move a meet, with what is linked to it, to a start; -1: to none. */
static int shift(const Tables *t, State *s, i32 slot, i32 time) {
    if (time == s->start[slot]) return 0;
    i32 count = bundle(t, s, slot);
    for (i32 n = 0; n < count; n++) set(t, s, s->queue[n], TO_START, time);
    return 1;
}

/* Let two meets change places; the shorter one stands at either end of the longer one's place. */
static int exchange(const Tables *t, State *s, i32 slot, i32 twin) {
    i32 here = s->start[slot], there = s->start[twin], size = s->length[slot], other = s->length[twin];
    if (here == there || here < 0 || there < 0) return 0;
    i32 spare = size - other;
    i32 to_twin = here + (spare > 0 && below(s, 2) ? spare : 0);
    i32 to_slot = there + (spare < 0 && below(s, 2) ? -spare : 0);
    if (here + size == there) { /* neighbours change order */
        to_slot = here + other;
        to_twin = here;
    } else if (there + other == here) {
        to_slot = there;
        to_twin = there + size;
    }
    if (to_slot + size > t->times_n || to_twin + other > t->times_n) return 0;
    i32 count = bundle(t, s, slot);
    for (i32 n = 0; n < count; n++) set(t, s, s->queue[n], TO_START, to_slot);
    count = bundle(t, s, twin);
    for (i32 n = 0; n < count; n++) set(t, s, s->queue[n], TO_START, to_twin);
    return 1;
}

/* Exchange the starts of two meets that share a preassigned resource. */
static int swap(const Tables *t, State *s, i32 slot) {
    const Event *event = &t->events[event_of(t, slot)];
    if (event->fixed_n == 0 || event->given_time >= 0) return 0;
    const Resource *shared = &t->resources[t->lists[event->fixed_at + below(s, event->fixed_n)]];
    i32 other = t->lists[shared->events_at + below(s, shared->events_n)];
    if (t->events[other].given_time >= 0) return 0;
    i32 twin = used_slot(t, s, other);
    return twin >= 0 && exchange(t, s, slot, twin);
}

/* Put a meet where others are in the way; each of these goes where there is room, or stays without. */
static int eject(const Tables *t, State *s, i32 slot, i32 time) {
    if (time < 0 || time == s->start[slot]) return 0;
    const Event *event = &t->events[event_of(t, slot)];
    i32 out[MOST_OUT], out_n = 0;
    for (i32 place = 0; place < event->fixed_n + event->open_n; place++) {
        i32 resource = place < event->fixed_n ? t->lists[event->fixed_at + place]
            : s->seats[seat_of(t, slot, place - event->fixed_n)];
        for (i32 n = time; resource >= 0 && n < time + s->length[slot]; n++) {
            size_t cell = (size_t)resource * t->times_n + n;
            i32 other = s->who[cell] - 1, known = 0;
            if (s->count[cell] != 1 || other == slot || t->events[event_of(t, other)].given_time >= 0) continue;
            while (known < out_n && out[known] != other) known++;
            if (known == out_n && out_n < MOST_OUT) out[out_n++] = other;
        }
    }
    if (!shift(t, s, slot, time)) return 0;
    for (i32 n = 0; n < out_n; n++) {
        i32 goal = free_start(t, s, out[n]);
        if (goal < 0 && below(s, SELDOM)) goal = any_start(t, s, event_of(t, out[n]), s->length[out[n]]);
        shift(t, s, out[n], goal);
    }
    return 1;
}

/* Add a meet to the chain; what may not move breaks it off (a count above the longest). */
static i32 link_up(const Tables *t, State *s, i32 slot, i32 sign, i32 count) {
    if (t->events[event_of(t, slot)].given_time >= 0) return LONGEST_CHAIN + 1;
    for (i32 n = 0; n < count; n++)
        if (abs(s->queue[n]) - 1 == slot) return count;
    if (count >= LONGEST_CHAIN) return LONGEST_CHAIN + 1;
    s->queue[count] = sign > 0 ? slot + 1 : -(slot + 1);
    return count + 1;
}

/* Queue whoever shares a resource with a meet at its goal, and what is linked to the meet. */
static i32 push_out(const Tables *t, State *s, i32 slot, i32 sign, i32 goal, i32 count) {
    const Event *event = &t->events[event_of(t, slot)];
    for (i32 place = 0; place < event->fixed_n + event->open_n && count <= LONGEST_CHAIN; place++) {
        i32 resource = place < event->fixed_n ? t->lists[event->fixed_at + place]
            : s->seats[seat_of(t, slot, place - event->fixed_n)];
        if (resource < 0) continue;
        const i32 *row = s->count + (size_t)resource * t->times_n, *who = s->who + (size_t)resource * t->times_n;
        for (i32 time = goal; time < goal + s->length[slot] && count <= LONGEST_CHAIN; time++)
            if (row[time] == 1 && who[time] - 1 != slot) count = link_up(t, s, who[time] - 1, -sign, count);
    }
    for (i32 at = event->linked_at; at < event->linked_at + event->linked_n && count <= LONGEST_CHAIN; at++) {
        const Event *other = &t->events[t->lists[at]];
        for (i32 twin = other->first; twin < other->first + other->duration && count <= LONGEST_CHAIN; twin++)
            if (s->length[twin] > 0 && s->start[twin] == s->start[slot]) count = link_up(t, s, twin, sign, count);
    }
    return count;
}

/* Move a meet; who is in the way goes the other way round, and so on until nobody is. */
static int chain(const Tables *t, State *s, i32 slot, i32 time) {
    if (time < 0 || s->start[slot] < 0 || time == s->start[slot]) return 0;
    i32 offset = time - s->start[slot], count = 1;
    s->queue[0] = slot + 1;
    for (i32 done = 0; done < count; done++) {
        i32 sign = s->queue[done] > 0 ? 1 : -1, moving = abs(s->queue[done]) - 1;
        i32 goal = s->start[moving] + sign * offset;
        if (goal < 0 || goal + s->length[moving] > t->times_n) return 0;
        count = push_out(t, s, moving, sign, goal, count);
        if (count > LONGEST_CHAIN) return 0;
    }
    for (i32 n = 0; n < count; n++) {
        i32 moving = abs(s->queue[n]) - 1;
        set(t, s, moving, TO_START, s->start[moving] + (s->queue[n] > 0 ? offset : -offset));
    }
    return 1;
}
