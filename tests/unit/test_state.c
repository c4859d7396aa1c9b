/* test_state.c - what a page says of its state where it gives no day. */
#include "times_fixture.h"

/* rolling, closed for now, still to come */
static const struct times_row states[] = {
    {"Årets pengar är slut.", "-", "", "-", false, "closed"},
    {"Bidraget finns inte längre.", "-", "", "-", false, "closed"},
    {"Bidraget delas inte längre ut.", "-", "", "-", false, "closed"},
    {"Programmet är avslutat.", "-", "", "-", false, "closed"},
    {"Det finns inga pengar kvar att söka.", "-", "", "-", false, "closed"},
    {"Ansökningsstopp råder tills vidare.", "-", "", "-", false, "closed"},
    {"Utlysningen stängdes i förtid.", "-", "", "-", false, "closed"},
    {"Midlene er brukt opp.", "-", "", "-", false, "closed"},
    {"This scheme has been discontinued.", "-", "", "-", false, "closed"},
    {"Ansökan ska lämnas före utgången av mars varje år.", "-", "", "-", false,
     "open"},
    {"Tiden för ansökan är utgången.", "-", "", "-", false, "closed"},
    {"Just nu går det inte att söka.", "-", "", "-", false, "closed"},
    {"Alla medel för 2026 är fördelade.", "-", "", "-", false, "closed"},
    {"När årets pengar är slut stänger utlysningen.", "-", "", "-", false,
     "open"},
    {"När? Alltid.", "-", "", "-", true, "open"},
    {"Ansökan kan lämnas när som helst under året. Förstudien ska vara "
     "avslutad inom nio månader.",
     "-", "", "-", true, "open"},
    {"Det går alltså inte att söka just nu. När formuläret öppnas igen "
     "meddelas det på vår hemsida.",
     "-", "", "-", false, "closed"},
    {"Ansökan öppnar igen efter nyår.", "-", "", "-", false, "forthcoming"},
    {"Ansökningar tas emot året om och behandlas i den ordning de kommer in.",
     "-", "", "-", true, "open"},
    {"Pengarna är slut för i år.", "-", "", "-", false, "closed"},
    {"Medlen för 2026 är slut och utlysningen är därför stängd.", "-", "", "-",
     false, "closed"},
    {"När pengarna är slut stänger vi. Ansök när ni vill.", "-", "", "-", true,
     "open"},
    {"Du kan söka fram till dess att pengarna är slut.", "-", "", "-", true,
     "open"},
    {"Vi har öppet för ansökningar hela tiden.", "-", "", "-", true, "open"},
    {"Det finns inget slutdatum att hålla reda på: hör av er när idén är "
     "färdig.",
     "-", "", "-", true, "open"},
    {"Bidraget går att söka så länge det finns pengar kvar i potten.", "-", "",
     "-", true, "open"},
    {"You may apply at any point in the year.", "-", "", "-", true, "open"},
    {"There is no closing date; we read proposals every month.", "-", "", "-",
     true, "open"},
    {"Vi behandler søknader etter hvert som de kommer inn.", "-", "", "-", true,
     "open"},
    {"Søknader kan sendes når som helst.", "-", "", "-", true, "open"},
    {"Puljen kan søges hele året, og der er ingen ansøgningsfrist.", "-", "",
     "-", true, "open"},
    {"Der er løbende ansøgningsfrist.", "-", "", "-", true, "open"},
    {"Utlysningen är på remiss och beräknas öppna under våren 2027.", "-", "",
     "-", false, "forthcoming"},
    {"En ny omgång planeras till hösten 2027.", "-", "", "-", false,
     "forthcoming"},
    {"Denna utlysning är avslutad. Projekten pågår till och med 2027.", "-", "",
     "-", false, "closed"},
    {"Fonden delar inte ut några medel under 2027.", "-", "", "-", false,
     "closed"},
    {"Anslaget är vilande tills vidare.", "-", "", "-", false, "closed"},
    {"Vi tar för närvarande inte emot några nya ansökningar.", "-", "", "-",
     false, "closed"},
    {"This programme is currently closed to new applications.", "-", "", "-",
     false, "closed"},
    {"Sökningen är avslutad för året.", "-", "", "-", false, "closed"},
    {"Tiden för att ansöka har gått ut.", "-", "", "-", false, "closed"},
    {"Vi har stängt för ansökningar och öppnar inte igen förrän 2028.", "-", "",
     "-", false, "closed"},
    {"Utlysningen öppnar först när regeringen har beslutat om medlen.", "-", "",
     "-", false, "forthcoming"},
    {"Status :: Stängd", "-", "", "-", false, "closed"},
    {"Status :: Öppen – sök när ni vill", "-", "", "-", true, "open"},
    {"Löpande, senast sex veckor före projektstart.", "-", "", "-", true,
     "open"},
    {"Ansökan ska vara inlämnad senast åtta veckor före arrangemanget. Någon "
     "särskild sista dag finns alltså inte.",
     "-", "", "-", true, "open"},
    {"Sökperiod :: Löpande", "-", "", "-", true, "open"},
    {"Sök när :: Året runt", "-", "", "-", true, "open"},
    {"Utlysningen har dragits tillbaka.", "-", "", "-", false, "closed"},
    {"Höstens omgång ställs in. Nästa möjlighet att söka blir i mars 2027.",
     "-", "", "-", false, "forthcoming"},
    {"Vi fyller på potten i januari. Då öppnar vi igen.", "-", "", "-", false,
     "forthcoming"},
    {"Just nu pausar vi nya ansökningar.", "-", "", "-", false, "closed"},
    {"Alla pengar för 2026 har delats ut.", "-", "", "-", false, "closed"},
    {"Budgeten är intecknad och inga fler ansökningar tas emot.", "-", "", "-",
     false, "closed"},
    {"Ordningen er fullt utnyttet for 2026.", "-", "", "-", false, "closed"},
    {"Puljen for 2026 er opbrugt.", "-", "", "-", false, "closed"},
    {"The fund is fully allocated for 2026.", "-", "", "-", false, "closed"},
    {"Det finns pengar kvar att söka.", "-", "", "-", false, "open"},
    {"Ni kan ansöka när ni har behov av det.", "-", "", "-", true, "open"},
    {"Hör av er så fort ni har en idé, det finns ingen tidsgräns.", "-", "",
     "-", true, "open"},
    {"Inga ansökningsperioder, inga stoppdatum – skicka när ni är klara.", "-",
     "", "-", true, "open"},
    {"Ansökningar behandlas vid varje styrelsemöte och kan skickas in när som "
     "helst under året.",
     "-", "", "-", true, "open"},
    {"Vi prövar ansökningar varje månad.", "-", "", "-", true, "open"},
    {"Bidraget söks i efterskott, så snart ni har kvitton på alla utgifter.",
     "-", "", "-", false, "open"},
    {"Senast två månader innan projektet startar behöver vi er ansökan. Vi tar "
     "emot ansökningar hela året.",
     "-", "", "-", true, "open"},
    {"Ansökan ska göras senast tre veckor före evenemanget. Löpande.", "-", "",
     "-", true, "open"},
};

static void test_states(void **state)
{
    (void)state;
    times_check(states, sizeof states / sizeof *states);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_states),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
