/* test_address.c - addresses that a page must not be fetched from. */
#include "../../crawler/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/un.h>

#include <cmocka.h>

static bool by_socket(const char *text)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
        return address_is_public((struct sockaddr *)&in, sizeof in);
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
    return address_is_public((struct sockaddr *)&in6, sizeof in6);
}

static void test_table(void **state)
{
    (void)state;
    const struct {
        const char *text;
        bool public;
    } cases[] = {
        {"0.0.0.0", false},
        {"0.1.2.3", false},
        {"1.1.1.1", true},
        {"9.255.255.255", true},
        {"10.0.0.0", false},
        {"10.255.255.255", false},
        {"11.0.0.0", true},
        {"100.63.255.255", true},
        {"100.64.0.0", false},
        {"100.127.255.255", false},
        {"100.128.0.0", true},
        {"126.255.255.255", true},
        {"127.0.0.1", false},
        {"127.255.255.254", false},
        {"128.0.0.1", true},
        {"169.253.255.255", true},
        {"169.254.169.254", false},
        {"172.15.255.255", true},
        {"172.16.0.1", false},
        {"172.31.255.255", false},
        {"172.32.0.0", true},
        {"192.0.0.8", false},
        {"192.0.1.1", true},
        {"192.0.2.1", false},
        {"192.167.0.1", true},
        {"192.168.1.1", false},
        {"198.17.0.1", true},
        {"198.18.0.1", false},
        {"198.19.255.255", false},
        {"198.20.0.1", true},
        {"223.255.255.255", true},
        {"224.0.0.1", false},
        {"239.1.2.3", false},
        {"240.0.0.1", false},
        {"255.255.255.255", false},
        {"194.71.11.1", true},
        {"::", false},
        {"::1", false},
        {"::7f00:1", false},
        {"::ffff:127.0.0.1", false},
        {"::ffff:10.1.2.3", false},
        {"::ffff:194.71.11.1", true},
        {"64:ff9b::7f00:1", false},
        {"64:ff9b::c247:b01", true},
        {"64:ff9b:1::1", false},
        {"100::1", false},
        {"2001::1", false},
        {"2001:db8::1", false},
        {"2001:67c:2564::1", true},
        {"2002:7f00:1::", false},
        {"2002:c247:b01::1", true},
        {"2a00:801::1", true},
        {"3fff::1", false},
        {"fc00::1", false},
        {"fdff::1", false},
        {"fe80::1", false},
        {"febf::1", false},
        {"fec0::1", false},
        {"ff02::1", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (by_socket(cases[i].text) != cases[i].public ||
            address_text_is_public(cases[i].text) != cases[i].public)
            fail_msg("%s should%s be public", cases[i].text,
                     cases[i].public ? "" : " not");
    }
}

static void test_others(void **state)
{
    (void)state;
    struct sockaddr_un un = {.sun_family = AF_UNIX};
    assert_false(address_is_public((struct sockaddr *)&un, sizeof un));
    struct sockaddr_in in = {.sin_family = AF_INET};
    inet_pton(AF_INET, "1.1.1.1", &in.sin_addr);
    assert_false(address_is_public((struct sockaddr *)&in, 4));
    const char *const bad[] = {"",          "localhost",    "1.1.1",
                               "1.1.1.1.1", "fe80::1%eth0", "2130706433"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(address_text_is_public(bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
