/* Simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983): random moves, of which a worse one is taken
   the more seldom the colder it is. And a first plan: meet after meet at the cheapest place. */
#include <math.h>

enum move { SHIFT, SWAP, CHAIN, EJECT, SEAT, PEOPLE, GROUP, RECUT, MOVES };

typedef struct {
    i64 moves;
    double heat, cooling, price; /* heat falls by the factor cooling at every move; price: of hard cost */
    double odds[MOVES];      /* cumulative chances of the kinds of move */
    i64 tried[MOVES], taken[MOVES];
} Walk;

static int propose(const Tables *t, State *s, i32 move) {
    if (move == GROUP) return regroup(t, s);
    int is_seat = move == SEAT || move == PEOPLE;
    i32 slot = is_seat ? any_meet(t, s, t->seated, t->seated_n) : any_meet(t, s, t->movable, t->movable_n);
    if (slot < 0) return 0;
    i32 event = event_of(t, slot);
    if (move == SEAT) return change_seat(t, s, slot);
    if (move == PEOPLE) return swap_people(t, s, slot);
    if (t->events[event].given_time >= 0) return 0;
    if (move == RECUT) return recut(t, s, slot);
    if (move == SWAP) return swap(t, s, slot);
    i32 time = any_start(t, s, event, s->length[slot]);
    if (move == EJECT) return eject(t, s, slot, time);
    if (move == SHIFT && s->start[slot] >= 0 && below(s, 4 * SELDOM) == 0) return shift(t, s, slot, -1);
    if (move == SHIFT && below(s, 2)) {
        i32 free = free_start(t, s, slot);
        if (free >= 0) time = free;
    }
    if (move == CHAIN && s->start[slot] >= 0) return chain(t, s, slot, time);
    if (time < 0 || !shift(t, s, slot, time)) return 0;
    if (t->events[event].open_n > 0 && below(s, 2)) reseat(t, s, slot);
    return 1;
}

static int is_better(const State *s, const i64 *best) {
    return s->hard < best[0] || (s->hard == best[0] && s->soft < best[1]);
}

void keep(const Tables *t, const State *s, i64 *best, i32 *length, i32 *start, i32 *seats) {
    best[0] = s->hard;
    best[1] = s->soft;
    memcpy(length, s->length, t->slots_n * sizeof(i32));
    memcpy(start, s->start, t->slots_n * sizeof(i32));
    memcpy(seats, s->seats, t->seats_n * sizeof(i32));
}

/* Make many moves; a next call goes on where this one ends. best (hard, soft), length, start and seats
   hold the best plan met. How often it got better. */
i32 walk(const Tables *t, State *s, Walk *w, i64 *best, i32 *length, i32 *start, i32 *seats) {
    i32 found = 0;
    for (i64 n = 0; n < w->moves; n++, w->heat *= w->cooling) {
        double which = fraction(s);
        i32 move = 0;
        while (move < MOVES - 1 && w->odds[move] <= which) move++;
        i64 hard = s->hard, soft = s->soft;
        begin(s);
        if (!propose(t, s, move) || s->overflow) {
            take_back(t, s);
            continue;
        }
        settle(t, s);
        w->tried[move]++;
        double worse = w->price * (double)(s->hard - hard) + (double)(s->soft - soft);
        if (worse > 0 && fraction(s) >= exp(-worse / w->heat)) {
            take_back(t, s);
            continue;
        }
        w->taken[move]++;
        if (worse < 0 && is_better(s, best)) {
            keep(t, s, best, length, start, seats);
            found++;
        }
    }
    return found;
}

/* What random moves would cost that make it worse: for choosing the temperature. How many there were. */
i32 sample(const Tables *t, State *s, const Walk *w, double *costs, i32 size) {
    i32 found = 0;
    for (i32 n = 0; n < 20 * size && found < size; n++) {
        double which = fraction(s);
        i32 move = 0;
        while (move < MOVES - 1 && w->odds[move] <= which) move++;
        i64 hard = s->hard, soft = s->soft;
        begin(s);
        if (propose(t, s, move) && !s->overflow) {
            settle(t, s);
            double worse = w->price * (double)(s->hard - hard) + (double)(s->soft - soft);
            if (worse > 0) costs[found++] = worse;
        }
        take_back(t, s);
    }
    return found;
}

static double price_of(const State *s) { return 1e6 * (double)s->hard + (double)s->soft; }

static void start_all(const Tables *t, State *s, i32 count, i32 time) {
    begin(s);
    for (i32 n = 0; n < count; n++) set(t, s, s->queue[n], TO_START, time);
    settle(t, s);
}

static void place_well(const Tables *t, State *s, i32 slot) {
    i32 count = bundle(t, s, slot), best = -1;
    double least = price_of(s);
    Span starts = t->starts[t->events[event_of(t, slot)].first + s->length[slot] - 1];
    for (i32 at = starts.at; at < starts.at + starts.n; at++) {
        start_all(t, s, count, t->lists[at]);
        if (price_of(s) < least || (best < 0 && price_of(s) == least)) { /* rather a place than none */
            least = price_of(s);
            best = t->lists[at];
        }
        take_back(t, s);
    }
    if (best >= 0) start_all(t, s, count, best);
}

static void seat_well(const Tables *t, State *s, i32 slot, i32 place) {
    Span span = t->candidates[t->events[event_of(t, slot)].open_at + place];
    i32 best = -1;
    double least = price_of(s);
    for (i32 at = span.at; at < span.at + span.n; at++) {
        begin(s);
        set(t, s, slot, place, t->lists[at]);
        settle(t, s);
        if (price_of(s) < least) {
            least = price_of(s);
            best = t->lists[at];
        }
        take_back(t, s);
    }
    begin(s);
    if (best >= 0) set(t, s, slot, place, best);
    settle(t, s);
}

/* Place meets one after another, each with what is linked to it, then fill its seats. Time is up when
   *stop is not 0. */
void fill(const Tables *t, State *s, const i32 *slots, i32 slots_n, const volatile i32 *stop) {
    for (i32 n = 0; n < slots_n && !*stop; n++) {
        i32 slot = slots[n];
        if (s->length[slot] == 0) continue;
        if (s->start[slot] < 0) place_well(t, s, slot);
        i32 count = bundle(t, s, slot);
        for (i32 one = 0; one < count; one++) {
            i32 meet = s->queue[one];
            for (i32 place = 0; place < t->events[event_of(t, meet)].open_n; place++)
                if (s->seats[seat_of(t, meet, place)] < 0) seat_well(t, s, meet, place);
        }
    }
}

void costs_of(const State *s, i64 *hard_and_soft) {
    hard_and_soft[0] = s->hard;
    hard_and_soft[1] = s->soft;
}

void sow(State *s, u64 seed) { s->chance = seed * 0x9E3779B97F4A7C15ULL + 0x1234567ULL; }
