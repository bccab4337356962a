#include "base/hash.h"

#include <string.h>
#include <sys/auxv.h>

enum { WORD = 8, FINAL_ROUNDS = 3 };

/* The kernel gives every process 16 random bytes: no call that can fail, and
 * nothing to initialise. */
uint64_t sw_hash_key(int half)
{
    static _Atomic(const unsigned char *) found; /* the search is a long one */
    const unsigned char *bytes = found;
    uint64_t key = 0;
    if (bytes == NULL)
        found = bytes = (const unsigned char *)getauxval(AT_RANDOM);
    if (bytes != NULL)
        memcpy(&key, bytes + (half ? WORD : 0), sizeof key);
    return key;
}

static uint64_t turn(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

static void sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[1] = turn(v[1], 13) ^ v[0];
    v[0] = turn(v[0], 32);
    v[2] += v[3];
    v[3] = turn(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = turn(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = turn(v[1], 17) ^ v[2];
    v[2] = turn(v[2], 32);
}

static void absorb(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
}

static uint64_t sip(const char *text, size_t length)
{
    uint64_t a = sw_hash_key(0), b = sw_hash_key(1), word;
    uint64_t v[] = {
        a ^ UINT64_C(0x736f6d6570736575), b ^ UINT64_C(0x646f72616e646f6d),
        a ^ UINT64_C(0x6c7967656e657261), b ^ UINT64_C(0x7465646279746573)};
    size_t whole = length - length % WORD;
    for (size_t i = 0; i < whole; i += WORD) {
        memcpy(&word, text + i, WORD);
        absorb(v, word);
    }
    word = 0;
    memcpy(&word, text + whole, length - whole);
    absorb(v, word | (uint64_t)length << 56);
    v[2] ^= 0xff;
    for (int i = 0; i < FINAL_ROUNDS; i++)
        sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

guint sw_hash_text(gconstpointer text)
{
    return (guint)sip(text, strlen(text));
}
