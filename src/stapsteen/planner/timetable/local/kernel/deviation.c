/* How far a plan is from what a rule asks, at one point: the same sums as the referee makes. */

static inline i64 outside(i64 amount, i64 minimum, i64 maximum) {
    return amount < minimum ? minimum - amount : amount > maximum ? amount - maximum : 0;
}

static const u64 *rule_mask(const Tables *t, i32 rule) { return t->rule_masks + (size_t)rule * t->words; }

/* What one meet adds at a point of one event. */
static i64 of_meet(const Tables *t, const State *s, i32 slot, const Point *point, const Rule *rule) {
    i32 length = s->length[slot], start = s->start[slot];
    i32 seat;
    switch (rule->kind) {
    case ASSIGN_TIME:
        return start < 0 ? length : 0;
    case PREFER_TIMES:
        if (start < 0 || (rule->duration >= 0 && rule->duration != length)) return 0;
        return is_in(rule_mask(t, point->rule), start) ? 0 : length;
    case ASSIGN_RESOURCE:
        return s->seats[seat_of(t, slot, point->a)] < 0 ? length : 0;
    case PREFER_RESOURCES:
        seat = s->seats[seat_of(t, slot, point->a)];
        return seat < 0 || t->preferred[(size_t)point->rule * t->resources_n + seat] ? 0 : length;
    case DISTRIBUTE:
        return length == rule->duration;
    default: /* SPLIT */
        return length < rule->shortest || length > rule->longest;
    }
}

static i64 of_event(const Tables *t, const State *s, const Point *point, const Rule *rule) {
    const Event *event = &t->events[point->subject];
    i64 found = 0, used = 0;
    for (i32 slot = event->first; slot < event->first + event->duration; slot++)
        if (s->length[slot] > 0) {
            used++;
            found += of_meet(t, s, slot, point, rule);
        }
    if (rule->kind == SPLIT) return found + outside(used, rule->minimum, rule->maximum);
    return rule->kind == DISTRIBUTE ? outside(found, rule->minimum, rule->maximum) : found;
}

/* How many different resources fill the seats of a group, less one. */
static i64 one_resource(const Tables *t, const State *s, const Point *point) {
    i32 *found = s->scratch, found_n = 0;
    for (i32 at = point->a; at < point->a + point->b; at += 2) {
        const Event *event = &t->events[t->lists[at]];
        for (i32 slot = event->first; slot < event->first + event->duration; slot++) {
            i32 resource = s->length[slot] > 0 ? s->seats[seat_of(t, slot, t->lists[at + 1])] : -1;
            i32 n = 0;
            while (n < found_n && found[n] != resource) n++;
            if (resource >= 0 && n == found_n) found[found_n++] = resource;
        }
    }
    return found_n > 1 ? found_n - 1 : 0;
}

/* How far the starts of a group's meets are from the limits of the time groups. */
static i64 spread(const Tables *t, const State *s, const Point *point, const Rule *rule) {
    i32 *starts = s->scratch, starts_n = 0;
    for (i32 at = point->a; at < point->a + point->b; at++) {
        const Event *event = &t->events[t->lists[at]];
        for (i32 slot = event->first; slot < event->first + event->duration; slot++)
            if (s->length[slot] > 0 && s->start[slot] >= 0) starts[starts_n++] = s->start[slot];
    }
    i64 found = 0;
    for (i32 n = rule->bounds_at; n < rule->bounds_at + rule->bounds_n; n++) {
        const u64 *mask = t->bound_masks + (size_t)n * t->words;
        i32 amount = 0;
        for (i32 one = 0; one < starts_n; one++) amount += is_in(mask, starts[one]);
        found += outside(amount, t->bounds[n].at_least, t->bounds[n].at_most);
    }
    return found;
}

/* At how many times some but not all events of a group run. */
static i64 linked(const Tables *t, const State *s, const Point *point) {
    i64 found = 0;
    for (i32 word = 0; word < t->words; word++) {
        u64 some = 0, every = ~0ULL;
        for (i32 at = point->a; at < point->a + point->b; at++) {
            const Event *event = &t->events[t->lists[at]];
            u64 running = 0;
            for (i32 slot = event->first; slot < event->first + event->duration; slot++) {
                i32 from = s->start[slot] - word * 64, until = from + s->length[slot];
                if (s->length[slot] <= 0 || s->start[slot] < 0 || until <= 0 || from >= 64) continue;
                u64 upper = until >= 64 ? ~0ULL : (1ULL << until) - 1;
                u64 lower = from <= 0 ? 0 : (1ULL << from) - 1;
                running |= upper & ~lower;
            }
            some |= running;
            every &= running;
        }
        found += __builtin_popcountll(some & ~every);
    }
    return found;
}

/* How far the separation of a pair of events is from what is asked; 0 while one has no time. */
static i64 order(const Tables *t, const State *s, const Point *point) {
    i32 ends = 0, starts = INT32_MAX;
    const Event *pair[] = {&t->events[point->subject], &t->events[point->a]};
    for (i32 n = 0; n < 2; n++)
        for (i32 slot = pair[n]->first; slot < pair[n]->first + pair[n]->duration; slot++) {
            if (s->length[slot] == 0) continue;
            if (s->start[slot] < 0) return 0;
            i32 end = s->start[slot] + s->length[slot];
            if (n == 0 && end > ends) ends = end;
            if (n == 1 && s->start[slot] < starts) starts = s->start[slot];
        }
    return outside((i64)starts - ends, point->b, point->c);
}

static i64 workload(double load, const Rule *rule) {
    double off = load < rule->minimum ? rule->minimum - load : load > rule->maximum ? load - rule->maximum : 0;
    i64 whole = (i64)off;
    return off <= 0.001 ? 0 : off - (double)whole > 0.001 ? whole + 1 : whole;
}

/* Idle times within one time group: between the first and the last busy one. */
static i32 idle(const u64 *busy, const u64 *mask, i32 words, i32 *amount) {
    i32 first = -1, last = -1, inside = 0;
    *amount = 0;
    for (i32 word = 0; word < words; word++) {
        u64 here = busy[word] & mask[word];
        if (!here) continue;
        if (first < 0) first = word * 64 + __builtin_ctzll(here);
        last = word * 64 + 63 - __builtin_clzll(here);
        *amount += __builtin_popcountll(here);
    }
    if (first < 0) return 0;
    for (i32 word = first >> 6; word <= last >> 6; word++) {
        u64 part = mask[word];
        if (word == first >> 6) part &= ~0ULL << (first & 63);
        if (word == last >> 6 && (last & 63) < 63) part &= (1ULL << ((last & 63) + 1)) - 1;
        inside += __builtin_popcountll(part);
    }
    return inside - *amount;
}

/* Idle times, busy groups and busy times: what is counted within time groups. */
static i64 over_groups(const Tables *t, const u64 *busy, const Rule *rule) {
    i64 found = 0;
    for (i32 n = rule->bounds_at; n < rule->bounds_at + rule->bounds_n; n++) {
        i32 amount, holes = idle(busy, t->bound_masks + (size_t)n * t->words, t->words, &amount);
        if (amount == 0) continue;
        if (rule->kind == IDLE) found += holes;
        else if (rule->kind == CLUSTER) found++;
        else found += outside(amount, rule->minimum, rule->maximum);
    }
    return rule->kind == BUSY ? found : outside(found, rule->minimum, rule->maximum);
}

static i64 of_resource(const Tables *t, const State *s, const Point *point, const Rule *rule) {
    const u64 *busy = s->busy + (size_t)point->subject * t->words;
    if (rule->kind == CLASHES) return s->clashes[point->subject];
    if (rule->kind == WORKLOAD) return workload(s->loads[point->subject], rule);
    if (rule->kind != UNAVAILABLE) return over_groups(t, busy, rule);
    i64 found = 0;
    for (i32 word = 0; word < t->words; word++) found += __builtin_popcountll(busy[word] & rule_mask(t, point->rule)[word]);
    return found;
}

static i64 deviation(const Tables *t, State *s, i32 number) {
    const Point *point = &t->points[number];
    const Rule *rule = &t->rules[point->rule];
    if (rule->kind >= CLASHES) return of_resource(t, s, point, rule);
    switch (rule->kind) {
    case ONE_RESOURCE: return one_resource(t, s, point);
    case SPREAD: return spread(t, s, point, rule);
    case LINK: return linked(t, s, point);
    case ORDER: return order(t, s, point);
    default: return of_event(t, s, point, rule);
    }
}
