/* test_hash.c - SHA-256 against FIPS 180 examples; simhash's promises. */
#include "medel/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

static void test_sha256(void **state)
{
    (void)state;
    static const struct {
        const char *text, *hex;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb924"
             "27ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223"
                "b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    char hex[SHA256_HEX_SIZE];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(
            sha256_hex(cases[i].text, strlen(cases[i].text), hex),
            cases[i].hex);
    char *million = malloc(1000000);
    assert_non_null(million);
    memset(million, 'a', 1000000);
    assert_string_equal(
        sha256_hex(million, 1000000, hex),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(million);
}

/* However the bytes are cut up, the digest is the same. */
static void test_sha256_pieces(void **state)
{
    (void)state;
    unsigned char data[200], whole[SHA256_BYTES], parts[SHA256_BYTES];
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (unsigned char)(i * 7);
    for (size_t n = 0; n <= sizeof data; n++) {
        struct sha256 s;
        sha256_init(&s);
        sha256_add(&s, data, n);
        sha256_end(&s, whole);
        sha256_init(&s);
        for (size_t at = 0, step = 1; at < n;
             at += step, step = step % 67 + 1) {
            if (step > n - at)
                step = n - at;
            sha256_add(&s, data + at, step);
        }
        sha256_end(&s, parts);
        assert_memory_equal(whole, parts, SHA256_BYTES);
    }
}

static const char page[] =
    "Region Norrbotten utlyser medel till sociala företag som vill utveckla "
    "sin verksamhet. Stödet kan sökas av ekonomiska föreningar, ideella "
    "föreningar och aktiebolag med säte i länet. Insatserna ska leda till att "
    "fler människor som står långt från arbetsmarknaden får ett arbete eller "
    "en sysselsättning. Ni kan få stöd till personal, lokaler, utrustning och "
    "köpta tjänster. Bidraget är högst 500 000 kronor och täcker som mest 70 "
    "procent av kostnaderna. Ansökan skickas in digitalt senast den 15 "
    "januari 2027. Beslut väntas i mars. Frågor besvaras av handläggaren för "
    "näringsliv och samhällsutveckling på regionens enhet för tillväxt. Läs "
    "mer om villkoren innan du börjar skriva din ansökan. Projektet får pågå "
    "i högst tjugofyra månader och ska redovisas två gånger om året. ";

static uint64_t simhash_with(const char *tail)
{
    char text[sizeof page + 400];
    snprintf(text, sizeof text, "%s%s", page, tail);
    return hash_simhash(text, strlen(text));
}

static void test_simhash(void **state)
{
    (void)state;
    uint64_t base = simhash_with("Sidan visades kl 10:15.");
    assert_int_equal(base, simhash_with("SIDAN visades  kl. 10 15!"));
    assert_in_range(hash_distance(base, simhash_with("Sidan visades kl "
                                                     "11:42.")),
                    0, 6);
    static const char other[] =
        "Välkommen till kommunens bibliotek. Vi har öppet varje dag utom "
        "söndag, och barnens sagostund hålls på lördagar klockan elva. Låna "
        "böcker, filmer och spel med ditt lånekort, eller boka ett grupprum "
        "för studier. I kaféet serveras soppa till lunch under hela vintern.";
    int far = hash_distance(base, hash_simhash(other, strlen(other)));
    assert_in_range(far, 18, 46);
    assert_int_equal(hash_simhash("", 0), 0);
    assert_int_equal(hash_simhash(" .,-– ", strlen(" .,-– ")), 0);
    assert_int_equal(hash_simhash("ÅÄÖ", strlen("ÅÄÖ")),
                     hash_simhash("åäö", strlen("åäö")));
    /* Not UTF-8, cut in a character, NUL inside: bounded by LEN alone. */
    hash_simhash("a\xff\x00\xc3", 4);
    hash_simhash("\xe2\x82", 2);
}

static void test_hash_u64(void **state)
{
    (void)state;
    assert_int_not_equal(hash_u64("a", 1), hash_u64("b", 1));
    assert_int_not_equal(hash_u64("", 0), hash_u64("\0", 1));
    /* Every bit takes part, also for keys that differ in one bit. */
    uint64_t seen = 0;
    for (int i = 0; i < 64; i++) {
        char a = (char)i;
        seen |= hash_u64(&a, 1) ^ hash_u64("x", 1);
    }
    assert_int_equal(seen, UINT64_MAX);
    assert_int_equal(hash_distance(0, UINT64_MAX), 64);
    assert_int_equal(hash_distance(5, 5), 0);
}

/* It is stored: the same for ever, on every machine. */
static void test_hash_bulk(void **state)
{
    (void)state;
    unsigned char bytes[100] = {0};
    for (int i = 0; i < 100; i++)
        bytes[i] = (unsigned char)(i * 7);
    assert_true(hash_bulk("", 0) == 0x926f7fd9c6fc5780u);
    assert_true(hash_bulk("medel", 5) == 0x8bba2ce38ded9c67u);
    assert_true(hash_bulk(bytes, sizeof bytes) == 0x1779dc1d172aa639u);
    /* Each byte, and the length, takes part. */
    for (size_t len = 1; len <= sizeof bytes; len++) {
        uint64_t whole = hash_bulk(bytes, len);
        assert_true(whole != hash_bulk(bytes, len - 1));
        for (size_t i = 0; i < len; i++) {
            bytes[i] ^= 0x80;
            assert_true(whole != hash_bulk(bytes, len));
            bytes[i] ^= 0x80;
        }
    }
    assert_true(hash_bulk("", 1) != hash_bulk("\0", 2));
}

/* It is stored, too. */
static void test_simhash_value(void **state)
{
    (void)state;
    static const char TEXT[] =
        "Regionens stöd till Öppna förskolor och föreningar: högst 500 000 "
        "kronor, sista dag 15 januari. Æ × Ø – łódź, Ωμέγα; Öppna ÖPPNA öppna "
        "landsbygdsutvecklingsprogrammet. ";
    assert_true(hash_simhash(TEXT, strlen(TEXT)) == 0x5a6b70eec84accc1u);
}

static bool is_letter(utf8proc_int32_t c)
{
    utf8proc_category_t k = utf8proc_category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO &&
           k != UTF8PROC_CATEGORY_ME;
}

/* The hashes of a text's words, in order; how many. */
static size_t words_of(const char *text, size_t len, uint64_t *ret)
{
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;
    char word[4096];
    size_t n = 0, used = 0;
    for (size_t i = 0; i <= len;) {
        utf8proc_int32_t c = -1;
        utf8proc_ssize_t got =
            i < len ? utf8proc_iterate(p + i, (utf8proc_ssize_t)(len - i), &c)
                    : 0;
        i += got > 0 ? (size_t)got : 1;
        if (got > 0 && is_letter(c)) {
            c = utf8proc_tolower(c);
            for (int k = 0; k < 4; k++)
                word[used++] = (char)(c >> 8 * k & 0xff);
        } else if (used != 0) {
            ret[n++] = hash_u64(word, used);
            used = 0;
        }
    }
    qsort(ret, n, sizeof *ret, hash_order);
    return n;
}

/* hash_simhash() as it is defined, one after the other. */
static uint64_t by_letters(const char *text, size_t len)
{
    uint64_t words[2048], result = 0;
    long votes[64] = {0}, all = 0;
    size_t n = words_of(text, len, words);
    for (size_t i = 0, times; i < n; i += times) {
        for (times = 1; i + times < n && words[i + times] == words[i];)
            times++;
        int weight = 0;
        for (size_t t = times; t != 0; t >>= 1)
            weight++;
        for (int bit = 0; bit < 64; bit++)
            votes[bit] += (words[i] >> bit & 1) != 0 ? weight : 0;
        all += weight;
    }
    for (int bit = 0; bit < 64; bit++)
        if (2 * votes[bit] > all)
            result |= (uint64_t)1 << bit;
    return result;
}

/* Long texts are taken by many bytes at once; that makes no difference,
 * wherever in a text what stands. */
static void test_simhash_runs(void **state)
{
    (void)state;
    static const char *const PIECES[] = {
        "a",    "Z",        "9", "ö",      "Å",   "é",          "×",    "÷",
        "–",    "ß",        "Ω", "漢",     "😀",   "\xc3",       "\xe2", "\x97",
        "\xb7", "\xc2\xa0", ".", "kommun", "och", "föreningar", " ",    " "};
    unsigned seed = 1;
    for (int round = 0; round < 4000; round++) {
        char text[2048];
        size_t len = 0;
        unsigned rare = 1 + (unsigned)round % 9;
        while (len < 400 + (size_t)round % 700) {
            seed = seed * 1103515245 + 12345;
            unsigned i = (seed >> 16) % 24;
            const char *p = PIECES[(seed >> 24) % rare == 0 ? i : 16 + i % 8];
            memcpy(text + len, p, strlen(p));
            len += strlen(p);
        }
        /* Exactly as long as it is, for what watches over memory. */
        char *exact = malloc(len);
        memcpy(exact, text, len);
        assert_true(hash_simhash(exact, len) == by_letters(exact, len));
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sha256),
        cmocka_unit_test(test_sha256_pieces),
        cmocka_unit_test(test_simhash),
        cmocka_unit_test(test_hash_u64),
        cmocka_unit_test(test_hash_bulk),
        cmocka_unit_test(test_simhash_value),
        cmocka_unit_test(test_simhash_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
