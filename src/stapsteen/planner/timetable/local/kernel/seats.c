/* Moves that change who takes part: one seat, all seats of an event, or of a group of events. */

/* Whether a resource is a candidate for a seat. */
static int is_candidate(const Tables *t, i32 slot, i32 place, i32 resource) {
    Span span = t->candidates[t->events[event_of(t, slot)].open_at + place];
    for (i32 at = span.at; at < span.at + span.n; at++)
        if (t->lists[at] == resource) return 1;
    return 0;
}

/* The meets that a resource has during a meet get another resource in its place. */
static void hand_over(const Tables *t, State *s, i32 slot, i32 from, i32 to) {
    if (s->start[slot] < 0 || to < 0) return;
    for (i32 time = s->start[slot]; time < s->start[slot] + s->length[slot]; time++) {
        size_t cell = (size_t)from * t->times_n + time;
        if (s->count[cell] != 1) continue;
        i32 other = s->who[cell] - 1;
        if (other == slot) continue;
        for (i32 place = 0; place < t->events[event_of(t, other)].open_n; place++)
            if (s->seats[seat_of(t, other, place)] == from && is_candidate(t, other, place, to))
                set(t, s, other, place, to);
    }
}

/* Somebody else for an open need; who has the time filled may exchange with who had it. */
static int change_seat(const Tables *t, State *s, i32 slot) {
    const Event *event = &t->events[event_of(t, slot)];
    if (event->open_n == 0) return 0;
    i32 place = below(s, event->open_n);
    Span span = t->candidates[event->open_at + place];
    if (span.n == 0) return 0;
    i32 old = s->seats[seat_of(t, slot, place)];
    i32 new = below(s, 3) ? t->lists[span.at + below(s, span.n)] : free_candidate(t, s, slot, place);
    if (below(s, 30) == 0) new = -1; /* nobody */
    else if (new < 0) return 0;
    if (new == old) return 0;
    if (new >= 0 && below(s, 2)) hand_over(t, s, slot, new, old);
    if (below(s, 2)) {
        for (i32 one = event->first; one < event->first + event->duration; one++)
            if (s->length[one] > 0) set(t, s, one, place, new);
    } else {
        set(t, s, slot, place, new);
    }
    return 1;
}

/* Exchange two resources in all seats at the times of a meet and as far as that carries on. */
static int swap_people(const Tables *t, State *s, i32 slot) {
    const Event *event = &t->events[event_of(t, slot)];
    if (event->open_n == 0 || s->start[slot] < 0) return 0;
    i32 place = below(s, event->open_n);
    Span span = t->candidates[event->open_at + place];
    i32 one = s->seats[seat_of(t, slot, place)];
    i32 other = span.n ? t->lists[span.at + below(s, span.n)] : -1;
    if (one < 0 || other < 0 || one == other) return 0;
    i32 count = 1;
    s->queue[0] = slot;
    for (i32 done = 0; done < count; done++) {
        i32 meet = s->queue[done];
        for (i32 n = 0; n < 2; n++) {
            const i32 *row = s->count + (size_t)(n ? one : other) * t->times_n;
            const i32 *who = s->who + (size_t)(n ? one : other) * t->times_n;
            for (i32 time = s->start[meet]; time < s->start[meet] + s->length[meet]; time++) {
                if (row[time] != 1) continue;
                i32 known = 0;
                while (known < count && s->queue[known] != who[time] - 1) known++;
                if (known == count && count < LONGEST_CHAIN) s->queue[count++] = who[time] - 1;
            }
        }
    }
    for (i32 n = 0; n < count; n++)
        for (i32 at = 0; at < t->events[event_of(t, s->queue[n])].open_n; at++) {
            i32 now = s->seats[seat_of(t, s->queue[n], at)], then = now == one ? other : now == other ? one : -1;
            if (then >= 0 && is_candidate(t, s->queue[n], at, then)) set(t, s, s->queue[n], at, then);
        }
    return 1;
}

/* One resource for all seats of a group of events that should have one and the same. */
static int regroup(const Tables *t, State *s) {
    if (t->groups_n == 0) return 0;
    const Point *group = &t->points[t->groups[below(s, t->groups_n)]];
    i32 pair = group->a + 2 * below(s, group->b / 2);
    const Event *event = &t->events[t->lists[pair]];
    Span span = t->candidates[event->open_at + t->lists[pair + 1]];
    if (span.n == 0) return 0;
    i32 new = t->lists[span.at + below(s, span.n)], exchanging = below(s, 2);
    if (below(s, 3) == 0) { /* gather: the resource that one of them has already */
        i32 slot = used_slot(t, s, t->lists[pair]);
        i32 now = slot < 0 ? -1 : s->seats[seat_of(t, slot, t->lists[pair + 1])];
        if (now >= 0) new = now;
    }
    for (i32 at = group->a; at < group->a + group->b; at += 2) {
        const Event *one = &t->events[t->lists[at]];
        i32 place = t->lists[at + 1];
        for (i32 slot = one->first; slot < one->first + one->duration; slot++) {
            i32 old = s->length[slot] > 0 ? s->seats[seat_of(t, slot, place)] : new;
            if (old == new || !is_candidate(t, slot, place, new)) continue;
            if (exchanging) hand_over(t, s, slot, new, old);
            set(t, s, slot, place, new);
        }
    }
    return s->changes_n > 0;
}
