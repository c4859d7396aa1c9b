/*
 * test_money_words.c - sums and shares in roundabout words: pots, ceilings and
 * rates that are told beside other sums.
 */
#include "read_fixture.h"
#include "markup.h"

#include "medel/reading.h"

#include <math.h>

#define NONE (-1)

enum page_language { SV, NO, DA, EN };

static const char *const heads[] = {
    "# Projektstöd 2027\nIdeella föreningar kan söka projektstöd senast den 1 "
    "mars 2027.\n",
    "# Prosjekttilskudd 2027\nFrivillige lag og foreninger kan søke innen 1. "
    "mars 2027.\n",
    "# Projekttilskud 2027\nForeninger kan søge senest den 1. marts 2027.\n",
    "# Project grants 2027\nAssociations can apply for project grants until 1 "
    "March 2027.\n"};

static const struct row {
    enum page_language language;
    const char *text;
    double floor, ceiling, budget, rate;
} rows[] = {
    {SV,
     "Styrelsen har beslutat att i år skjuta till 4 miljoner kronor. Varje "
     "sökande kan beviljas maximalt 150 000 kronor.",
     NONE, 150000, 4000000, NONE},
    {DA,
     "Vi går in med halva kostnaden, som mest 75 000 kr. Resten svarar ni "
     "själva för.",
     NONE, 75000, NONE, 50},
    {SV,
     "Stödet uppgår till mellan 30 och 60 procent av investeringen, beroende "
     "på företagets storlek. Taket är 1,2 mkr per företag.",
     NONE, 1200000, NONE, 60},
    {SV,
     "Bidraget får inte understiga 20 000 kronor och inte överstiga 200 000 "
     "kronor.",
     20000, 200000, NONE, NONE},
    {SV,
     "Den totala ramen för utlysningen uppgår till 25 miljoner kronor. Ett "
     "projekt kan beviljas mellan 500 000 och 2 000 000 kronor.",
     500000, 2000000, 25000000, NONE},
    {DA, "Minsta belopp att söka är 10 000 kr. Något tak finns inte.", 10000,
     NONE, NONE, NONE},
    {SV,
     "Sökanden förväntas bidra med minst en tredjedel av projektets "
     "kostnader.",
     NONE, NONE, NONE, 66.7},
    {SV,
     "Kommunen har 350 000 kronor att dela ut under 2027. Ingen förening får "
     "mer än 40 000 kronor.",
     NONE, 40000, 350000, NONE},
    {SV, "Av de totala kostnaderna kan högst 70 % täckas av bidraget.", NONE,
     NONE, NONE, 70},
    {SV,
     "Egen medfinansiering om minst 20 % krävs, varav hälften får bestå av "
     "eget arbete.",
     NONE, NONE, NONE, 80},
    {SV,
     "Fonden ger understöd på 500–5 000 euro. Självfinansieringsandelen är "
     "minst 10 procent.",
     500, 5000, NONE, 90},
    {SV,
     "Bidrag kan ges med högst 1 000 000 kronor per år i upp till tre år. Om "
     "projektet kostar över 5 miljoner kronor krävs en extern utvärdering.",
     NONE, 1000000, NONE, NONE},
    {SV,
     "Ansökningar på mindre än 50 tkr behandlas inte. Maxbeloppet är 400 tkr.",
     50000, 400000, NONE, NONE},
    {SV, "Bidrag under 15 000 kr betalas inte ut.", 15000, NONE, NONE, NONE},
    {SV,
     "Programmet har en budget om 120 miljoner kronor för perioden "
     "2026-2028. Till denna utlysning avsätts 30 miljoner kronor.",
     NONE, NONE, 30000000, NONE},
    {DA,
     "I denna omgång fördelar nämnden 800 000 kr. Förra året fördelades 650 "
     "000 kr till 14 föreningar.",
     NONE, NONE, 800000, NONE},
    {SV,
     "Företaget ska ha en omsättning på minst 3 miljoner kronor. Checken är "
     "värd 100 000 kronor och täcker hälften av kostnaden.",
     NONE, 100000, NONE, 50},
    {SV, "Stipendiet är på 25 000 kronor. Två stipendier delas ut varje år.",
     NONE, 25000, NONE, NONE},
    {NO,
     "Lønnstilskudd gis ikke. Du kan søke om støtte på inntil 50 000 kroner. "
     "Det er satt av 1,5 millioner kroner til ordningen.",
     NONE, 50000, 1500000, NONE},
    {NO,
     "Tilskuddet kan ikke overstige 60 prosent av godkjente kostnader, og "
     "ikke mer enn 300 000 kroner.",
     NONE, 300000, NONE, 60},
    {NO, "Søkere må bidra med minst 40 prosent egenfinansiering.", NONE, NONE,
     NONE, 60},
    {NO,
     "Samlet ramme: 12 mill. kroner. Beløpsgrense: 2 mill. kroner per "
     "prosjekt.",
     NONE, 2000000, 12000000, NONE},
    {DA,
     "Fonden støtter med op til halvdelen af udgifterne, dog højst 100.000 "
     "kr. pr. projekt.",
     NONE, 100000, NONE, 50},
    {DA,
     "Der uddeles i alt 3 mio. kr. i 2027. Det mindste beløb, der kan søges, "
     "er 25.000 kr.",
     25000, NONE, 3000000, NONE},
    {DA, "Ansøger skal selv dække mindst 25 pct. af omkostningerne.", NONE,
     NONE, NONE, 75},
    {DA,
     "Puljen er på 8 mio. kr. Der kan ikke søges om mindre end 200.000 kr. "
     "eller mere end 1 mio. kr.",
     200000, 1000000, 8000000, NONE},
    {EN,
     "We expect to award grants of between EUR 50,000 and EUR 250,000. A "
     "total of EUR 4 million will be made available.",
     50000, 250000, 4000000, NONE},
    {EN,
     "The grant covers a maximum of 75% of eligible costs; the remaining 25% "
     "must come from other sources.",
     NONE, NONE, NONE, 75},
    {EN,
     "No single grant will exceed SEK 500,000. Applications for less than "
     "SEK 50,000 will not be considered.",
     50000, 500000, NONE, NONE},
    {EN,
     "Applicants are expected to match the grant by contributing at least "
     "30% of the total budget.",
     NONE, NONE, NONE, 70},
    {EN,
     "The fund gives out about 40 grants a year. The maximum is €10,000 and "
     "the pot for 2027 amounts to €300,000.",
     NONE, 10000, 300000, NONE},
    {SV,
     "Last year 32 projects shared SEK 6 million. This year SEK 8 million is "
     "available.",
     NONE, NONE, 8000000, NONE},
    {SV,
     "Vi finansierar upp till 100 procent av kostnaderna. Högst 15 procent "
     "får vara overhead.",
     NONE, NONE, NONE, 100},
    {SV, "Stödnivå: 40 % för stora företag, 60 % för små företag.", NONE, NONE,
     NONE, 60},
    {SV,
     "Maxbelopp :: 250 000 kr\nLägsta belopp :: 25 000 kr\nStödandel :: högst "
     "80 procent\nAvsatta medel :: 5 mkr\n",
     25000, 250000, 5000000, 80},
    {SV, "Projektbidrag :: max 100 000 kr\nSnabbstöd :: max 15 000 kr\n", NONE,
     100000, NONE, NONE},
    {SV,
     "Länsstyrelsen förfogar över cirka 6,5 miljoner kronor. Statligt bidrag "
     "lämnas med högst 50 procent, övrig finansiering står kommunen för.",
     NONE, NONE, 6500000, 50},
    {SV,
     "Ersättning lämnas med 90 procent av den godkända kostnaden, dock högst "
     "med två prisbasbelopp.",
     NONE, 118400, NONE, 90},
    {DA,
     "Lånebelopp: 50 000–1 000 000 kr. Uppläggningsavgiften är 2 % och "
     "räntan 6,5 %.",
     50000, 1000000, NONE, NONE},
    {SV,
     "Föreningen får 35 kronor per deltagare och sammankomst. Totalt finns "
     "900 000 kronor.",
     NONE, NONE, 900000, NONE},
    {SV,
     "Vid upphandling över 100 000 kronor ska tre offerter bifogas. Bidraget "
     "är högst 80 000 kronor.",
     NONE, 80000, NONE, NONE},
    {SV,
     "Stöd av mindre betydelse får uppgå till högst 300 000 euro under tre "
     "år. Ni kan söka 200 000 kronor.",
     NONE, 200000, NONE, NONE},
    {SV,
     "Utlysningen omsluter 15 MSEK, fördelade på två omgångar. Projekten kan "
     "få 1–3 MSEK vardera.",
     1000000, 3000000, 15000000, NONE},
    {SV,
     "Vi ger aldrig mindre än 5 000 kronor och sällan mer än 50 000 kronor.",
     5000, NONE, NONE, NONE},
    {SV, "Det går att söka från 20 000 kronor och uppåt.", 20000, NONE, NONE,
     NONE},
    {SV, "Egeninsatsen ska vara minst 50 %.", NONE, NONE, NONE, 50},
    {SV,
     "Projektet finansieras till 65 % av programmet och till 35 % av "
     "projektparterna.",
     NONE, NONE, NONE, 65},
    {SV,
     "EU-stödet är högst 60 procent av de totala stödberättigande utgifterna.",
     NONE, NONE, NONE, 60},
    {SV,
     "Insamlingen har hittills gett 2 miljoner kronor. Bidrag ges med upp "
     "till 20 000 kronor.",
     NONE, 20000, NONE, NONE},
    {SV, "Alla mottagare får samma belopp: 30 000 kronor.", 30000, 30000, NONE,
     NONE},
    {SV, "Potten på 2,5 miljoner delas mellan länets tolv kommuner.", NONE,
     NONE, 2500000, NONE},
    {SV,
     "Varje år satsar vi en miljon på lokala initiativ. Du kan få allt från "
     "några tusen upp till 50 000 kronor.",
     NONE, 50000, 1000000, NONE},
    {SV,
     "Budgeten för 2027 är 3 000 000 kr varav 500 000 kr reserveras för unga.",
     NONE, NONE, 3000000, NONE},
    {SV,
     "Arvodet för en föreläsare får vara högst 10 000 kronor. Stödet är "
     "maximerat till 60 000 kronor.",
     NONE, 60000, NONE, NONE},
    {NO,
     "Fylkeskommunen dekker inntil 80 % av kostnadene, resten må dekkes av "
     "søker.",
     NONE, NONE, NONE, 80},
    {DA,
     "Tilskud ydes med 75 procent af de støtteberettigede udgifter. "
     "Minimumsbeløbet er 100.000 kr.",
     100000, NONE, NONE, 75},
    {EN, "The programme co-finances up to 80 per cent of the partners' costs.",
     NONE, NONE, NONE, 80},
    {EN,
     "Grants start at £5,000. Awards over EUR 50 000 require an audit "
     "certificate.",
     NONE, NONE, NONE, NONE},
    {SV,
     "Företag betalar 30 procent av konsultkostnaden; regionen står för 70 "
     "procent.",
     NONE, NONE, NONE, 70},
    {SV, "Högst hälften av bidraget betalas ut i förskott.", NONE, NONE, NONE,
     NONE},
    {SV, "Minst 75 procent av medlemmarna ska vara bosatta i kommunen.", NONE,
     NONE, NONE, NONE},
    {SV,
     "Sedan starten har stiftelsen delat ut över 60 miljoner kronor. "
     "Anslagen är vanligtvis 50 000 kronor.",
     NONE, NONE, NONE, NONE},
    {SV, "Bidragstaket är satt till 120 000 kr.", NONE, 120000, NONE, NONE},
    {SV, "Du kan som mest få tio tusen kronor.", NONE, 10000, NONE, NONE},
    {SV,
     "Satsningen är på totalt 50 miljoner kronor under fem år. I den här "
     "utlysningen finns 12 miljoner kronor att söka.",
     NONE, NONE, 12000000, NONE},
    {SV, "Sökt belopp ska ligga inom spannet 100 000–400 000 kronor.", 100000,
     400000, NONE, NONE},
    {SV, "Bidrag beviljas inte med belopp som överstiger 30 000 kr.", NONE,
     30000, NONE, NONE},
    {SV,
     "Finansieringsgraden är 40 procent, men kan höjas till 50 procent i "
     "stödområde A.",
     NONE, NONE, NONE, 50},
    {SV,
     "Stiftelsen avser att under våren bevilja bidrag för sammanlagt två "
     "miljoner kronor. Enskilda bidrag ligger på mellan 20 000 och 100 000 "
     "kronor.",
     20000, 100000, 2000000, NONE},
    {SV, "Kulturrådet fördelar 43 miljoner kronor per år genom detta bidrag.",
     NONE, NONE, 43000000, NONE},
    {SV, "Ni kan söka högst 3 basbelopp.", NONE, NONE, NONE, NONE},
    {SV,
     "Ersättningen är 400 kronor per timme. Totalt kan en organisation få 80 "
     "000 kronor.",
     NONE, 80000, NONE, NONE},
    {SV, "Från och med i år är maxgränsen 75 000 kr per arrangör.", NONE, 75000,
     NONE, NONE},
    {SV, "Regionen bidrar med 2/3 av kostnaden.", NONE, NONE, NONE, 66.7},
    {SV,
     "Bidraget motsvarar högst 40 procent av den sammanlagda "
     "projektbudgeten, kommunal medfinansiering ska uppgå till minst 20 "
     "procent.",
     NONE, NONE, NONE, 40},
    {SV, "För att få stöd måste ni kunna visa upp 50 procents motfinansiering.",
     NONE, NONE, NONE, 50},
    {SV, "Medfinansieringskravet är 30 %.", NONE, NONE, NONE, 70},
    {SV, "Vi vill ha ansökningar i storleksordningen 1 till 5 miljoner kronor.",
     1000000, 5000000, NONE, NONE},
    {SV,
     "Projektens budget bör ligga på 500 000 - 1 500 000 kronor, varav "
     "Vinnova finansierar högst 50 procent.",
     NONE, NONE, NONE, 50},
    {SV,
     "Bidragsbeloppet är lägst 300 000 kr och högst 500 000 kr per projekt. "
     "Vi planerar att bevilja ca 10 projekt.",
     300000, 500000, NONE, NONE},
    {SV,
     "Budgeten för utlysningen är totalt 20 miljoner kronor över två år. "
     "Varje projekt kan få maximalt 4 miljoner.",
     NONE, 4000000, 20000000, NONE},
    {SV, "Arbetsgivarens andel är 40 procent.", NONE, NONE, NONE, 60},
    {SV,
     "Du som är egenföretagare kan få 60 % av kurskostnaden ersatt upp till "
     "ett tak på 12 000 kronor.",
     NONE, 12000, NONE, 60},
    {SV,
     "Bidragets andel av projektets totala kostnader får vara maximalt 70 "
     "procent.",
     NONE, NONE, NONE, 70},
    {SV,
     "Fonden har ett kapital på 40 miljoner kronor och delar årligen ut "
     "omkring 1 miljon.",
     NONE, NONE, 1000000, NONE},
    {SV, "Sökande som beviljats mer än 300 000 kronor ska lämna revisorsintyg.",
     NONE, NONE, NONE, NONE},
    {SV,
     "Minsta summa att ansöka om: 30 000 kronor\nStörsta summa att ansöka om: "
     "300 000 kronor\n",
     30000, 300000, NONE, NONE},
    {SV, "Bidrag :: Upp till 70 % av kostnaden, max 50 000 kr", NONE, 50000,
     NONE, 70},
    {SV,
     "Utlyst budget :: 8 000 000 SEK\nBidrag per projekt :: 250 000–750 000 "
     "SEK\nMedfinansiering :: minst 25 %\n",
     250000, 750000, 8000000, 75},
    {SV, "Storlek på bidrag :: 5 000 - 40 000 kr", 5000, 40000, NONE, NONE},
    {SV, "Hur mycket pengar finns det? :: 2 miljoner kronor", NONE, NONE,
     2000000, NONE},
    {SV, "Hur mycket kan vi söka? :: Max 200 000 kronor", NONE, 200000, NONE,
     NONE},
    {SV, "Egenfinansiering :: 20 %", NONE, NONE, NONE, 80},
    {SV, "Bidragsandel :: 60 %", NONE, NONE, NONE, 60},
    {NO,
     "Prosjektstøtte gis med fra 50 000 til 200 000 kroner. Vi har 3 "
     "millioner kroner til fordeling i 2027.",
     50000, 200000, 3000000, NONE},
    {SV,
     "Tilskuddet kan utgjøre maksimalt halvparten av prosjektets samlede "
     "kostnader.",
     NONE, NONE, NONE, 50},
    {SV, "Egeninnsatsen må være på minst en tredel.", NONE, NONE, NONE, 66.7},
    {NO,
     "Søknadsbeløpet skal ikke være lavere enn 100 000 kroner eller høyere "
     "enn 1 million kroner.",
     100000, 1000000, NONE, NONE},
    {NO,
     "Stiftelsen deler i år ut fem millioner kroner. Hvert prosjekt kan få "
     "opptil 250 000.",
     NONE, 250000, 5000000, NONE},
    {DA,
     "Der kan søges tilskud på mellem 10.000 og 75.000 kr. Puljen rummer 1,2 "
     "mio. kr. årligt.",
     10000, 75000, 1200000, NONE},
    {DA, "Fonden yder støtte til højst to tredjedele af projektets udgifter.",
     NONE, NONE, NONE, 66.7},
    {DA,
     "Kommunen dækker 50 % af udgiften, resten betaler foreningen selv. Man "
     "kan højst få 30.000 kr.",
     NONE, 30000, NONE, 50},
    {DA,
     "Bevillinger gives typisk i størrelsesordenen 50.000 kr. til 500.000 kr.",
     50000, 500000, NONE, NONE},
    {EN,
     "The total indicative budget is EUR 12 million. The requested grant "
     "should be between EUR 200,000 and EUR 1 million.",
     200000, 1000000, 12000000, NONE},
    {EN, "Projects are funded at 60%, with 40% to be covered by partners.",
     NONE, NONE, NONE, 60},
    {EN,
     "You can apply for up to €5,000 to cover as much as 90% of your costs.",
     NONE, 5000, NONE, 90},
    {EN,
     "Funding of up to SEK 2 million per project is offered, and SEK 20 "
     "million has been allocated for the call.",
     NONE, 2000000, 20000000, NONE},
    {EN, "The minimum amount you can request is EUR 1,000.", 1000, NONE, NONE,
     NONE},
    {EN,
     "Applicants must have an annual turnover below EUR 2 million. Vouchers "
     "are worth EUR 8,000.",
     NONE, 8000, NONE, NONE},
    {EN,
     "Of the EUR 5 million programme budget, EUR 1.2 million is set aside "
     "for this round.",
     NONE, NONE, 1200000, NONE},
    {EN, "Small grants: EUR 1,000–5,000. Large grants: EUR 10,000–50,000.",
     1000, 50000, NONE, NONE},
    {EN, "We cannot contribute more than half of the budget.", NONE, NONE, NONE,
     50},
    {EN, "The lead partner is reimbursed 75% of eligible expenditure.", NONE,
     NONE, NONE, 75},
    {SV,
     "Understöd beviljas för högst 80 % av de godtagbara kostnaderna. "
     "Anslaget för 2027 är 450 000 euro.",
     NONE, NONE, 450000, 80},
    {SV, "Stipendiesumman är 40 000 kronor och delas mellan två mottagare.",
     NONE, 40000, NONE, NONE},
    {SV,
     "I år har vi 1 500 000 kr i potten. Tänk på att stödet inte får vara "
     "mer än 90 000 kr.",
     NONE, 90000, 1500000, NONE},
    {SV,
     "Totalkostnaden för projektet får inte överstiga 2 miljoner kronor. "
     "Stödet är 70 procent.",
     NONE, NONE, NONE, 70},
    {SV,
     "Enligt förordningen får bidraget inte lämnas med mer än 85 procent av "
     "utgifterna för åtgärden.",
     NONE, NONE, NONE, 85},
    {SV,
     "Vi kan bidra med upp till 30% av investeringskostnaden. Investeringen "
     "måste vara minst 100 000 kronor.",
     NONE, NONE, NONE, 30},
    {SV,
     "Lönebidraget till anställda får inte räknas som medfinansiering. Vårt "
     "bidrag täcker fyra femtedelar.",
     NONE, NONE, NONE, 80},
    {SV, "Av potten på 10 miljoner kronor är 2 miljoner vikta för förstudier.",
     NONE, NONE, 10000000, NONE},
    {SV, "Anslaget är ettårigt och uppgår till 150 000 kronor.", NONE, 150000,
     NONE, NONE},
    {SV, "Varje mottagare får ett engångsbelopp om 10 000 kr.", 10000, 10000,
     NONE, NONE},
    {SV, "Utdelningsbart belopp för 2027: 1 250 000 kr.", NONE, NONE, 1250000,
     NONE},
    {SV,
     "Vi har anslagit totalt 6 miljoner, och räknar med att kunna stötta ett "
     "tiotal projekt med vardera 400 000–800 000 kronor.",
     400000, 800000, 6000000, NONE},
    {SV, "Hyresbidraget är 50 procent av hyran, dock max 60 000 kronor per år.",
     NONE, 60000, NONE, 50},
    {SV,
     "Kravet är att minst 10 procent av finansieringen kommer från "
     "näringslivet.",
     NONE, NONE, NONE, 90},
    {SV,
     "Kravet på egen finansiering är 0 procent för kommuner och 25 procent "
     "för företag.",
     NONE, NONE, NONE, 100},
    {SV,
     "Bidragssumman kan variera från 8 000 kronor till 45 000 kronor. "
     "Sammantaget har vi 400 000 kronor till vårens omgång.",
     8000, 45000, 400000, NONE},
    {SV, "Fördelningsbara medel uppgår till 7,5 mnkr.", NONE, NONE, 7500000,
     NONE},
    {SV,
     "Högst 4,5 miljoner kronor kommer att fördelas. Beviljade projekt "
     "tilldelas mellan 300 000 och 900 000 kronor.",
     300000, 900000, 4500000, NONE},
    {SV, "Det sökta beloppet måste vara större än 50 000 kr.", 50000, NONE,
     NONE, NONE},
    {SV,
     "Nämnden kan lämna bidrag till 65 % av kostnaden för renovering. "
     "Bidragets maxbelopp är 250 tkr.",
     NONE, 250000, NONE, 65},
    {SV, "Vi stödjer upp till tre fjärdedelar av kostnaderna för ert projekt.",
     NONE, NONE, NONE, 75},
    {SV,
     "Utgångspunkten är att sökanden finansierar 50 procent och regionen 50 "
     "procent.",
     NONE, NONE, NONE, 50},
    {SV, "Den egna insatsen skall utgöra lägst 10 procent av totalbudgeten.",
     NONE, NONE, NONE, 90},
    {SV,
     "Bidrag kan beviljas med upp till en miljon kronor, inklusive moms. "
     "Projektet ska ha en total omslutning på minst 200 000 kronor.",
     NONE, 1000000, NONE, NONE},
    {SV,
     "Anslaget för 2027 är ännu inte beslutat men beräknas till 14 miljoner "
     "kronor.",
     NONE, NONE, 14000000, NONE},
    {SV, "Till vårens utlysning har styrelsen öronmärkt 1,8 miljoner kronor.",
     NONE, NONE, 1800000, NONE},
    {SV,
     "Det finns ingen övre gräns, men bidragen är sällan större än 100 000 "
     "kronor.",
     NONE, NONE, NONE, NONE},
    {SV,
     "Priset på kursen är 4 500 kronor. Stipendiet täcker resor upp till 8 "
     "000 kronor.",
     NONE, 8000, NONE, NONE},
    {SV,
     "Lånet är räntefritt och uppgår till högst 500 000 kronor. "
     "Återbetalning sker med 5 000 kronor i månaden.",
     NONE, 500000, NONE, NONE},
    {SV,
     "Under 2025 fördelade vi 23 miljoner kronor till 61 projekt, det minsta "
     "på 40 000 kronor.",
     NONE, NONE, NONE, NONE},
    {SV,
     "Medlemsavgiften i föreningen ska vara minst 50 kronor. Startbidraget "
     "är 3 000 kronor.",
     NONE, 3000, NONE, NONE},
    {SV,
     "Bidraget baseras på antal medlemmar: 150 kronor per medlem, dock högst "
     "75 000 kronor per förening.",
     NONE, 75000, NONE, NONE},
    {SV,
     "Upp till 90 % av skäliga kostnader ersätts, maximalt 45 000 kr per "
     "ansökan och år.",
     NONE, 45000, NONE, 90},
    {SV,
     "Stödet är 70 % för ideella aktörer och 50 % för företag, men aldrig "
     "högre än 400 000 kronor.",
     NONE, 400000, NONE, 70},
    {SV,
     "Projekt beviljas mellan två och fyra miljoner kronor. Hela satsningen "
     "omfattar 28 miljoner kronor under 2027.",
     2000000, 4000000, 28000000, NONE},
    {SV, "Sökt summa får vara lägst 10 000 och högst 150 000 SEK", 10000,
     150000, NONE, NONE},
    {SV,
     "Er budget ska innehålla minst 25 % i egna medel eller från andra "
     "finansiärer.",
     NONE, NONE, NONE, 75},
    {SV,
     "Skriv till oss om ni behöver mindre än 5 000 kronor, då räcker ett "
     "enkelt brev. Vanligen kan ni få upp till 25 000.",
     NONE, 25000, NONE, NONE},
    {SV,
     "Maximalt belopp per ansökan :: 75 000 kronor\nTotal summa för "
     "utlysningen :: 1 miljon kronor\nKrav på medfinansiering :: Nej\n",
     NONE, 75000, 1000000, NONE},
    {SV,
     "Stödintensitet :: 35–60 %\nBelopp :: 2–8 mkr\nBudget för utlysningen :: "
     "60 mkr\n",
     2000000, 8000000, 60000000, 60},
    {SV, "Minsta och högsta stöd :: 100 000 – 1 500 000 kr", 100000, 1500000,
     NONE, NONE},
    {SV, "Belopp du kan söka :: Från 5 000 till 50 000 kr", 5000, 50000, NONE,
     NONE},
    {SV, "Finansieringsandel :: Max 70 %\nEgeninsats :: Minst 30 %\n", NONE,
     NONE, NONE, 70},
    {SV,
     "Vi betalar 40 000 kronor till varje utvald grupp. Tio grupper väljs ut.",
     40000, 40000, NONE, NONE},
    {SV, "Stiftelsens anslag täcker aldrig hela kostnaden utan högst 60 %.",
     NONE, NONE, NONE, 60},
    {SV,
     "Norsk side: inntil NOK 1 000 000 per prosjekt. Rammen for utlysningen "
     "er på NOK 8 000 000.",
     NONE, 1000000, 8000000, NONE},
    {NO,
     "Det kan gis tilskudd med opptil 70 prosent av kostnadene. Minste "
     "tilskudd er 30 000 kroner.",
     30000, NONE, NONE, 70},
    {SV, "Egenfinansieringen skal utgjøre minimum 25 % av totalbudsjettet.",
     NONE, NONE, NONE, 75},
    {NO,
     "Ordningen har en ramme på om lag 4,2 millioner kroner. I 2025 ble det "
     "delt ut 3,9 millioner kroner.",
     NONE, NONE, 4200000, NONE},
    {NO,
     "Vi gir ikke støtte under 20 000 kroner. Øvre ramme for enkeltsøknader "
     "er 150 000 kroner.",
     20000, 150000, NONE, NONE},
    {NO, "Tilskuddet er et fast beløp på 25 000 kroner.", 25000, 25000, NONE,
     NONE},
    {DA,
     "Du kan få tilskud til 40 % af dine udgifter, dog maks. 60.000 kr. pr. "
     "virksomhed.",
     NONE, 60000, NONE, 40},
    {DA,
     "Det samlede beløb til uddeling er 5 mio. kr. Ansøgninger under 50.000 "
     "kr. behandles ikke.",
     50000, NONE, 5000000, NONE},
    {DA, "Egenfinansieringen skal mindst være en tredjedel.", NONE, NONE, NONE,
     66.7},
    {DA,
     "Rammebeløbet er 10 mio. kr., og der gives op til 2 mio. kr. til det "
     "enkelte projekt.",
     NONE, 2000000, 10000000, NONE},
    {EN,
     "Each consortium may request up to EUR 1.5 million; smaller requests "
     "are welcome but not below EUR 300,000.",
     300000, 1500000, NONE, NONE},
    {EN, "Co-funding of at least 20% is mandatory.", NONE, NONE, NONE, 80},
    {EN,
     "The Foundation has earmarked DKK 15 million for this call and will "
     "fund between 5 and 8 projects.",
     NONE, NONE, 15000000, NONE},
    {EN,
     "Budget per project: EUR 30 000 – EUR 60 000. Total budget: EUR 600 "
     "000. Support rate: 100%.",
     30000, 60000, 600000, 100},
    {EN, "The partnership must provide own financing of 35 percent.", NONE,
     NONE, NONE, 65},
    {EN, "Travel grants are fixed at EUR 800 per person.", 800, 800, NONE,
     NONE},
    {EN,
     "Grants do not normally exceed SEK 200,000. Our annual budget for "
     "grants is SEK 3 million.",
     NONE, 200000, 3000000, NONE},
    {EN,
     "A maximum of SEK 50 000 of the grant may be used for equipment. The "
     "grant is SEK 300 000.",
     NONE, 300000, NONE, NONE},
    {EN,
     "Up to three quarters of the costs may be covered, subject to a ceiling "
     "of EUR 45,000.",
     NONE, 45000, NONE, 75},
    {SV,
     "We have half a million euros available and expect to support 10 "
     "projects.",
     NONE, NONE, 500000, NONE},
    {SV,
     "Understödet kan uppgå till högst 15 000 euro. Den sökande bör ha en "
     "självfinansiering på minst 30 %.",
     NONE, 15000, NONE, 70},
    {SV,
     "Stödbeloppet är 1 500–7 000 €. Från fonden delas det ut ca 60 000 € "
     "per år.",
     1500, 7000, 60000, NONE},
    {SV,
     "Stödet kan vara högst 50 procent av kostnaderna och högst 20 000 euro "
     "per företag. De minimis-taket är 300 000 euro.",
     NONE, 20000, NONE, 50},
    {SV,
     "EU och staten betalar tillsammans 100 procent av kostnaderna upp till "
     "150 000 kronor.",
     NONE, 150000, NONE, 100},
    {SV,
     "Det handlar om små summor: 2 000 till 10 000 kronor. Redovisa inom två "
     "månader.",
     2000, 10000, NONE, NONE},
    {SV, "Vi delar lika: ni betalar hälften och vi betalar hälften.", NONE,
     NONE, NONE, 50},
    {SV, "Ni behöver själva finansiera en fjärdedel.", NONE, NONE, NONE, 75},
    {SV, "Bidraget kan täcka kostnader till hundra procent.", NONE, NONE, NONE,
     100},
    {SV,
     "Kommunerna delar på 90 miljoner kronor. Varje kommun kan få högst 3 "
     "miljoner kronor, och ingen får mindre än 250 000 kronor.",
     250000, 3000000, 90000000, NONE},
    {SV,
     "## Vilka kan söka?\nFöreningar med minst 25 medlemmar och en omsättning "
     "under 3 miljoner kronor.\n## Hur stort är bidraget?\nNi kan få 60 "
     "procent av era kostnader, men inte mer än 80 000 kronor. "
     "Administration får utgöra 10 procent. Vi har avsatt en halv miljon "
     "kronor.\n## Efter beslut\nHalva beloppet betalas ut direkt. Belopp över "
     "50 000 kronor kräver revisorsintyg.\n",
     NONE, 80000, 500000, 60},
    {SV,
     "## Bakgrund\nSedan 2019 har 214 projekt fått sammanlagt 96 miljoner "
     "kronor.\n## Ekonomi\nUtlysningens omfattning är 18 miljoner kronor. "
     "Sökta belopp ska ligga mellan 400 000 och 1 200 000 kronor. Parterna "
     "ska tillsammans stå för minst 35 procent av projektets totala "
     "kostnader. Indirekta kostnader får tas upp med högst 25 procent av "
     "lönerna.\n",
     400000, 1200000, 18000000, 65},
    {NO,
     "## Tilskuddets størrelse\nTilskuddet kan dekke inntil 70 prosent av "
     "godkjente kostnader. Maksbeløpet er 350 000 kroner og minstebeløpet 40 "
     "000 kroner.\nEgeninnsats kan verdsettes til 400 kroner per time. Søkere "
     "med omsetning over 10 millioner kroner prioriteres ikke.\nTotalt 5 "
     "millioner kroner er satt av i år.\n",
     40000, 350000, 5000000, 70},
    {DA,
     "## Økonomi\nFonden kan dække op til 80 procent af projektets udgifter. "
     "Der ydes mellem 30.000 kr. og 400.000 kr. pr. projekt.\nI denne runde "
     "er der 6 mio. kr. til uddeling. I 2025 modtog 41 projekter i alt 5,8 "
     "mio. kr.\n",
     30000, 400000, 6000000, 80},
    {EN,
     "## Grant size\nYou may apply for a minimum of EUR 8,000 and a maximum "
     "of EUR 40,000. The fund pays 70% of your eligible costs and you find "
     "the remaining 30%.\nIn the previous round 12 projects received EUR "
     "310,000 in total. EUR 500,000 is on offer this time. Daily allowances "
     "are limited to EUR 50.\n",
     8000, 40000, 500000, 70},
    {SV,
     "## Så fungerar stödet\nCheckens värde är 60 000 kronor. Den kan "
     "användas för konsulttjänster till ett timpris av högst 1 200 "
     "kronor.\nNi betalar en fjärdedel av konsultens faktura ur egen "
     "ficka.\nDe minimis: högst 300 000 euro över tre år.\nI årets pott ligger "
     "2,4 miljoner.\n",
     NONE, 60000, 2400000, 75},
    {SV,
     "## Belopp\nInvesteringsbidrag: högst 30 % av kostnaden, max 500 000 "
     "kr.\nUtredningsbidrag: högst 70 % av kostnaden, max 60 000 kr.\nBidrag "
     "under 20 000 kr betalas inte ut.\nTotal budget 2027: 4 300 000 kr.\n",
     20000, 500000, 4300000, 70},
    {SV,
     "## Bidragsnivåer\nLitet projekt :: högst 50 000 kronor\nMellanstort "
     "projekt :: högst 200 000 kronor\nStort projekt :: högst 600 000 "
     "kronor\nEgen finansiering :: minst 15 procent\n",
     NONE, 600000, NONE, 85},
    {SV,
     "## Stöd till bygdegårdar\nLänsstyrelsen disponerar 3,2 miljoner kronor "
     "för ändamålet. Stödandelen är 50 procent. Ideellt arbete värderas till "
     "250 kronor per timme och kan räknas som egen insats. Åtgärder som "
     "kostar mindre än 30 000 kronor ges inte stöd.\n",
     NONE, NONE, 3200000, 50},
    {SV,
     "## Vad kan ni söka för?\nLön till projektledare godtas med högst 45 000 "
     "kronor i månaden, utrustning med högst 100 000 kronor per projekt.\n## "
     "Storlek\nStöd lämnas med lägst 250 000 kronor och högst 3 000 000 "
     "kronor. Vårt bidrag är högst 60 procent, 80 procent för ideella "
     "organisationer.\n",
     250000, 3000000, NONE, 80},
    {SV,
     "Bidraget är ett fast belopp: 12 000 kronor per förening. Sammanlagt "
     "räcker pengarna till 25 föreningar.",
     12000, 12000, NONE, NONE},
    {EN,
     "## Eligibility\nCompanies with a turnover of up to EUR 10 million.\n## "
     "Budget\nThe call has a total budget of SEK 30 million. Funding per "
     "project: SEK 1–4 million. Maximum funding rate: 50% for companies, "
     "100% for universities.\n",
     1000000, 4000000, 30000000, 100},
    {SV,
     "## Lånevillkor\nLånet kan uppgå till högst 70 procent av "
     "kapitalbehovet. Lånebelopp mellan 100 000 och 2 000 000 kronor. Räntan "
     "är 6 procent. En uppläggningsavgift om 1 procent tas ut, lägst 2 000 "
     "kronor.\n",
     100000, 2000000, NONE, 70},
    {SV,
     "## Medel\nDet finns 10 miljoner kronor för 2027 och lika mycket för "
     "2028. Varje projekt kan få högst 2 miljoner kronor per år i högst två "
     "år, alltså 4 miljoner kronor sammanlagt.\n",
     NONE, 4000000, 10000000, NONE},
    {SV,
     "## Ansökan\nNi kan söka mellan 20 och 200 tusen kronor. Regionens del "
     "kan vara högst två tredjedelar.\n",
     20000, 200000, NONE, 66.7},
    {SV,
     "## Ersättning\nVi ersätter 80 öre av varje krona ni lägger ut, upp till "
     "16 000 kronor.\n",
     NONE, 16000, NONE, 80},
    {SV,
     "## Finansiering\nInga krav på egen medfinansiering ställs. Bidraget kan "
     "täcka samtliga kostnader upp till 90 000 kronor.\n",
     NONE, 90000, NONE, 100},
    {SV,
     "## Projektmedel\nUnder perioden satsar staten 300 miljoner kronor på "
     "området. Myndigheten fördelar 75 miljoner av dessa i denna utlysning. "
     "Sökande kan få 2–10 miljoner kronor.\n",
     2000000, 10000000, 75000000, NONE},
    {SV,
     "## Tidigare mottagare\nFörra året fick Holms IF 35 000 kronor till en "
     "scen.\n## Belopp\nMax 40 000 kronor. Prioriterat är bidrag kring 20 000 "
     "kronor.\n",
     NONE, 40000, NONE, NONE},
    {SV,
     "## Kostnader\nBeviljat stöd betalas ut i efterhand. Förskott kan ges "
     "med högst 30 procent, dock högst 150 000 kronor.\nStödet till ett "
     "projekt är högst 900 000 kronor.\n",
     NONE, 900000, NONE, NONE},
    {SV,
     "## Om bidraget\nVi fördelar 2 000 000 kronor årligen. Ni behöver "
     "finansiera minst hälften av projektet på annat sätt.\n",
     NONE, NONE, 2000000, 50},
    {SV,
     "## Rahoitus\nUnderstöd beviljas med högst 8 000 euro per förening och "
     "högst 75 procent av utgifterna. För ändamålet har reserverats 120 000 "
     "euro.\n",
     NONE, 8000, 120000, 75},
    {SV,
     "Kommunfullmäktige har gett oss 600 000 kronor till ändamålet. Var och "
     "en kan få högst 40 000 kronor.",
     NONE, 40000, 600000, NONE},
    {SV, "Regeringen gav oss 30 miljoner kronor för detta.", NONE, NONE,
     30000000, NONE},
    {SV,
     "Hela satsningen kostar 6 miljoner kronor. Ett projekt kan få högst 500"
     " 000 kronor.",
     NONE, 500000, 6000000, NONE},
    {SV,
     "Bygdelyftet var en engångssatsning på 3 miljoner kronor. Högsta bidrag"
     " var 200 000 kronor.",
     NONE, 200000, 3000000, NONE},
    {SV,
     "Stödet gäller så länge de 480 000 kronorna räcker, och ingen får mer "
     "än 60 000 kronor.",
     NONE, 60000, 480000, NONE},
    {SV,
     "Förbundets budget för 2027 är 9,5 miljoner kronor. Av dem är 3 "
     "miljoner kronor fria att söka.",
     NONE, NONE, 3000000, NONE},
    {SV,
     "De sju miljonerna är nu slut. Ett projekt kunde få högst 700 000 "
     "kronor.",
     NONE, 700000, 7000000, NONE},
    {SV,
     "Ansökan pågår löpande tills 200 000 kronor har gått åt. Högst 20 000 "
     "kronor per förening.",
     NONE, 20000, 200000, NONE},
    {SV,
     "I år finns det 420 000 att dela på. Bidragen ligger mellan 5 000 och "
     "40 000 kronor.",
     5000, 40000, 420000, NONE},
    {SV,
     "Hela programmet omfattade 8 miljoner kronor. Ingen fick mer än 400 000"
     " kronor.",
     NONE, 400000, 8000000, NONE},
    {SV,
     "Pengar 2027 :: 7 miljoner kronor\n"
     "Belopp :: mellan 40 000 och 150 000 kronor\n",
     40000, 150000, 7000000, NONE},
    {SV,
     "Fondens utdelning 2027 :: 4 000 000 kronor\n"
     "Storlek :: högst 300 000 kronor\n",
     NONE, 300000, 4000000, NONE},
    {SV,
     "Medelsram :: 6 500 000 kr\n"
     "Tak :: 900 000 kr per kommun\n",
     NONE, 900000, 6500000, NONE},
    {EN,
     "Altogether EUR 2.5 million was on offer, and 31 proposals asked for "
     "over EUR 8 million.",
     NONE, NONE, 2500000, NONE},
    {EN,
     "The council gave us SEK 500,000 to hand on. No group can have more "
     "than SEK 40,000.",
     NONE, 40000, 500000, NONE},
    {EN,
     "The whole scheme costs SEK 5 million. Each grant is at most SEK "
     "250,000.",
     NONE, 250000, 5000000, NONE},
    {EN,
     "Vouchers are issued for as long as the SEK 300,000 lasts. A voucher is"
     " worth no more than SEK 15,000.",
     NONE, 15000, 300000, NONE},
    {NO,
     "Kommunestyret har gitt oss 800 000 kroner til dette. Hvert lag kan få "
     "inntil 50 000 kroner.",
     NONE, 50000, 800000, NONE},
    {NO,
     "Ordningen gjelder så lenge de 600 000 kronene varer. Maks 40 000 "
     "kroner per søknad.",
     NONE, 40000, 600000, NONE},
    {NO,
     "Hele satsingen koster 5 millioner kroner. Hvert prosjekt kan få inntil"
     " 300 000 kroner.",
     NONE, 300000, 5000000, NONE},
    {SV,
     "Oftast blir det ett par tusenlappar, och mer än 9 000 kronor kan det "
     "inte bli.",
     NONE, 9000, NONE, NONE},
    {SV,
     "Över 900 000 kronor går vi inte. Stödet ska vara minst 100 000 kronor.",
     100000, 900000, NONE, NONE},
    {SV,
     "Under 60 000 kronor i stöd går vi inte, och över 500 000 inte heller.",
     60000, 500000, NONE, NONE},
    {SV, "Inget projekt fick mer än 300 000 kronor och inget mindre än 40 000.",
     40000, 300000, NONE, NONE},
    {SV,
     "En grupp kan få 10 000 kronor per termin, men efter 30 000 kronor för "
     "hela året är det stopp.",
     NONE, 30000, NONE, NONE},
    {SV, "En check på 120 000 kronor är det mesta ett företag kan få.", NONE,
     120000, NONE, NONE},
    {SV,
     "Ni får alltså 500 000 kronor av oss, vilket också är det högsta vi kan"
     " ge.",
     NONE, 500000, NONE, NONE},
    {SV,
     "Stödet per projekt fick uppgå till högst 250 000 kronor, varav högst "
     "20 000 kronor till resor.",
     NONE, 250000, NONE, NONE},
    {SV,
     "Minsta stipendium är 8 000 kronor och det största, Linnéstipendiet, är"
     " 50 000 kronor.",
     8000, 50000, NONE, NONE},
    {SV,
     "12 000 kronor per ungdom. Ni får ta emot högst fyra, så mer än 48 000 "
     "kronor blir det inte per företag.",
     NONE, 48000, NONE, NONE},
    {SV, "Sedan är det stopp vid 80 000 kronor per förening.", NONE, 80000,
     NONE, NONE},
    {SV, "Bidraget är 8 kronor per deltagartillfälle.", NONE, NONE, NONE, NONE},
    {EN,
     "Most grantees ask for some EUR 4,000; EUR 7,000 is as far as we can "
     "go.",
     NONE, 7000, NONE, NONE},
    {EN,
     "Awards of EUR 1,000 and upwards are made; the largest the jury can "
     "make is EUR 12,000.",
     1000, 12000, NONE, NONE},
    {EN, "Above SEK 300,000 we do not go.", NONE, 300000, NONE, NONE},
    {EN,
     "The winner gets another SEK 300,000, so that the most any team can "
     "take home is SEK 450,000.",
     NONE, 450000, NONE, NONE},
    {EN, "It stops at SEK 75,000 per association.", NONE, 75000, NONE, NONE},
    {NO, "Mer enn 60 000 kroner kan det ikke bli.", NONE, 60000, NONE, NONE},
    {NO, "Over 400 000 kroner går vi ikke.", NONE, 400000, NONE, NONE},
    {NO, "90 000 kroner er det meste et lag kan få.", NONE, 90000, NONE, NONE},
    {NO, "Det stopper på 70 000 kroner per forening.", NONE, 70000, NONE, NONE},
    {SV,
     "Minsta totalkostnad :: 25 000 kr\n"
     "Högsta bidrag :: 150 000 kr\n",
     NONE, 150000, NONE, NONE},
    {SV,
     "Stödet är som mest 180 000 kronor, och investeringar på mindre än 40 "
     "000 kronor tar vi inte upp till prövning.",
     NONE, 180000, NONE, NONE},
    {SV,
     "En satsning under 60 000 kronor är för liten för oss. Vi ger som mest "
     "300 000 kronor.",
     NONE, 300000, NONE, NONE},
    {SV, "Bypeng 2027 – max 25 000 kr per by", NONE, 25000, NONE, NONE},
    {SV, "Oanvänt bidrag under 500 kronor återkrävs inte.", NONE, NONE, NONE,
     NONE},
    {SV,
     "Krav :: skriftligt beslut om minst 400 000 kr i stöd\n"
     "Lånebelopp :: högst 1 mkr\n",
     NONE, 1000000, NONE, NONE},
    {SV, "Belopp :: vanligen 10 000–20 000 kr, och aldrig mer än 50 000 kr\n",
     NONE, 50000, NONE, NONE},
    {SV,
     "Bidraget uppgår till 30 000 kronor för varje person som omfattas, dock"
     " sammanlagt inte mer än 500 000 kronor för ett och samma företag.",
     NONE, 500000, NONE, NONE},
    {DA,
     "Omsætningen skal være mindst 200.000 kr. om året. Der kan søges op til"
     " 75.000 kr.",
     NONE, 75000, NONE, NONE},
    {SV, "Fem stipendier på 12 000 kronor styck delas ut.", 12000, 12000, 60000,
     NONE},
    {SV, "Prissumma: 200 000 kronor till årets förnyare!", 200000, 200000, NONE,
     NONE},
    {SV,
     "Minsta respektive största belopp :: 300 000 respektive 1 500 000 "
     "kronor\n",
     300000, 1500000, NONE, NONE},
    {EN, "Smallest and largest grant :: SEK 200,000 and SEK 1,200,000\n",
     200000, 1200000, NONE, NONE},
    {EN,
     "Investments of less than SEK 50,000 are not considered. We pay up to "
     "SEK 400,000.",
     NONE, 400000, NONE, NONE},
    {EN,
     "The annual turnover must be at least SEK 500,000. Grants are at most "
     "SEK 80,000.",
     NONE, 80000, NONE, NONE},
    {EN,
     "Minimum total cost :: EUR 10,000\n"
     "Maximum grant :: EUR 60,000\n",
     NONE, 60000, NONE, NONE},
    {NO, "Prisen er på 100 000 kroner og kan ikke deles.", 100000, 100000, NONE,
     NONE},
    {NO,
     "Investeringer på mindre enn 50 000 kroner tar vi ikke opp til "
     "behandling. Vi gir inntil 200 000 kroner.",
     NONE, 200000, NONE, NONE},
    {NO,
     "Omsetningen skal være minst 300 000 kroner i året. Det kan søkes om "
     "inntil 90 000 kroner.",
     NONE, 90000, NONE, NONE},
    {SV,
     "Bidrag lämnas med högst 40 procent av godkända kostnader. Finns "
     "synnerliga skäl kan bidraget höjas till 75 procent.",
     NONE, NONE, NONE, 75},
    {SV,
     "Stödet täcker 60 procent av utgifterna. För projekt som kommer alla "
     "till godo kan det bli 85 procent.",
     NONE, NONE, NONE, 85},
    {SV,
     "Vi kan betala högst 40 procent av kostnaden. För företag beror taket på "
     "storleken: stora företag 25, medelstora 35 "
     "och små 55 procent.",
     NONE, NONE, NONE, 55},
    {SV, "Kommunen bidrar med 80 kronor av varje hundralapp.", NONE, NONE, NONE,
     80},
    {SV, "Checken betalar allt som står i budgeten.", NONE, NONE, NONE, 100},
    {SV,
     "Företaget räknar med att betala 55 procent av fakturan och vi resten.",
     NONE, NONE, NONE, 45},
    {SV,
     "Regionen står för 65 procent och kommunen för 35. Av kommunens del får"
     " vikariekostnader utgöra som mest hälften.",
     NONE, NONE, NONE, 65},
    {SV, "Du som jobbar minst halvtid (50 procent) söker personligen.", NONE,
     NONE, NONE, NONE},
    {SV,
     "För varje krona ni samlar in lägger vi en. Plattformens avgift (5 %) "
     "står ni för.",
     NONE, NONE, NONE, 50},
    {SV,
     "Ersättningsgraden låg på 90 procent när resultatet var till nytta för "
     "alla, annars på 60.",
     NONE, NONE, NONE, 90},
    {SV,
     "Högst 70 procent av byggkostnaden. Påslag för gemensamma kostnader får"
     " inte överstiga 15 procent.",
     NONE, NONE, NONE, 70},
    {EN, "For every krona from us you put in one of your own.", NONE, NONE,
     NONE, 50},
    {EN,
     "Grants cover up to 60 per cent of the costs. In exceptional cases the "
     "rate may be raised to 85 per cent.",
     NONE, NONE, NONE, 85},
    {EN, "The grant pays for everything in the budget.", NONE, NONE, NONE, 100},
    {EN, "You pay 40 per cent of the bill and we pay the rest.", NONE, NONE,
     NONE, 60},
    {EN,
     "The fund covers 75 per cent of approved costs, of which no more than 7"
     " per cent could be overheads.",
     NONE, NONE, NONE, 75},
    {NO,
     "Tilskuddet dekker inntil 50 prosent av kostnadene. I særlige tilfeller"
     " kan det økes til 80 prosent.",
     NONE, NONE, NONE, 80},
    {NO, "For hver krone dere samler inn, legger vi en.", NONE, NONE, NONE, 50},
    {NO, "Tilskuddet betaler alt som står i budsjettet.", NONE, NONE, NONE,
     100},
    {NO, "Foreningen betaler 30 prosent av regningen og vi resten.", NONE, NONE,
     NONE, 70},
    {NO, "Administrasjonen kan utgjøre høyst 10 prosent.", NONE, NONE, NONE,
     NONE},
    {SV,
     "Landstinget sköt till 900 000 kronor för detta. Varje lokalavdelning "
     "kan få upp till 45 000 kronor.",
     NONE, 45000, 900000, NONE},
    {SV, "Vi har fått 2 miljoner kronor av staten att lämna vidare.", NONE,
     NONE, 2000000, NONE},
    {SV,
     "Årets 1,5 miljoner kronor är förbrukade. Bidragen var som störst 150 "
     "000 kronor.",
     NONE, 150000, 1500000, NONE},
    {SV, "När 250 000 kronor är slut stänger vi. Ingen får över 15 000 kronor.",
     NONE, 15000, 250000, NONE},
    {SV,
     "För omgången finns 3 miljoner kronor; sökanden bad tillsammans om 11 "
     "miljoner kronor.",
     NONE, NONE, 3000000, NONE},
    {SV, "Pengarna i potten, 640 000 kronor, kommer från Folkhälsofonden.",
     NONE, NONE, 640000, NONE},
    {EN, "The fund has run through this year's SEK 2 million.", NONE, NONE,
     2000000, NONE},
    {EN, "We were given EUR 400,000 by the ministry to pass on.", NONE, NONE,
     400000, NONE},
    {EN, "The EUR 750,000 is now exhausted. Grants were up to EUR 30,000.",
     NONE, 30000, 750000, NONE},
    {NO,
     "Årets 2 millioner kroner er brukt opp. Ingen fikk mer enn 100 000 "
     "kroner.",
     NONE, 100000, 2000000, NONE},
    {NO, "Vi har fått 3 millioner kroner av staten å dele ut.", NONE, NONE,
     3000000, NONE},
    {SV, "Större belopp än 70 000 kronor beviljas inte.", NONE, 70000, NONE,
     NONE},
    {SV, "Vi sträcker oss till 65 000 kronor per förening, inte längre.", NONE,
     65000, NONE, NONE},
    {SV, "Utöver 200 000 kronor lämnas inget stöd.", NONE, 200000, NONE, NONE},
    {SV, "Vid 150 000 kronor tar det stopp.", NONE, 150000, NONE, NONE},
    {SV, "Den övre gränsen har satts vid 85 000 kronor.", NONE, 85000, NONE,
     NONE},
    {EN, "We never pay out more than EUR 20,000.", NONE, 20000, NONE, NONE},
    {EN, "No more than one grant of EUR 9,000 is made to each group.", NONE,
     9000, NONE, NONE},
    {EN, "Nothing over SEK 60,000 will be granted.", NONE, 60000, NONE, NONE},
    {EN, "EUR 15,000 is the most we can offer.", NONE, 15000, NONE, NONE},
    {NO, "Vi strekker oss til 55 000 kroner per lag.", NONE, 55000, NONE, NONE},
    {NO, "Beløp over 80 000 kroner innvilges ikke.", NONE, 80000, NONE, NONE},
    {SV,
     "Företaget ska omsätta minst 750 000 kronor. Checken är på högst 90 000"
     " kronor.",
     NONE, 90000, NONE, NONE},
    {SV,
     "Åtgärder som kostar mindre än 20 000 kronor prövas inte. Stödet är "
     "högst 120 000 kronor.",
     NONE, 120000, NONE, NONE},
    {SV,
     "Lägsta projektkostnad :: 100 000 kr\n"
     "Högsta stöd :: 400 000 kr\n",
     NONE, 400000, NONE, NONE},
    {EN,
     "Projects costing less than EUR 10,000 are not eligible. The grant is "
     "at most EUR 40,000.",
     NONE, 40000, NONE, NONE},
    {NO,
     "Prosjekter med et budsjett under 100 000 kroner blir ikke vurdert. "
     "Inntil 300 000 kroner kan søkes.",
     NONE, 300000, NONE, NONE},
    {SV, "Två priser om 25 000 kronor delas ut.", 25000, 25000, 50000, NONE},
    {EN, "Three prizes of EUR 5,000 each are awarded.", 5000, 5000, 15000,
     NONE},
    {NO, "Tre stipend på 20 000 kroner deles ut.", 20000, 20000, 60000, NONE},
    {SV, "Varje klass får 3 000 kronor, varken mer eller mindre.", 3000, 3000,
     NONE, NONE},
    {SV,
     "Vi täcker normalt 50 procent, i undantagsfall 75 procent, av "
     "kostnaderna.",
     NONE, NONE, NONE, 75},
    {SV,
     "Regionen betalar 60 procent av kostnaden. Ligger företaget i inlandet "
     "höjs andelen till 80 procent.",
     NONE, NONE, NONE, 80},
    {SV, "Av bidraget får högst 10 procent gå till administration.", NONE, NONE,
     NONE, NONE},
    {SV,
     "Eget arbete får räknas för högst 20 procent av kostnaderna. Vi betalar"
     " 70 procent.",
     NONE, NONE, NONE, 70},
    {SV, "Kvalitet väger 60 procent och nytta 40 procent.", NONE, NONE, NONE,
     NONE},
    {SV, "Ni behöver inte betala något själva.", NONE, NONE, NONE, 100},
    {SV, "Vi står för hela notan.", NONE, NONE, NONE, 100},
    {EN, "We match every euro you raise.", NONE, NONE, NONE, 50},
    {EN, "We meet all costs.", NONE, NONE, NONE, 100},
    {EN, "Staff on at least 50 per cent posts may apply.", NONE, NONE, NONE,
     NONE},
    {EN,
     "The standard rate is 50 per cent of costs; small islands get 70 per "
     "cent.",
     NONE, NONE, NONE, 70},
    {NO, "Vi dekker alt det koster.", NONE, NONE, NONE, 100},
    {NO, "Egeninnsats kan utgjøre høyst 20 prosent av kostnadene.", NONE, NONE,
     NONE, NONE},
    {NO,
     "Tilskuddet dekker normalt 50 prosent av kostnadene, for små bedrifter "
     "70 prosent.",
     NONE, NONE, NONE, 70},
    {SV,
     "Utlysningen har 5 miljoner kronor i ryggen. Projekten kan få 100 "
     "000–400 000 kronor.",
     100000, 400000, 5000000, NONE},
    {SV,
     "Det rör sig om sammanlagt 2,2 miljoner kronor som ska komma "
     "föreningarna till del.",
     NONE, NONE, 2200000, NONE},
    {SV,
     "Kvar av de 4 miljoner kronor som fanns från början är 1,1 miljoner "
     "kronor.",
     NONE, NONE, 4000000, NONE},
    {SV,
     "Styrelsen har lagt undan 350 000 kronor. Ingen sökande beviljas mer än"
     " 35 000 kronor.",
     NONE, 35000, 350000, NONE},
    {SV, "Ramen, som var 12 miljoner kronor, är slut för i år.", NONE, NONE,
     12000000, NONE},
    {EN,
     "There is SEK 4 million in the fund this year. Nobody gets more than "
     "SEK 200,000.",
     NONE, 200000, 4000000, NONE},
    {EN, "The pot, originally EUR 600,000, has been spent.", NONE, NONE, 600000,
     NONE},
    {EN, "A sum of EUR 1.2 million has been ring-fenced for this round.", NONE,
     NONE, 1200000, NONE},
    {NO,
     "Potten på 1,5 millioner kroner er tom. Det ble gitt inntil 75 000 "
     "kroner per lag.",
     NONE, 75000, 1500000, NONE},
    {NO, "Det er lagt inn 7 millioner kroner i ordningen i år.", NONE, NONE,
     7000000, NONE},
    {SV,
     "Ni kan inte få mer än 55 000 kronor oavsett hur många barn som är med.",
     NONE, 55000, NONE, NONE},
    {SV, "Bidraget kan som allra mest bli 130 000 kronor.", NONE, 130000, NONE,
     NONE},
    {SV, "Gränsen för hur mycket en förening kan få är 48 000 kronor.", NONE,
     48000, NONE, NONE},
    {SV, "Vi lägger inte mer än 220 000 kronor på ett enskilt projekt.", NONE,
     220000, NONE, NONE},
    {SV,
     "Per deltagare lämnas 4 000 kronor, dock inte över 80 000 kronor per "
     "kurs.",
     NONE, 80000, NONE, NONE},
    {EN, "We cannot go beyond SEK 95,000.", NONE, 95000, NONE, NONE},
    {EN, "Expect no more than EUR 6,000.", NONE, 6000, NONE, NONE},
    {EN, "Grants top out at EUR 25,000.", NONE, 25000, NONE, NONE},
    {NO, "Vi legger ikke mer enn 150 000 kroner i et enkelt prosjekt.", NONE,
     150000, NONE, NONE},
    {NO, "Grensen er 65 000 kroner per lag.", NONE, 65000, NONE, NONE},
    {SV,
     "Anläggningen ska ha kostat minst 200 000 kronor. Vi ersätter upp till "
     "100 000 kronor.",
     NONE, 100000, NONE, NONE},
    {SV,
     "Har föreningen mer än 500 000 kronor på banken får den inget bidrag. "
     "Bidraget är högst 30 000 kronor.",
     NONE, 30000, NONE, NONE},
    {SV, "Fakturor under 2 000 kronor ersätts inte. Taket är 60 000 kronor.",
     NONE, 60000, NONE, NONE},
    {SV,
     "Företag med lägst 1 miljon kronor i omsättning får söka högst 100 000 "
     "kronor.",
     NONE, 100000, NONE, NONE},
    {EN,
     "You must invest at least EUR 20,000 yourself. The grant is up to EUR "
     "50,000.",
     NONE, 50000, NONE, NONE},
    {EN, "Invoices below SEK 1,000 are not accepted. Maximum SEK 40,000.", NONE,
     40000, NONE, NONE},
    {NO,
     "Investeringen må være på minst 100 000 kroner. Vi dekker inntil 50 000"
     " kroner.",
     NONE, 50000, NONE, NONE},
    {SV, "Pristagaren får 75 000 kronor.", 75000, 75000, NONE, NONE},
    {EN, "The winner receives EUR 10,000.", 10000, 10000, NONE, NONE},
    {SV,
     "Vi ersätter kostnaderna till hälften, för småföretag till 65 procent.",
     NONE, NONE, NONE, 65},
    {SV,
     "Stödandelen varierar: 30 procent för storföretag, 45 för medelstora "
     "och 55 procent för små.",
     NONE, NONE, NONE, 55},
    {SV,
     "Moms på 25 procent är ingen godkänd kostnad. Stödet är 40 procent av "
     "kostnaden.",
     NONE, NONE, NONE, 40},
    {SV, "Minst 25 procent av deltagarna ska vara kvinnor.", NONE, NONE, NONE,
     NONE},
    {SV,
     "Ni får ut 90 procent när projektet startar och resten när det är "
     "klart.",
     NONE, NONE, NONE, NONE},
    {SV, "Ni betalar var femte krona själva.", NONE, NONE, NONE, 80},
    {EN,
     "Rates range from 40 to 65 per cent of eligible costs, depending on "
     "size.",
     NONE, NONE, NONE, 65},
    {EN, "At least 30 per cent of the board must be under 25.", NONE, NONE,
     NONE, NONE},
    {EN, "We hold back 10 per cent until the report is in.", NONE, NONE, NONE,
     NONE},
    {NO, "Minst 40 prosent av deltakerne skal være kvinner.", NONE, NONE, NONE,
     NONE},
    {NO, "Dere trenger ingen egenandel, vi dekker alle utgifter.", NONE, NONE,
     NONE, 100},
    {NO, "Tilskuddet er 50 prosent, i Finnmark 70 prosent, av kostnadene.",
     NONE, NONE, NONE, 70},
    {SV, "Vinnaren får 40 000 kronor, tvåan 20 000 och trean 5 000.", 5000,
     40000, NONE, NONE},
    {NO, "Vinneren får 30 000 kroner, nummer to 20 000 og nummer tre 10 000.",
     10000, 30000, NONE, NONE},
    {SV,
     "Kommunens budget för 2027 är 40 miljoner kronor. Fria att söka är 2 "
     "miljoner kronor.",
     NONE, NONE, 2000000, NONE},
    {EN,
     "Out of the organisation's budget of SEK 20 million, SEK 3 million is set "
     "aside for grants.",
     NONE, NONE, 3000000, NONE},
    {SV,
     "Regionen står för 60 procent och kommunen för 40. Av kommunens del får "
     "egen tid utgöra som mest hälften.",
     NONE, NONE, NONE, 60},
    {SV,
     "Vi betalar 75 procent av kostnaden. Av egeninsatsen får högst hälften "
     "vara arbete.",
     NONE, NONE, NONE, 75},
    {EN,
     "We pay 60 per cent of the costs. Of your share, no more than half may be "
     "voluntary work.",
     NONE, NONE, NONE, 60},
    {NO,
     "Vi dekker 70 prosent av kostnadene. Av egenandelen kan inntil halvparten "
     "være dugnad.",
     NONE, NONE, NONE, 70},
    {EN, "Six teams get SEK 50,000 each. In all, we award SEK 700,000.", 50000,
     50000, 700000, NONE},
    {SV, "Vi betalar alltihop, du behöver inte skjuta till något.", NONE, NONE,
     NONE, 100},
    {SV, "Fonden står för alltihop.", NONE, NONE, NONE, 100},
    {EN,
     "The grant takes care of everything, so there is nothing for you to add.",
     NONE, NONE, NONE, 100},
    {EN, "The fund pays the lot.", NONE, NONE, NONE, 100},
    {NO, "Vi betaler det hele.", NONE, NONE, NONE, 100},
    {DA,
     "Omsætningen skal være mindst 100.000 kr. om året. Der gives op til "
     "250.000 kr. pr. ansøger.",
     NONE, 250000, NONE, NONE},
    {NO,
     "Omsetningen må være på minst 100 000 kroner. Det gis inntil 250 000 "
     "kroner per søker.",
     NONE, 250000, NONE, NONE},
    {NO,
     "Tre firedeler kommer når avtalen er signert, resten når vi har fått "
     "rapporten.",
     NONE, NONE, NONE, NONE},
    {SV,
     "Påslaget för indirekta kostnader får uppgå till högst 20 procent av de "
     "direkta lönekostnaderna.",
     NONE, NONE, NONE, NONE},
};

static int differs(const struct row *r, const char *what, double got,
                   double want)
{
    if ((got < 0 && want < 0) || fabs(got - want) < 0.06)
        return 0;
    print_message("%s\n    %s is %g, not %g\n", r->text, what, got, want);
    return 1;
}

static void test_money(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        struct arena *mem = arena_new();
        struct err e = ERR_INIT;
        struct read_context ctx = {.url = "https://example.org/x",
                                   .funder = "Exempelfonden",
                                   .today = {2026, 11, 23}};
        struct page_reading *r = NULL;
        const char *page =
            arena_printf(mem, "%s%s\n", heads[row->language], row->text);
        assert_int_equal(
            read_page(mem, fixture_vocab, &ctx, markup_doc(mem, page), &r, &e),
            ST_OK);
        const struct call *c = r->calls[0];
        wrong += differs(row, "floor", c->award_floor, row->floor);
        wrong += differs(row, "ceiling", c->award_ceiling, row->ceiling);
        wrong += differs(row, "budget", c->total_budget, row->budget);
        wrong += differs(row, "rate", c->funding_rate, row->rate);
        reading_free_calls(r);
        arena_free(mem);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_money)};
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
