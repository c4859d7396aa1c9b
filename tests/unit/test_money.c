/*
 * test_money.c - the sums and the share of a call, in the many ways that
 * funders put them: floor, ceiling, the whole pot, the funder's per cent.
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
    {SV, "Enskilda bidrag ligger ofta på mellan 80 000 och 600 000 kronor.",
     NONE, NONE, NONE, NONE},
    {SV, "Regionen utlyser 1,2 miljoner kronor för insatser under 2027.", NONE,
     NONE, 1200000, NONE},
    {EN,
     "Each exchange receives a lump sum of EUR 8 000, EUR 14 000 or EUR 20 "
     "000, depending on the number of participants.",
     8000, 20000, NONE, NONE},
    {SV,
     "Datorer och surfplattor får utgöra högst en tredjedel av kostnaderna.",
     NONE, NONE, NONE, NONE},
    {SV, "Föreningar kan söka mellan 5 000 och 20 000 kr till utrustning.",
     5000, 20000, NONE, NONE},
    {SV, "Understödet kan uppgå till 4 000 euro och täcker försäkring.", NONE,
     4000, NONE, NONE},
    {SV, "Hur mycket :: Högst 40 000 kronor var, av en pott på 200 000", NONE,
     40000, 200000, NONE},
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
     NONE, NONE, NONE, 67},
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
     100000, 100000, NONE, 50},
    {SV, "Stipendiet är på 25 000 kronor. Två stipendier delas ut varje år.",
     25000, 25000, NONE, NONE},
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
    {SV, "Vinnaren får 100 000 kronor. Andrapriset är 50 000 kronor.", 50000,
     100000, NONE, NONE},
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
     5000, NONE, NONE, NONE},
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
    {SV, "Regionen bidrar med 2/3 av kostnaden.", NONE, NONE, NONE, 67},
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
    {SV, "Egeninnsatsen må være på minst en tredel.", NONE, NONE, NONE, 67},
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
     NONE, NONE, NONE, 67},
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
     8000, 8000, NONE, NONE},
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
    {SV, "Priset består av 100 000 kronor och ett diplom.", 100000, 100000,
     NONE, NONE},
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
     3000, 3000, NONE, NONE},
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
     67},
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
     300000, 300000, NONE, NONE},
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
     20000, 200000, NONE, 67},
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
#include "money_shares.inc"
#include "money_sums.inc"
#include "money_pages.inc"
#include "money_others.inc"
#include "money_words.inc"
    /* what is to cost so much, and what was refused */
    {SV,
     "Den som söker kan få högst 350 000 kronor och investeringen måste kosta "
     "minst 100 000 kronor.",
     NONE, 350000, NONE, NONE},
    {SV, "Stödet var högst 750 000 kronor. Stöd under 80 000 kronor gavs inte.",
     80000, 750000, NONE, NONE},
    /* a whole and its parts */
    {SV,
     "Den sammanlagda ramen är 120 miljoner kronor, fördelad på 45 miljoner i "
     "första omgången, 40 miljoner i den andra och 35 miljoner i den tredje.",
     NONE, NONE, 120000000, NONE},
    /* what the law allows is not what the funder pays */
    {SV,
     "Medfinansieringen ska vara minst 40 procent.\n## Statsstöd\nStödet till "
     "stora företag får inte överstiga 50 procent av kostnaderna och till små "
     "företag 70 procent.",
     NONE, NONE, NONE, 60},
    {SV, "Bidraget betalas i sin helhet i januari.", NONE, NONE, NONE, NONE},
    {SV, "Minst 40 procent ska finansieras på annat sätt.", NONE, NONE, NONE,
     60},
    /* what some get at most, and a lid on all that there is */
    {SV,
     "Ni kan få 20 000-80 000 kronor. För mötesplatser som har öppet varje dag "
     "kan nämnden höja till 120 000 kronor.",
     20000, 120000, NONE, NONE},
    {SV,
     "Lånen ligger mellan 200 000 och 2 000 000 kronor. Totalt har styrelsen "
     "satt ett tak på 24 miljoner kronor för brygglån.",
     200000, 2000000, 24000000, NONE},
    /* a cost's own lid beside the range of a grant is no lower tier of it */
    {SV,
     "Belopp: 100 000-600 000 kronor\n## Kostnader\nNi kan också få ersättning "
     "för mindre inköp (högst 20 000 kronor) och för råd, med högst 80 000 "
     "kronor.",
     100000, 600000, NONE, NONE},
    {SV,
     "Vi ger 100 000-600 000 kronor. Löner, resor och mindre inköp (högst 20 "
     "000 kronor) räknas.",
     100000, 600000, NONE, NONE},
    /* prizes, and what they come to */
    {SV,
     "Vinnaren får 250 000 kronor. Två hederspristagare får 50 000 kronor "
     "vardera. Prissumman är alltså 350 000 kronor totalt.",
     50000, 250000, 350000, NONE},
    {SV,
     "Förstapriset är 75 000 kronor och de två andra finalisterna får 20 000 "
     "kronor var.",
     20000, 75000, NONE, NONE},
    /* by the piece, up to a bound; millions of something else, and a mill */
    {SV,
     "För varje ungdom får ni 11 500 kronor. En arbetsgivare kan ta emot tio "
     "ungdomar och därmed få som mest 115 000 kronor.",
     NONE, 115000, NONE, NONE},
    {SV,
     "Ni kan få högst 50 000 kronor. Vi har planterat en miljon träd i länet.",
     NONE, 50000, NONE, NONE},
    {EN,
     "Up to EUR 2,500 for an association in a municipality where we have a "
     "mill.",
     NONE, 2500, NONE, NONE},
    {SV,
     "Bidraget är högst tio prisbasbelopp, det vill säga 592 000 kronor för "
     "2027.",
     NONE, 592000, NONE, NONE},
    /* shares that are of no costs */
    {SV,
     "Varje bolag kan få högst 300 000 kronor mot aktier. Vi tar aldrig mer än "
     "15 procent av ägandet.",
     NONE, 300000, NONE, NONE},
    {SV,
     "Högst 200 000 kronor. Hälften delas lika mellan alla. Den andra hälften "
     "delas efter antalet medlemmar.",
     NONE, 200000, NONE, NONE},
    {EN,
     "Our loan of up to EUR 80,000 can make up no more than 60% of the funding "
     "round; the rest must come from a bank.",
     NONE, 80000, NONE, 60},
};

static int differs(const struct row *r, const char *what, double got,
                   double want)
{
    if ((got < 0 && want < 0) || fabs(got - want) < 0.06)
        return 0;
    print_message("%s\n    %s is %g, not %g\n", r->text, what, got, want);
    return 1;
}

/* How many values of the row's text come out wrong under HEAD. */
static int count_wrong(const char *head, const struct row *row)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct read_context ctx = {.url = "https://example.org/x",
                               .funder = "Exempelfonden",
                               .today = {2026, 11, 23}};
    struct page_reading *r = NULL;
    const char *page = arena_printf(mem, "%s%s\n", head, row->text);
    assert_int_equal(
        read_page(mem, fixture_vocab, &ctx, markup_doc(mem, page), &r, &e),
        ST_OK);
    const struct call *c = r->calls[0];
    int wrong = differs(row, "floor", c->award_floor, row->floor) +
                differs(row, "ceiling", c->award_ceiling, row->ceiling) +
                differs(row, "budget", c->total_budget, row->budget) +
                differs(row, "rate", c->funding_rate, row->rate);
    reading_free_calls(r);
    arena_free(mem);
    return wrong;
}

static void test_money(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        wrong += count_wrong(heads[rows[i].language], &rows[i]);
    assert_int_equal(wrong, 0);
}

/* The rule in the past, where the call is; and what was given before. */
static void test_money_of_calls_that_are_over(void **state)
{
    (void)state;
    static const struct row over[] = {
        {SV,
         "## Vad fick det kosta?\n"
         "Bidrag lämnades från 20 000 till 150 000 kronor ur en pott på en "
         "miljon "
         "kronor.",
         20000, 150000, 1000000, NONE},
        {SV,
         "Stöd beviljades med lägst "
         "10 000 och högst 80 000 kronor.",
         10000, 80000, NONE, NONE},
        {SV,
         "2025 beviljades 20 000-150 "
         "000 kronor.",
         NONE, NONE, NONE, NONE},
        {SV,
         "Fonden stod för 70 procent "
         "av kostnaderna.",
         NONE, NONE, NONE, 70},
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof over / sizeof *over; i++)
        wrong += count_wrong("# Bidrag till byar\nAnsökningstiden gick ut den "
                             "15 oktober 2026. Föreningar kunde söka.\n",
                             &over[i]);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_money),
        cmocka_unit_test(test_money_of_calls_that_are_over)};
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
