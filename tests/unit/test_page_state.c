/* test_page_state.c - pages whose text is only in the state that a script would
 * show: in the shapes that editors and frameworks keep it in. */
#include "medel/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define LONG                                                                   \
    "Stödet vänder sig till er som vill pröva något nytt tillsammans med " \
    "andra i bygden, och som har en plan för det."

static const struct {
    const char *what, *html, *text;
} cases[] = {
    {"labels by any name, typed headings",
     "<script id=__NEXT_DATA__ type=application/json>{\"page\": {\"rubrik\": "
     "\"Byapengen\", \"slug\": \"byapengen\", \"fakta\": [{\"etikett\": "
     "\"Ansökan öppen\", \"varde\": \"1 mars–2 april 2027\"}, {\"etikett\": "
     "\"Läs\", \"varde\": \"/mer/om\"}], \"innehall\": [{\"typ\": \"rubrik\", "
     "\"text\": \"Vem\"}, {\"typ\": \"stycke\", \"html\": \"\\u003cp>" LONG
     "\\u003c/p>\"}]}}</script>",
     "# Byapengen\n\nAnsökan öppen: 1 mars–2 april 2027\n\n# Vem\n\n" LONG},
    {"Portable Text",
     "<script type=application/json id=d>{\"title\": \"Byapengen\", \"body\": ["
     "{\"_type\": \"block\", \"style\": \"h2\", \"children\": [{\"_type\": "
     "\"span\", \"text\": \"När?\"}]}, {\"_type\": \"block\", \"style\": "
     "\"normal\", \"children\": [{\"text\": \"Sök senast \"}, {\"text\": "
     "\"15 mars\", \"marks\": [\"strong\"]}, {\"text\": \" nästa år.\"}]}, "
     "{\"_type\": \"block\", \"children\": [{\"text\": \"" LONG
     "\"}]}]}</script>",
     "# Byapengen\n\n# När?\n\nSök senast 15 mars nästa år.\n\n" LONG},
    {"Contentful's rich text, with a link within and a list",
     "<script>window.__INITIAL_STATE__ = {\"body\": {\"nodeType\": "
     "\"document\", "
     "\"content\": [{\"nodeType\": \"heading-2\", \"content\": [{\"nodeType\": "
     "\"text\", \"value\": \"Vem?\"}]}, {\"nodeType\": \"list-item\", "
     "\"content\": [{\"nodeType\": \"paragraph\", \"content\": [{\"value\": "
     "\"föreningar\"}]}]}, {\"nodeType\": \"paragraph\", \"content\": "
     "[{\"value\": \"Använd vår \"}, {\"nodeType\": \"hyperlink\", "
     "\"content\": "
     "[{\"value\": \"e-tjänst\"}]}, {\"value\": \" för att söka.\"}]}, "
     "{\"nodeType\": \"paragraph\", \"content\": [{\"value\": \"" LONG
     "\"}]}]}};</script>",
     "# Vem?\n\n- föreningar\n\nAnvänd vår e-tjänst för att söka.\n\n" LONG},
    {"JSON-LD alone, without the publisher and the way to it",
     "<script type=application/ld+json>[{\"@type\": \"BreadcrumbList\", "
     "\"itemListElement\": [{\"@type\": \"ListItem\", \"name\": \"En lång "
     "väg hit för den som vill söka\"}]}, {\"@type\": \"Article\", "
     "\"headline\": \"Byapengen\", \"publisher\": {\"@type\": "
     "\"Organization\", \"description\": \"Vi är en stiftelse för alla i "
     "bygden\"}, \"articleBody\": \"" LONG "\"}]</script>",
     "# Byapengen\n\n" LONG},
    {"questions in JSON-LD",
     "<script type=application/ld+json>{\"@type\": \"FAQPage\", "
     "\"mainEntity\": [{\"@type\": \"Question\", \"name\": \"Vem kan "
     "söka?\", \"acceptedAnswer\": {\"@type\": \"Answer\", \"text\": \"" LONG
     "\"}}]}</script>",
     "# Vem kan söka?\n\n" LONG},
    {"an attribute",
     "<div id=app data-page=\"{&quot;title&quot;: &quot;Byapengen&quot;, "
     "&quot;text&quot;: &quot;" LONG "&quot;}\"></div>",
     "# Byapengen\n\n" LONG},
    {"an editor's blocks, and a list of texts",
     "<script type=application/json>{\"blocks\": [{\"type\": \"header\", "
     "\"data\": {\"text\": \"Vad\", \"level\": 2}}, {\"type\": \"list\", "
     "\"data\": {\"items\": [\"Hyra\", \"Resor\"]}}, {\"type\": \"paragraph\", "
     "\"data\": {\"text\": \"" LONG "\"}}]}</script>",
     "# Vad\n\n- Hyra\n- Resor\n\n" LONG},
    {"a fact box beside a text that the page shows",
     "<main><h1>Byapengen</h1><p>" LONG
     "</p><p>Ansökan skrivs på svenska eller "
     "engelska och lämnas i vår e-tjänst, där ni också ser hur långt den har "
     "kommit. " LONG "</p></main><script>AppRegistry.registerInitialState('1',"
     "{\"rubrik\": \"I korthet\", \"rader\": [{\"etikett\": \"Status\", "
     "\"varde\": \"Stängd\"}, {\"etikett\": \"Stängde\", \"varde\": \"22 "
     "oktober 2026\"}], \"filter\": [{\"namn\": \"Alla år\", \"varde\": "
     "\"alla utlysningar\"}, {\"namn\": \"I år\", \"varde\": \"2026\"}]});"
     "</script>",
     "# Byapengen\n\nStatus: Stängd\nStängde: 22 oktober 2026\n\n" LONG
     "\n\nAnsökan skrivs på svenska eller engelska och lämnas i vår e-tjänst, "
     "där ni också ser hur långt den har kommit. " LONG},
    {"nothing that people read",
     "<script type=application/json>{\"build\": \"kQ2v\", \"menu\": "
     "[{\"text\": "
     "\"Bidrag\", \"href\": \"/bidrag\"}]}</script>",
     ""},
};

static void test_shapes(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *mem = arena_new();
        struct doc *d = NULL;
        struct err e = ERR_INIT;
        assert_int_equal(clean_html(mem, cases[i].html, strlen(cases[i].html),
                                    "text/html; charset=utf-8", &d, &e),
                         ST_OK);
        const char *text = doc_main_text(d);
        while (*text == '\n')
            text++;
        size_t n = strlen(cases[i].text);
        if (strncmp(text, cases[i].text, n) != 0 ||
            strspn(text + n, "\n") != strlen(text + n)) {
            fprintf(stderr, "%s:\n%s\n--- should be\n%s\n", cases[i].what, text,
                    cases[i].text);
            wrong++;
        }
        arena_free(mem);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shapes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
