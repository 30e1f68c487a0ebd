/* Moves that cut events up otherwise: cut a meet in two, join two meets, pass time on. */

static i32 unused_slot(const Tables *t, const State *s, i32 event) {
    const Event *one = &t->events[event];
    for (i32 slot = one->first; slot < one->first + one->duration; slot++)
        if (s->length[slot] == 0) return slot;
    return -1;
}

/* Cut `rest` off a meet, and off what is linked to it; the new part goes to a start of its own. */
static int cut(const Tables *t, State *s, i32 slot, i32 rest) {
    i32 time = any_start(t, s, event_of(t, slot), rest), count = bundle(t, s, slot);
    if (time < 0 || time + rest > t->times_n) return 0;
    for (i32 n = 0; n < count; n++) {
        i32 whole = s->queue[n], part = unused_slot(t, s, event_of(t, whole));
        if (part < 0) continue;
        for (i32 place = 0; place < t->events[event_of(t, whole)].open_n; place++)
            set(t, s, part, place, s->seats[seat_of(t, whole, place)]);
        set(t, s, whole, TO_LENGTH, s->length[whole] - rest);
        set(t, s, part, TO_LENGTH, rest);
        set(t, s, part, TO_START, time);
    }
    return 1;
}

/* Let one meet of an event, and what is linked to it, be shorter and another longer. */
static int pass_on(const Tables *t, State *s, i32 slot, i32 twin, i32 amount) {
    i32 start = s->start[slot], length = s->length[twin], goal = s->start[twin], count = bundle(t, s, slot);
    if (goal < 0) return 0;
    if (goal + length == start && amount < s->length[slot]) start += amount;
    else if (start >= 0 && start + s->length[slot] == goal) goal -= amount; /* it grows to the front */
    else if (goal + length + amount > t->times_n || (goal > 0 && below(s, 2))) goal -= amount;
    if (goal < 0 || goal + length + amount > t->times_n) return 0;
    i32 before = s->start[twin];
    for (i32 n = 0; n < count; n++) {
        i32 giver = s->queue[n], taker = -1;
        const Event *event = &t->events[event_of(t, giver)];
        for (i32 one = event->first; one < event->first + event->duration; one++)
            if (one != giver && s->length[one] == length && s->start[one] == before) taker = one;
        if (taker < 0) continue;
        i32 left = s->length[giver] - amount;
        if (left == 0)
            for (i32 place = 0; place < event->open_n; place++) set(t, s, giver, place, -1);
        set(t, s, giver, TO_LENGTH, left);
        set(t, s, giver, TO_START, left == 0 ? -1 : start);
        set(t, s, taker, TO_START, goal); /* first: longer where it stands it may run past the last time */
        set(t, s, taker, TO_LENGTH, length + amount);
    }
    return 1;
}

static int recut(const Tables *t, State *s, i32 slot) {
    const Event *event = &t->events[event_of(t, slot)];
    if (!event->can_be_recut) return 0;
    i32 length = s->length[slot], twin = event->first + below(s, event->duration);
    if (twin == slot) return 0;
    if (s->length[twin] == 0) return length > 1 && cut(t, s, slot, 1 + below(s, length - 1));
    return pass_on(t, s, slot, twin, below(s, 2) ? length : 1);
}
