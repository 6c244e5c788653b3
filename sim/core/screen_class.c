#include "core/screen_class.h"
#include "core/philox_wide.h"
#include "core/vector.h"

static uint32_t lane_of(const struct screen_draw *draw, uint32_t identity, enum purpose purpose)
{
    struct random_block block = random_draw(draw->key, identity / RANDOM_LANES, draw->week, purpose, 0);
    return random_lane(&block, identity % RANDOM_LANES);
}

uint32_t screen_upper(const struct screen_draw *draw, uint32_t identity)
{
    return lane_of(draw, identity, draw->purpose);
}

uint32_t screen_tail(const struct screen_draw *draw, uint32_t identity)
{
    return lane_of(draw, identity, draw->tail);
}

void screen_limits_set(struct screen_limits *self, const uint32_t bounds[SCREEN_CLASSES])
{
    for (int class = 0; class < SCREEN_CLASSES; class ++) {
        self->low[class] = (uint8_t)(bounds[class] >> 16);
        self->high[class] = (uint8_t)(bounds[class] >> 24);
        self->open[class] = bounds[class] ? UINT8_MAX : 0;
    }
}

static bool is_candidate(const struct screen_limits *limits, uint8_t class, uint32_t upper)
{
    unsigned row = class % SCREEN_CLASSES;
    uint32_t limit = (uint32_t)limits->high[row] << 8 | limits->low[row];
    return !(class & SCREEN_NOBODY) && limits->open[row] && upper <= limit;
}

static void screen_scalar(const struct screen_draw *draw, uint32_t first, size_t words, const uint8_t *classes,
                          const struct screen_limits *limits, struct screen_found *found)
{
    for (size_t w = 0; w < words; w++)
        found->candidates[w] = 0;
    for (size_t i = 0; i < words * SCREEN_WORD; i += RANDOM_LANES) {
        uint32_t eight = (first + (uint32_t)i) / RANDOM_LANES;
        struct random_block block = random_draw(draw->key, eight, draw->week, draw->purpose, 0);
        for (unsigned lane = 0; lane < RANDOM_LANES; lane++) {
            uint32_t upper = random_lane(&block, lane);
            uint64_t bit = is_candidate(limits, classes[i + lane], upper);
            found->upper[i + lane] = (uint16_t)upper;
            found->candidates[i / SCREEN_WORD] |= bit << ((i + lane) % SCREEN_WORD);
        }
    }
}

#if defined(PHILOX_WIDE)
/* The bounds in both halves of a vector: a shuffle finds a byte within its half. */
struct wide_limits {
    __m256i low, high, open;
};

AVX2 __m256i both_halves(const uint8_t bytes[SCREEN_CLASSES])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

AVX2 __m256i at_most(__m256i numbers, __m256i limits)
{
    return _mm256_cmpeq_epi16(_mm256_subs_epu16(numbers, limits), _mm256_setzero_si256());
}

/* 32 identities. Unpacking leaves bounds in the order in which wide_join leaves blocks: the first and third eight, then
   the second and fourth; packing puts all in order again. */
AVX2 uint32_t candidates_of(struct wide_four blocks, const uint8_t *classes, struct wide_limits limits)
{
    __m256i class = _mm256_loadu_si256((const __m256i *)(const void *)classes);
    __m256i low = _mm256_shuffle_epi8(limits.low, class), high = _mm256_shuffle_epi8(limits.high, class);
    __m256i even = at_most(blocks.even, _mm256_unpacklo_epi8(low, high));
    __m256i other = at_most(blocks.other, _mm256_unpackhi_epi8(low, high));
    __m256i within = _mm256_packs_epi16(even, other);
    return (uint32_t)_mm256_movemask_epi8(_mm256_and_si256(within, _mm256_shuffle_epi8(limits.open, class)));
}

__attribute__((target("avx2"))) static void screen_avx2(const struct screen_draw *draw, uint32_t first, size_t words,
                                                        const uint8_t *classes, const struct screen_limits *bounds,
                                                        struct screen_found *found)
{
    struct wide_limits limits = {both_halves(bounds->low), both_halves(bounds->high), both_halves(bounds->open)};
    struct screen_draw of = *draw; /* stores to found cannot change a copy */
    struct wide ids = wide_all(first / RANDOM_LANES);
    ids.a = _mm256_add_epi64(ids.a, _mm256_setr_epi64x(0, 1, 2, 3));
    ids.b = _mm256_add_epi64(ids.b, _mm256_setr_epi64x(4, 5, 6, 7));
    for (size_t w = 0; w < words; w++) {
        struct wide_block drawn = wide_draw(of.key, ids, of.week, of.purpose);
        struct wide_four a = wide_join(drawn.word0.a, drawn.word1.a, drawn.word2.a, drawn.word3.a);
        struct wide_four b = wide_join(drawn.word0.b, drawn.word1.b, drawn.word2.b, drawn.word3.b);
        uint64_t bits_a = candidates_of(a, classes + w * SCREEN_WORD, limits);
        uint64_t bits_b = candidates_of(b, classes + w * SCREEN_WORD + SCREEN_WORD / 2, limits);
        found->candidates[w] = bits_b << SCREEN_WORD / 2 | bits_a;
        wide_store(a, found->upper + w * SCREEN_WORD);
        wide_store(b, found->upper + w * SCREEN_WORD + SCREEN_WORD / 2);
        ids.a = _mm256_add_epi64(ids.a, _mm256_set1_epi64x(PHILOX_WIDE));
        ids.b = _mm256_add_epi64(ids.b, _mm256_set1_epi64x(PHILOX_WIDE));
    }
}
#endif

void screen_class(const struct screen_draw *draw, uint32_t first, size_t words, const uint8_t *classes,
                  const struct screen_limits *limits, struct screen_found *found)
{
#if defined(PHILOX_WIDE)
    if (vector_code_used()) {
        screen_avx2(draw, first, words, classes, limits, found);
        return;
    }
#endif
    screen_scalar(draw, first, words, classes, limits, found);
}
