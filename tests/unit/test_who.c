/* test_who.c - who may apply and where, sentence by sentence, by phrases alone:
 * what is learnt is for whole pages. */
#include "reading_fixture.h"

#include "who_weights.h"

#include <string.h>

/* What one or two sentences say of who may apply, who may not, and where. */
struct saying {
    const char *page;
    const char *in, *out, *where; /* codes with spaces; NULL: not looked at */
};

static const struct saying said[] = {
    /* refused however far the denial stands; what is not paid for is told of
     * others */
    {"Foreninger kan søge. Fonden støtter som regel ikke:\n- Rejser\n"
     "- Enkeltpersoner",
     "association", "individual", NULL},
    {"Ideella föreningar kan söka. Vi brukar inte stödja:\n- Resor\n"
     "- Kommuner",
     "association", "municipality", NULL},
    {"Ekonomiska föreningar kan söka. Bidrag lämnas inte till resor eller "
     "sådant som föreningen ändå gör.",
     "cooperative", "", NULL},
    {"Aksjeselskaper hører ikke inn under ordningen. Foreninger kan søke.",
     "association", "company", NULL},
    /* served, employed, in a group, of an age */
    {"## Vilka?\nFöreningar och organisationer som arbetar för små och "
     "medelstora företag.",
     "association", "", NULL},
    {"## Vem kan söka?\nDu kan vara anställd i en kommun eller i ett företag. "
     "Stipendiet söks av dig själv.",
     "individual", "", NULL},
    {"## Vilka kan söka?\n- Grupper om minst tre privatpersoner\n"
     "- Ideella föreningar",
     "association individual", "", NULL},
    {"Vem :: Ungdomar 13-20 år som bor i Alvesta", "individual", "", NULL},
    {"## Vem skickar ansökan?\nDet gör kommunen.", "municipality", "", NULL},
    {"Kor og foreninger kan søke, det samme kan kunstnere med "
     "enkeltpersonforetak.",
     "association sole_trader", "", NULL},
    {"Är du mellan 13 och 25 år? Du söker själv, någon förening behövs inte.",
     "individual", "", NULL},
    {"Ideella föreningar på små orter i två av länen, det vill säga "
     "Norrbotten och Västerbotten, kan söka.",
     "association", "", "SE-AC SE-BD"},
    /* of the funder itself, asked elsewhere, by the way */
    {"Vi är en förening av företag och kommuner. Garantin är till för "
     "stiftelser.",
     "foundation", "", NULL},
    {"Föreningar kan söka. Privatpersoner ombeds kontakta länsstyrelsen.",
     "association", "individual", NULL},
    {"Kommuner kan söka. Arbetet ska ledas ihop med en stiftelse, och "
     "stiftelsen kan få del av medlen.",
     "municipality", "", NULL},
    {"En ideell förening kan få bidrag. Bidrag ges inte till den som bevakar "
     "medlemmarnas ekonomiska intressen, eller till en grupp som har gått ur "
     "en förening.",
     "association", "", NULL},
    {"Föreningar kan söka. Ni kan också ha enskild firma.",
     "association sole_trader", "", NULL},
    {"Ansøger skal være en almennyttig fond eller en socialøkonomisk "
     "virksomhed.",
     "foundation social_enterprise", "", NULL},
    /* no answer, no matter, no other form */
    {"Ja, om ni är en ideell förening. Nej om ni är företag, skola eller en "
     "enskild eldsjäl.",
     "association", "company individual", NULL},
    {"Nej om du är privatperson. Ja om ni är en stiftelse.", "foundation",
     "individual", NULL},
    {"I båda fallen ska ni vara en ideell förening som bedriver idrott.",
     "association", "", NULL},
    {"Du som nyligen registrerade enskild firma eller aktiebolag i kommunen "
     "kan söka.",
     "sole_trader company", "", NULL},
    {"Vi bryr oss inte om ifall gruppen är en ideell förening, ett aktiebolag "
     "eller en enskild firma.",
     "association company sole_trader", "", NULL},
    {"Kommunala förvaltningar, bolag och enskilda personer göre sig inte "
     "besvär.",
     "", "company municipality individual", NULL},
    {"Universities may apply. Municipalities and companies can be named as "
     "collaborators but cannot administer the grant.",
     "university", "municipality company", NULL},
    {"The applicant may be public, private or third-sector.", "legal_person",
     "", NULL},
    {"Ideell förening, ekonomisk förening och stiftelse är godkända former.",
     "association cooperative foundation", "", NULL},
    {"Ni får vara aktiebolag, andelslag eller privat näringsidkare.",
     "company cooperative sole_trader", "", NULL},
    {"Sökande :: Det kan vara ett aktiebolag, en ekonomisk förening eller en "
     "enskild handlare.",
     "company cooperative sole_trader", "", NULL},
    {"Kommuner, museer i stiftelseform och föreningar kan söka.",
     "municipality foundation association", "", NULL},
    {"Hembygdsföreningar och stiftelser lämnar in senast den 15 februari, "
     "medan kommuner har två veckor extra.",
     "association foundation municipality", "", NULL},
    {"Verksamheten ska ligga i Mälardalen, varmed vi menar Stockholms, "
     "Uppsala, "
     "Södermanlands och Västmanlands län.",
     NULL, NULL, "SE-AB SE-C SE-D SE-U"},
    {"Driver du enskild firma går det också.", "sole_trader", "", NULL},
    {"Bolagsformen spelar mindre roll: aktiebolag, handelsbolag och ekonomiska "
     "föreningar har samtliga fått check.",
     "company partnership cooperative", "", NULL},
    {"Är du skriven i kommunen? Då får du det. Ideella föreningar här i "
     "Hultsfred likaså.",
     "association", "", NULL},
    /* leave and a verb of applying, either way round, and denied */
    {"Här får byalag och kommuner i Dalarna lämna in ansökan.",
     "association municipality", "", "SE-W"},
    {"Kan ett aktiebolag söka? Nej, aktiebolag kan inte söka.", "", "company",
     NULL},
    {"Stiftelser och trossamfund kommer att kunna söka.",
     "foundation faith_community", "", NULL},
    {"Inga kommuner kan ansöka, bara ideella föreningar.", NULL, "municipality",
     NULL},
    {"Varken stiftelser eller aktiebolag får söka.", "", "foundation company",
     NULL},
    {"Ideella föreningar kan söka. Bolag och kommuner får inte.", "association",
     "company municipality", NULL},
    {"Lärosäten kan vara part men inte söka.", "", "university", NULL},
    {"Ideella föreningar får söka. Aktiebolag kan ej komma i fråga, och ej "
     "heller kommuner.",
     "association", "company municipality", NULL},
    {"Föreningar kan söka. Kommuner kan söka hemsändningsbidrag, men det är "
     "ett annat stöd.",
     "association", "", NULL},
    {"Privatpersoner får aldrig bidrag.", "", "individual", NULL},
    {"Nej, inget av våra bidrag riktar sig till enskilda.", "", "individual",
     NULL},
    {"Inga av stöden är för kommuner.", "", "municipality", NULL},
    {"None of our grants are for individuals.", "", "individual", NULL},
    {"We never fund individuals.", "", "individual", NULL},
    {"Kommuner söker aldrig hos oss.", "", "municipality", NULL},
    {"Aktiebolag hör inte hemma här.", "", "company", NULL},
    {"Privatpersoner får aldri tilskudd.", "", "individual", NULL},
    {"Endast föreningar, aldrig företag, kan söka.", "association", "company",
     NULL},
    {"Är ni en kommun kan ni vara samarbetspart men inte stå som sökande.", "",
     "municipality", NULL},
    {"Är du privatperson kan du inte söka.", "", "individual", NULL},
    {"Om du är privatperson får du inget bidrag.", "", "individual", NULL},
    {"Driver du enskild firma kan du tyvärr inte söka.", "", "sole_trader",
     NULL},
    {"If you are a company you may not apply.", "", "company", NULL},
    {"Är ni en förening kan ni söka, men företag kan inte söka.", "association",
     "company", NULL},
    {"Är du en stiftelse hänvisar vi till kommunen.", "", "foundation", NULL},
    {"Ansökningar från privatpersoner behandlas inte.", "", "individual", NULL},
    {"Kommuner, nej tack. Privatpersoner, nej tack.", "",
     "municipality individual", NULL},
    {"Unfortunately, companies are outside the scope.", "", "company", NULL},
    {"Föreningar kan söka.\n## Vem kan inte söka?\nFöretag och kommuner.",
     "association", "company municipality", NULL},
    {"Associations may apply.\n## Not eligible\nIndividuals, companies and "
     "public authorities.",
     "association", NULL, NULL},
    {"Foreninger kan søke.\n## Hvem kan ikke søke?\n- Kommuner\n- Fylker",
     "association", "municipality region", NULL},
    /* businesses of some form */
    {"Ideella föreningar och företag med aktiebolag eller enskild firma kan "
     "söka.",
     "association company sole_trader", NULL, NULL},
    /* nobody but those */
    {"Inga andra än föreningar kan söka.", "association", "", NULL},
    {"No one but associations may apply.", "association", "", NULL},
    {"Ingen annan än en ideell förening kan söka.", "association", "", NULL},
    {"Regioner får gärna delta, men det är kommunen som ansöker.",
     "municipality", "", NULL},
    /* handed out to, meant for, applied for by */
    {"Pengarna betalas enbart ut till registrerade trossamfund.",
     "faith_community", "", NULL},
    {"Utlysningen vänder sig i första hand till lärosäten.", "university", "",
     NULL},
    {"Anslaget söks av ekonomiska föreningar eller av en stiftelse.",
     "cooperative foundation", "", NULL},
    {"Stöd lämnas inte till stiftelser.", "", "foundation", NULL},
    {"För mindre aktiebolag i Kalmar län finns nu pengar att söka.", "company",
     "", "SE-H"},
    {"Grants are awarded to cooperatives and to foundations in Finland.",
     "cooperative foundation", "", "FI"},
    {"Midlene gis til frivillige organisasjoner i Agder.", "association", "",
     "NO"},
    {"Puljen kan søges af fonde og af kommuner på Fyn.",
     "foundation municipality", "", "DK"},
    {"Tilskuddet går ikke til kommuner. Idrettslag kan søke.", "association",
     "municipality", NULL},
    /* a word for the applicant and a copula; who has the lead */
    {"Projektägaren ska vara en region eller ett universitet.",
     "region university", "", NULL},
    {"Koordinator, det vill säga den som söker, ska vara en stiftelse. "
     "Företag ska ingå som projektparter.",
     "foundation", "", NULL},
    {"The lead applicant must be a municipality. Universities take part as "
     "partners.",
     "municipality", "", NULL},
    {"Søker må være et aksjeselskap.", "company", "", NULL},
    {"Ansøgeren skal være en forening.", "association", "", NULL},
    {"Kommuner är inte behöriga; det är däremot ideella föreningar.", NULL,
     "municipality", NULL},
    /* definitions, forms spelt out, umbrella words */
    {"Föreningar (ideella och ekonomiska) kan söka.", "association cooperative",
     "", NULL},
    {"Företag kan söka: aktiebolag, handelsbolag och enskilda firmor.",
     "company partnership sole_trader", "", NULL},
    {"Idéburna aktörer kan söka. Med det menas ideella föreningar, stiftelser "
     "och trossamfund.",
     "association foundation faith_community", "", NULL},
    {"Offentliga aktörer är välkomna att söka.", "municipality region agency",
     "", NULL},
    /* a legal person spelt out */
    {"Ni ska vara en juridisk person: ekonomisk förening, ideell förening, "
     "stiftelse eller aktiebolag.",
     "association cooperative foundation company", "", NULL},
    {"Sökande ska vara en juridisk person (ideell förening eller stiftelse).",
     "association foundation", "", NULL},
    {"Sökande ska vara juridisk person, antingen ideell förening eller "
     "stiftelse.",
     "association foundation", "", NULL},
    {"Sökande ska vara en juridisk person (till exempel ideell förening).",
     "legal_person", "", NULL},
    {"Alla juridiska personer (föreningar, bolag, kommuner) kan söka.",
     "legal_person", "", NULL},
    {"Alla juridiska personer får söka, till exempel föreningar och bolag. "
     "Enskild firma går inte.",
     "legal_person", "sole_trader", NULL},
    {"Sociala företag som drivs som ekonomisk förening kan söka.",
     "cooperative social_enterprise", "", NULL},
    /* named in passing */
    {"Ideella föreningar som samarbetar med en kommun kan söka.", "association",
     "", NULL},
    {"Aktiebolag som ägs av en stiftelse kan ansöka.", "company", "", NULL},
    {"Kommuner kan söka tillsammans med föreningar och företag.",
     "municipality", "", NULL},
    {"Ideella föreningar kan söka stöd till kurser för företag.", "association",
     "", NULL},
    {"Stiftelser som varken staten eller en kommun har bildat kan söka.",
     "foundation", "", NULL},
    /* likewise, nor, only some of the kind, taken back */
    {"Stiftelser omfattas inte. Aktiebolag likaså.", "", "foundation company",
     NULL},
    {"Privatpersoner kan inte söka, och det kan inte heller kommuner.", "",
     "individual municipality", NULL},
    {"Ideella föreningar kan söka. Föreningar som redan har stöd får vänta.",
     "association", "", NULL},
    {"Kommuner kan söka. Stiftelser får söka en annan gång.", "municipality",
     "foundation", NULL},
    {"Företag är välkomna som leverantörer. Ideella föreningar kan söka.",
     "association", "", NULL},
    {"Associations may apply; neither companies nor individuals are eligible.",
     "association", "company individual", NULL},
    /* people */
    {"Är du mellan 16 och 22 år? Då kan du få 5 000 kronor.", "individual", "",
     NULL},
    {"Du söker som privatperson eller genom en ideell förening.",
     "individual association", "", NULL},
    {"Konstnärer med enskild firma kan söka.", "sole_trader", "", NULL},
    /* where: tied to those who apply, to an act, or to an office */
    {"Föreningar med säte i Värmland, Dalarna eller Gävleborgs län kan söka.",
     "association", "", "SE-S SE-W SE-X"},
    {"Danske kommuner kan søge.", "municipality", "", "DK"},
    {"Söker du från Norge vänder du dig till ett annat råd. Svenska föreningar "
     "kan söka här.",
     "association", "", "SE"},
    {"Du ska vara folkbokförd i Uppsala län. Kansliet finns i Kalmar.", NULL,
     NULL, "SE-C"},
    {"Kommuner i Jönköpings och Kronobergs län samt på Gotland kan söka.",
     "municipality", "", "SE-F SE-G SE-I"},
    {"Applicants must be based in Iceland, Norway or Greenland.", NULL, NULL,
     "IS NO DK"},
    {"Prosjektet må gjennomføres i Nordland, Troms eller Finnmark.", NULL, NULL,
     "NO"},
    {"Utlysningen gäller hela Sverige. Utbildningen hålls i Göteborg.", NULL,
     NULL, "SE"},
    {"Kommuner kan söka. Ansökan skickas till kansliet i Uppsala.",
     "municipality", "", ""},
    {"Föreningar i hela landet, från Kiruna till Ystad, kan söka.",
     "association", "", "SE"},
    {"Universities established in Sweden, Norway or Denmark may apply by 5 May "
     "2027, 15:00 Stockholm time.",
     "university", "", "SE NO DK"},
    {"Insatserna ska genomföras i Orsa, Mora eller Älvdalens kommun. "
     "Stiftelser kan söka.",
     "foundation", "", "SE-W"},
};

static const struct saying idioms[] = {
    /* word order and small idioms */
    {"Koordinator kan en ideell förening, en stiftelse, en kommun eller en "
     "region vara.",
     "association foundation municipality region", NULL, NULL},
    {"Projektägare måste kommunen eller ett lärosäte vara.",
     "municipality university", NULL, NULL},
    {"Sökande kan både föreningar och aktiebolag vara.", "association company",
     NULL, NULL},
    {"Søker kan et aksjeselskap eller en stiftelse være.", "company foundation",
     NULL, NULL},
    {"Ansøger kan foreninger og fonde være.", "association foundation", NULL,
     NULL},
    {"Medsökande får företag vara, men sökande ska en kommun vara.",
     "municipality", NULL, NULL},
    {"Butiken kan drivas som aktiebolag, handelsbolag, ideell förening (till "
     "exempel ett byalag) eller enskild firma.",
     "company partnership association sole_trader", NULL, NULL},
    {"Föreningar (också sådana utan medlemsavgift), aktiebolag eller enskilda "
     "firmor kan söka.",
     "association company sole_trader", NULL, NULL},
    {"Firms (for example a limited company), foundations or municipalities may "
     "apply.",
     "company foundation municipality", NULL, NULL},
    {"Det är en av kommunerna (Orsa eller Mora), Region Dalarna eller "
     "Försäkringskassan som söker.",
     "municipality region agency", NULL, NULL},
    {"Ansökan görs av någon av samordningsförbundets parter.",
     "municipality region agency", NULL, NULL},
    {"Ansökan lämnas av minst en av förbundets medlemmar. Föreningar kan inte "
     "söka.",
     "municipality region agency", "association", NULL},
    {"Sökande ska vara någon av parterna i samordningsförbundet.",
     "municipality region agency", NULL, NULL},
    {"Det är alltid en kommun som söker.", "municipality", NULL, NULL},
    {"Det är bara ideella föreningar eller stiftelser som kan söka.",
     "association foundation", NULL, NULL},
    {"It is the municipality that applies.", "municipality", NULL, NULL},
    {"Det er kommunen som søker.", "municipality", NULL, NULL},
    {"Det er foreningen, der søger.", "association", NULL, NULL},
    {"Ni behöver inte vara en förening. Idépengen är för unga privatpersoner.",
     "individual", NULL, NULL},
    {"Du behöver inte ha ett företag; alla privatpersoner kan söka.",
     "individual", NULL, NULL},
    {"You need not be a registered association. Private individuals can apply.",
     "individual", NULL, NULL},
    {"You do not have to be a company to apply. Foundations may apply.",
     "foundation", NULL, NULL},
    {"Dere trenger ikke være en forening. Enkeltpersoner kan søke.",
     "individual", NULL, NULL},
    {"I behøver ikke være en forening. Enkeltpersoner kan søge.", "individual",
     NULL, NULL},
    {"Det krävs ingen förening bakom. Privatpersoner får söka.", "individual",
     NULL, NULL},
    {"Föreningar behöver inte ha anställda för att söka.", "association", NULL,
     NULL},
    {"Associations do not need to have employees to apply.", "association",
     NULL, NULL},
    {"Foreninger behøver ikke å ha ansatte for å søke.", "association", NULL,
     NULL},
    {"Du driver aktiebolag, handelsbolag eller enskild firma i Värmland. "
     "Föreningar får hjälp på annat håll.",
     "company partnership sole_trader", "association", "SE-S"},
    {"Driver ni ett aktiebolag eller en ekonomisk förening? Då är checken för "
     "er.",
     "company cooperative", NULL, NULL},
    {"You run a limited company or a cooperative in Gotland.",
     "company cooperative", NULL, "SE-I"},
    {"Du driver enkeltpersonforetak eller aksjeselskap.", "sole_trader company",
     NULL, NULL},
    {"Privatpersoner kan söka. Föreningar får söka annat.", "individual",
     "association", NULL},
    {"Kommuner kan söka. Stiftelser söker på annat håll.", "municipality",
     "foundation", NULL},
    {"Municipalities can apply. Companies must look elsewhere.", "municipality",
     NULL, NULL},
    {"Har du mellan 13 och 25 år på nacken? Kom till oss!", "individual", NULL,
     NULL},
    {"Pengar för dig mellan 13 och 25. Ungdomsföreningar går också bra.",
     "individual association", NULL, NULL},
    {"Är du 16-22 år och har en idé? Då kan du söka.", "individual", NULL,
     NULL},
    {"Du ska vara 16–20 år och folkbokförd i Vetlanda kommun.", "individual",
     NULL, "SE-F"},
    {"Du och minst två kompisar kan få 30 000 kronor.", "individual", NULL,
     NULL},
    {"Er du mellom 13 og 19 år? Da kan du søke.", "individual", NULL, NULL},
    {"Are you aged 18 to 25? You can apply.", "individual", NULL, NULL},
    {"If you are 18–30 you may apply.", "individual", NULL, NULL},
    {"Du som fyllt 18 men inte 26 kan söka.", "individual", NULL, NULL},
    {"Du är privatperson och skriver under själv. Ungdomsföreningar får också "
     "söka.",
     "individual association", NULL, NULL},
    {"Projektet ska nå ungdomar mellan 13 och 25 år. Föreningar kan söka.",
     "association", NULL, NULL},
    {"Insatserna riktas till barn mellan 6 och 12 år. Kommuner får söka.",
     "municipality", NULL, NULL},
    {"Du söker som person, inte som företag.", "individual", NULL, NULL},
    {"Du söker personligen, och företag kan inte söka för sina anställdas "
     "räkning.",
     "individual", "company", NULL},
    {"Stipendiet söks personligen.", "individual", NULL, NULL},
    {"Ni söker som grupp eller som enskild.", "individual", NULL, NULL},
    {"Limited companies and universities may enter; private persons cannot "
     "enter.",
     "company university", "individual", NULL},
    {"Aktiebolag får tävla.", "company", NULL, NULL},
    {"Private virksomheder kan ikke opnå støtte. Foreninger kan søge.",
     "association", "company", NULL},
    {"Foreninger kan opnå tilskud.", "association", NULL, NULL},
    {"Länsverket får enligt 37 a § lämna ersättning till kommuner och "
     "kommunalförbund.",
     "municipality", NULL, NULL},
    {"Styrelsen kan bevilja bidrag till stiftelser.", "foundation", NULL, NULL},
    {"Nämnden ska fördela statsbidrag till regioner.", "region", NULL, NULL},
    {"Fonden får inte ge bidrag till kommuner. Stiftelser kan söka.",
     "foundation", "municipality", NULL},
    {"Med det här bidraget kan stiftets församlingar och pastorat byta ut "
     "oljepannan.",
     "faith_community", NULL, NULL},
    {"Med det här bidraget kunde församlingar och lokalavdelningar inom "
     "stiftets ungdomsförbund (ideella föreningar) ordna läger.",
     "faith_community association", NULL, NULL},
    {"Med stödet får små företag råd att anlita en konsult.", "company", NULL,
     NULL},
    {"With this grant municipalities can try new services.", "municipality",
     NULL, NULL},
    {"Med tilskuddet kan frivillige organisasjoner ansette.", "association",
     NULL, NULL},
    {"Högst 900 000 kronor per församling eller pastorat.", "faith_community",
     NULL, NULL},
    {"Varje förening kan få högst 10 000 kronor.", "association", NULL, NULL},
    {"Upp till 40 000 kronor per förening och år.", "association", NULL, NULL},
    {"A maximum of SEK 50,000 per association.", "association", NULL, NULL},
    {"Stöd av mindre betydelse får vara högst 300 000 euro per företag. "
     "Kommuner kan söka.",
     "municipality", NULL, NULL},
    {"Søkere: aksjeselskap, samvirkeforetak og foreninger som er sosiale "
     "entreprenører.",
     "company cooperative association social_enterprise", NULL, NULL},
    {"Foreninger, samvirkeforetak (på svensk: ekonomiska föreningar), "
     "stiftelser og kommuner kan søke.",
     "association cooperative foundation municipality", NULL, NULL},
    {"Arbetsgivare i Stockholms län – aktiebolag, kommuner, Region Stockholm "
     "och stiftelser – kan söka.",
     "company municipality region foundation", NULL, "SE-AB"},
    {"Kommunerna i Gävleborg och Region Gävleborg kan söka.",
     "municipality region", NULL, "SE-X"},
    {"Bidraget riktar sig till de tio kommunerna i Gävleborg och Region "
     "Gävleborgs egna förvaltningar.",
     "municipality region", NULL, "SE-X"},
    {"Region Skåne delar ut bidraget. Föreningar i Skåne kan söka.",
     "association", NULL, "SE-M"},
    {"Sökande är föreningar. Beslut fattas av Region Halland.", "association",
     NULL, NULL},
    {"Föreningar och kommuner kan söka hos Region Halland.",
     "association municipality", NULL, NULL},
    {"Sökande: registrerad förening, stiftelse eller ett välfärdsområde.",
     "association foundation region", NULL, NULL},
    {"Regionfullmäktige, kommuner och välfärdsområdet kan söka.",
     "municipality region", NULL, NULL},
    {"Form: ekonomisk eller ideell förening, alternativt aktiebolag.",
     "association cooperative company", NULL, NULL},
    {"Driftsform: handelsbolag eller enskild firma.", "partnership sole_trader",
     NULL, NULL},
    {"Vilka som sökte: ideella föreningar och folkhögskolor.", "association",
     NULL, NULL},
    {"De som sökte var föreningar och stiftelser.", "association foundation",
     NULL, NULL},
    {"Stiftelser och kommuner fick söka.", "foundation municipality", NULL,
     NULL},
    {"Lead applicants on the Swedish side. Municipalities, non-profit "
     "associations and limited companies active in the area.",
     "municipality association company", NULL, NULL},
    {"Vem kan söka? Föreningar och stiftelser.", "association foundation", NULL,
     NULL},
    {"Vilka som kan söka. Föreningar och stiftelser.", "association foundation",
     NULL, NULL},
    {"Sökande. Ideella föreningar och trossamfund med säte i Kalmar län.",
     "association faith_community", NULL, "SE-H"},
    {"Söker gör regioner och kommuner.", "region municipality", NULL, NULL},
    {"Enskilda företag kan inte söka, bara kommuner.", "municipality", NULL,
     NULL},
    {"Enskilda föreningar kan inte söka; det gör deras förbund.", NULL,
     "association", NULL},
    {"Lag og foreninger kan søke.", "association", NULL, NULL},
    {"Andelsselskaber og anpartsselskaber kan søge.", "cooperative company",
     NULL, NULL},
    /* questions, hints and roles */
    {"Kan en kommun söka? Nej, inte den här gången. Föreningar får söka.",
     "association", "municipality", NULL},
    {"Kan vi söka som privatperson? Ja, det går bra. Föreningar får söka.",
     "association individual", NULL, NULL},
    {"Föreningar får söka.\n\nF: Kan en kommun söka?\n\nS: Inte den här "
     "gången.",
     "association", "municipality", NULL},
    {"Föreningar får söka.\n\n## Kan ett aktiebolag söka?\n\nJa, om bolaget "
     "har säte i länet.",
     "association company", NULL, NULL},
    {"Föreningar får söka.\n\n## Kan enskild firma få bidraget?\n\nNej.",
     "association", "sole_trader", NULL},
    {"Associations may apply.\n\n## Can companies apply?\n\nUnfortunately not.",
     "association", "company", NULL},
    {"Är du ett företag? Då kan du tyvärr inte söka. Kommuner kan söka.",
     "municipality", "company", NULL},
    {"Driver du ett aktiebolag? Då kan du söka.", "company", NULL, NULL},
    {"Kan föreningen söka flera gånger? Nej. Föreningar får söka en gång.",
     "association", NULL, NULL},
    {"Är ni en skola eller en förening lämnar ni förslaget till kommunen. "
     "Kommunen söker.",
     "municipality", NULL, NULL},
    {"Utlysningen ska ge sociala företag fler kunder. Ekonomiska föreningar "
     "och aktiebolag kan söka.",
     "cooperative company social_enterprise", NULL, NULL},
    {"Stödet går till rådgivare som hjälper sociala företag. Kommuner kan "
     "söka.",
     "municipality", NULL, NULL},
    {"Ansökan görs av kommuner. Sociala företag kan delta som leverantörer.",
     "municipality", NULL, NULL},
    {"Alla kooperativ i Sverige fick delta.", "cooperative", NULL, NULL},
    {"Vi satsar pengar i ekonomiska föreningar som växer.", "cooperative", NULL,
     NULL},
    {"Arrangören ska vara en ideell förening eller en stiftelse.",
     "association foundation", NULL, NULL},
    {"Kunden är en ekonomisk förening eller stiftelse.",
     "cooperative foundation", NULL, NULL},
    {"Huvudmannen måste vara en kommun.", "municipality", NULL, NULL},
    {"The organiser must be a non-profit association.", "association", NULL,
     NULL},
    {"Minst en av parterna ska vara en kommun. Lärosäten kan söka.",
     "university", NULL, NULL},
    {"Ideella föreningar i kustkommunerna (Umeå, Nordmaling) söker.",
     "association", NULL, NULL},
    {"Föreningar och stiftelser anmäler sig; privatpersoner får inte vara med.",
     "association foundation", NULL, NULL},
    {"Kommunerna kan rekvirera medlen.", "municipality", NULL, NULL},
    {"Enskilda näringsidkare och aktiebolag kunde föreslås.",
     "sole_trader company", NULL, NULL},
    {"Företag kan inte söka, bara kommuner.", "municipality", "company", NULL},
    {"Doctoral students cannot apply, only universities.", "university", NULL,
     NULL},
    {"Skolor som drivs av en kommun eller en stiftelse kan söka.",
     "municipality foundation", NULL, NULL},
    {"Ideella föreningar med unga som målgrupp kan få max 10 000 kronor.",
     "association", NULL, NULL},
    {"Du som privatperson (har du inte fyllt 18 skriver en vuxen under) eller "
     "en ideell förening kan söka.",
     "individual association", NULL, NULL},
    {"Är ni ett kompisgäng? En av er söker som privatperson.", "individual",
     NULL, NULL},
    {"Voluntary associations and youth centres (the municipality is the "
     "applicant) may apply.",
     "association municipality", NULL, NULL},
    {"Nytt för i år är att även registrerade trossamfund får göra det. "
     "Föreningar kan söka.",
     "faith_community association", NULL, NULL},
    /* as plain prose says it */
    {"Ekonomiska föreningar, vilka kunde få stöd förut, omfattas inte längre; "
     "detsamma gäller kommuner. Stiftelser kan söka.",
     "foundation", "cooperative municipality", NULL},
    {"Den som ger in ansökan ska vara en kommun eller en ideell förening.",
     "municipality association", NULL, NULL},
    {"Den som söker måste vara en stiftelse.", "foundation", NULL, NULL},
    {"Those who apply must be municipalities.", "municipality", NULL, NULL},
    {"Jourer och föreningar kan medverka som part, men de kan inte själva stå "
     "som sökande. Kommuner ansöker.",
     "municipality", NULL, NULL},
    {"Lag og foreninger kan søke, det samme kan kommuner og aksjeselskaper.",
     "association municipality company", NULL, NULL},
    {"Municipalities may apply, and so may foundations.",
     "municipality foundation", NULL, NULL},
    {"Privatpersoner må finne seg en forening å søke gjennom. Kommuner kan "
     "søke.",
     "municipality", "individual", NULL},
    {"Idrottsföreningar (studieförbund och trossamfund: nej) kan söka.",
     "association", "faith_community", NULL},
    {"Du behöver ingen förening i ryggen; är du mellan 13 och 19 år kan du "
     "söka själv.",
     "individual", NULL, NULL},
    {"Butiken kan drivas som aktiebolag eller som bygdens egen ekonomiska "
     "förening.",
     "company cooperative", NULL, NULL},
    {"Företag som säljer kurser får vi tacka nej till. Föreningar kan söka.",
     "association", NULL, NULL},
    {"Den som äger lokalen söker, och det ska vara en förening (ideell eller "
     "ekonomisk) eller en stiftelse.",
     "association cooperative foundation", NULL, NULL},
    {"Ni är minst tre stycken mellan 12 och 25 år och bor i området.",
     "individual", NULL, NULL},
    {"Ni är en klubb för unga mellan 12 och 25 år. Föreningar kan söka.",
     "association", NULL, NULL},
    {"Om företaget drivs som aktiebolag, handelsbolag eller enskild firma har "
     "ingen betydelse.",
     "company partnership sole_trader", NULL, NULL},
    {"It makes no difference whether you are a cooperative or a foundation.",
     "cooperative foundation", NULL, NULL},
    {"När det gäller sociala företag spelar det ingen roll om de är aktiebolag "
     "eller ekonomisk förening.",
     "company cooperative social_enterprise", NULL, NULL},
    {"Vi letar efter dig som äger mark och efter föreningar som vill "
     "restaurera.",
     "association", NULL, NULL},
    {"We are looking for municipalities that want to try.", "municipality",
     NULL, NULL},
    {"Både anpartsselskaber og foreninger er med i ansøgerkredsen. Kommuner er "
     "ikke.",
     "company association", "municipality", NULL},
    {"Stipendium kan tilldelas den som har fyllt 18 men ej 35 år.",
     "individual", NULL, NULL},
    {"Stipendiet ges åt musikstuderande mellan 16 och 28 år.", "individual",
     NULL, NULL},
    {"Anslag sökes av universitet eller högskola.", "university", NULL, NULL},
    {"The applicant owns the quay, and is either a municipality or a limited "
     "company.",
     "municipality company", NULL, NULL},
    {"Sökandekrets: aktiebolag och kommuner. Privatpersoner får i stället göra "
     "avdrag.",
     "company municipality", NULL, NULL},
    {"Klubbar i Norge har egna potter. Föreningar i Sverige kan söka.",
     "association", NULL, "SE"},
    {"Puljen gør det muligt for danske foreninger og kommuner at skabe kunst "
     "sammen med partnere fra Norge.",
     "association municipality", NULL, "DK"},
    {"Business forms: sole traders, limited companies and cooperatives.",
     "sole_trader company cooperative", NULL, NULL},
    {"Søker: universitet eller høgskole; forskeren kan ikke søke selv.",
     "university", NULL, NULL},
    {"Menigheter, frimenigheter og diakonale stiftelser kan søke.",
     "faith_community foundation", NULL, NULL},
    {"Frimenigheder og almennyttige foreninger kan søge.",
     "faith_community association", NULL, NULL},
    {"Også frivillige organisasjoner kan søke.\n\nOrdningen gir støtte til "
     "ettervern i regi av menigheter.",
     "association faith_community", NULL, NULL},
    {"Föreningar i Sverige kan söka för utbyte med minst en partner i Norge.",
     "association", NULL, "SE"},
    {"Föreningar kan söka. Danska företag kan inte söka.", "association", NULL,
     NULL},
    {"Idén ska komma från er. Stiftelser går också bra, liksom kommuner.",
     "foundation municipality", NULL, NULL},
    {"Foundations are welcome, as are municipalities.",
     "foundation municipality", NULL, NULL},
    {"Bara föreningar är sökberättigade.", "association", NULL, NULL},
    {"Endast registrerade trossamfund tar emot bidraget.", "faith_community",
     NULL, NULL},
    {"Pengarna kan bara gå till kommuner.", "municipality", NULL, NULL},
    /* where */
    {"Många bor nära våra butiker i Norrbottens, Västerbottens, Jämtlands och "
     "Dalarnas län. Församlingar och ideella föreningar i de länen kan få en "
     "slant.",
     "faith_community association", NULL, "SE-BD SE-AC SE-Z SE-W"},
    {"Bygden är Kinda och Ydre. Föreningar i dessa kommuner kan söka.",
     "association", NULL, "SE-E"},
    {"The region covers Blekinge and Skåne. Associations in these counties may "
     "apply.",
     "association", NULL, "SE-K SE-M"},
    {"Ordningen omtaler Norge og Danmark. Kommuner i disse landene kan søke.",
     "municipality", NULL, "NO DK"},
    {"Sök pengar till samarbete med Finland\n\nKommuner i Leaderområdet (Laxå, "
     "Karlsborg) kan söka.",
     "municipality", NULL, "SE-T SE-O"},
    {"Föreningar i Kalmar län kan söka för utbyte med skolor i Norge.",
     "association", NULL, "SE-H"},
    {"Associations in Gotland may apply for cooperation with partners in "
     "Estonia and Finland.",
     "association", NULL, "SE-I"},
    {"Stiftelsen grundades 1951 i Vimmerby. Forskare vid svenska universitet "
     "kan söka.",
     NULL, NULL, ""},
    {"Makarna Ek var diakonissa och lärare i Arboga. Föreningar kan söka.",
     "association", NULL, ""},
    {"En infoträff hålls i Stockholm den 8 december 2026. Företag kan söka.",
     "company", NULL, ""},
    {"På svenska sidan omfattas bara Skåne. Kommuner i Danmark och Sverige kan "
     "söka.",
     "municipality", NULL, "DK SE-M"},
    {"On the Swedish side, only Västra Götaland is covered. Universities in "
     "Norway, Denmark and Sweden can apply.",
     "university", NULL, "NO DK SE-O"},
    {"Föreningar i Svenskfinland kan söka.", "association", NULL, "FI"},
    {"Registrerade föreningar med hemort i Åboland, Nyland eller Österbotten "
     "kan söka.",
     "association", NULL, "FI"},
    {"Foreninger og lag i Innlandet kan søke.", "association", NULL, "NO"},
    {"Foreninger på Bornholm kan søge.", "association", NULL, "DK"},
    {"Organisationer verksamma i Uppland kan söka.", NULL, NULL, "SE-C SE-AB"},
    {"Kommuner i norra Sverige kan söka.", "municipality", NULL,
     "SE-BD SE-AC SE-Z SE-Y"},
    {"Bidraget gäller Öland. Föreningar kan söka.", "association", NULL,
     "SE-H"},
    {"Församlingar i Visby stift kan söka.", "faith_community", NULL, "SE-I"},
    {"Församlingar i Lunds stift kan söka.", "faith_community", NULL,
     "SE-M SE-K"},
    {"Stiftets församlingar i Härnösands stift kan söka.", "faith_community",
     NULL, "SE-Y SE-Z"},
    {"Föreningar i någon av följande kommuner kan söka: Mora, Orsa och "
     "Älvdalen.",
     "association", NULL, "SE-W"},
    {"Ni ska ha ert säte i Gnesta eller Trosa. Stiftelser får söka.",
     "foundation", NULL, "SE-D"},
    {"Projektet genomförs i Torne älvdal. Föreningar kan söka.", "association",
     NULL, "SE-BD"},
    {"Du ska bo i Sollefteå. Privatpersoner kan söka.", "individual", NULL,
     "SE-Y"},
    {"Du bor på Gotland och är mellan 16 och 20 år.", "individual", NULL,
     "SE-I"},
    {"Only organisations based in Malmö or Lund may apply.", NULL, NULL,
     "SE-M"},
    {"Companies registered in the county of Blekinge may apply.", "company",
     NULL, "SE-K"},
    {"Kommuner i hela Sverige utom Stockholms län kan söka.", "municipality",
     NULL,
     "SE-AC SE-BD SE-C SE-D SE-E SE-F SE-G SE-H SE-I SE-K SE-M SE-N SE-O SE-S "
     "SE-T SE-U SE-W SE-X SE-Y SE-Z"},
    {"Vi kräver att verksamheten bedrivs i Bergslagen. Föreningar kan söka.",
     "association", NULL, "SE-T SE-U SE-W SE-S"},
    {"Föreningar i Sjuhärad kan söka.", "association", NULL, "SE-O"},
    {"Foreninger i hele Danmark kan søge.", "association", NULL, "DK"},
};

/* Sayings whose halves stand in two sentences, near misses, and names told of
 * for another reason. */
static const struct saying nuances[] = {
    /* a form that a later sentence adds to the list */
    {"## Vem kan ansöka?\nStiftelser, aktiebolag och kommuner i bygden. Som "
     "privatperson får du hitta en förening att gå genom. Enskild firma räknas "
     "däremot som sökande; då skrivs ditt personnummer in.",
     "foundation company municipality sole_trader", NULL, NULL},
    {"## Vem kan söka?\nIdeella föreningar och kommuner. Som privatperson kan "
     "du inte söka. Har du enskild firma anger du personnumret i stället.",
     "association municipality sole_trader", "individual", NULL},
    {"## Hvem kan søke?\nFrivillige organisasjoner og stiftelser. "
     "Enkeltpersonforetak regnes derimot også som søker.",
     "association foundation sole_trader", "", NULL},
    {"## Who can apply?\nAssociations, foundations and municipalities. As a "
     "private person you must find an association to go through. A sole "
     "trader, on the other hand, counts as an applicant.",
     "association foundation municipality sole_trader", NULL, NULL},
    {"## Vilka kan söka?\nEkonomiska föreningar, aktiebolag. Driver du enskild "
     "firma fyller du i ditt personnummer där det står "
     "organisationsnummer.",
     "cooperative company sole_trader", "", NULL},
    {"## Hvem kan søge?\nForeninger og kommuner. En enkeltmandsvirksomhed "
     "tæller derimod også som ansøger.",
     "association municipality sole_trader", "", NULL},
    /* an extra demand on a form lets it in */
    {"Ordningen er åpen kun for frivillige organisasjoner. Stiftelser må i "
     "tillegg vise vedtektene sine.",
     "association foundation", "", NULL},
    {"Föreningar kan söka. Stiftelser ska dessutom bifoga sitt förordnande.",
     "association foundation", "", NULL},
    {"Associations may apply. Foundations must also enclose their charter.",
     "association foundation", "", NULL},
    {"Kommuner kan söka. Aktiebolag ska även skicka med årsredovisning.",
     "municipality company", "", NULL},
    {"Foreninger kan søge. Fonde skal desuden vedlægge fundatsen.",
     "association foundation", "", NULL},
    /* what a form is not */
    {"Icke-statliga och icke-kommunala stiftelser utan vinstsyfte är "
     "välkomna.",
     "foundation", "", NULL},
    {"Icke-statliga organisationer och stiftelser kan söka.",
     "association foundation", "", NULL},
    {"Non-governmental and non-municipal foundations may apply.", "foundation",
     "", NULL},
    {"Stiftelser som inte är statliga eller kommunala kan söka.", "foundation",
     "", NULL},
    {"Ikke-statlige og ikke-kommunale stiftelser kan søke.", "foundation", "",
     NULL},
    {"Ikkestatlige stiftelser og foreninger kan søke.",
     "foundation association", "", NULL},
    {"Private, non-state universities may apply.", "university", "", NULL},
    /* partners, examples, those who benefit, those who go through others */
    {"Ansökan lämnas av en institution vid ett universitet. Enskilda forskare "
     "och studenter går genom sin institution.",
     "university", NULL, NULL},
    {"Universities may apply. Individual researchers go through their "
     "university.",
     "university", NULL, NULL},
    {"Høgskoler kan søke. Enkeltpersoner må gå gjennom sin institusjon.",
     "university", NULL, NULL},
    {"Parterna: kommuner och regioner kan ansöka. Föreningar och sociala "
     "företag kan bara få del av medlen genom den part som är huvudman.",
     "municipality region", NULL, NULL},
    {"Municipalities can apply. Companies can only take a share of the money "
     "through the municipality that leads the project.",
     "municipality", NULL, NULL},
    {"Bidrag söks av ideella föreningar. Det får inte gynna en enskild "
     "näringsidkare. Kommunal verksamhet kommer långt ned på listan.",
     "association", NULL, NULL},
    {"Foreninger kan søke. Støtten må ikke komme et enkelt foretak til gode.",
     "association", NULL, NULL},
    {"Associations may apply. The grant must not favour a single company.",
     "association", NULL, NULL},
    {"Behöriga är ideella föreningar och aktiebolag.\n\n## Det här stöds "
     "inte\n- forskning\n- ansökningar från enskilda personer\n- resor",
     "association company", "individual", NULL},
    {"Föreningar kan söka.\n\n## Detta stöds inte\n- ansökningar från "
     "företag\n- resor",
     "association", "company", NULL},
    {"Associations may apply.\n\n## What we do not support\n- research\n- "
     "applications from individuals",
     "association", "individual", NULL},
    {"Föreningar kan söka. Som regel beviljas inte bidrag till ansökningar "
     "från kommuner, landsting eller statliga organ.",
     "association", "municipality region agency", NULL},
    {"Föreningar kan söka. Ansökningar från kommuner tas inte upp.",
     "association", "municipality", NULL},
    {"Foreninger kan søke. Ordninga gjeld ikkje for kommunar.", "association",
     "municipality", NULL},
    {"Regionale frivillige organisasjonar, kommunar og einskildpersonar kan "
     "søkje om tilskot.",
     "association municipality individual", "", NULL},
    {"Föreningar kan söka. För enskilda familjer har vi dessvärre inga medel.",
     "association", "individual", NULL},
    {"Bidrag går till ideella föreningar. Enskilda lag söker genom sin "
     "förening.",
     "association", "", NULL},
    {"Föreningar kan söka. Till kommuner, regioner och statliga myndigheter "
     "ger "
     "vi som regel inget.",
     "association", "municipality region agency", NULL},
    {"Föreningar kan söka. Till resor ger vi inget stöd.", "association", "",
     NULL},
    {"Föreningar kan söka. Enskild firma godtas inte.", "association",
     "sole_trader", NULL},
    {"Bidrag får lämnas till en ideell förening. Stiftelser, kommuner, bolag "
     "och fysiska personer uppfyller inte kraven i 4 § förordningen.",
     "association", "foundation municipality company individual", NULL},
    {"Sociala företag, oberoende av om de är ekonomiska föreningar, stiftelser "
     "eller aktiebolag, kan söka.",
     "social_enterprise cooperative foundation company", "", NULL},
    {"Skolhuvudmän, såväl kommuner som fristående skolor i form av aktiebolag, "
     "stiftelse eller förening, kan söka.",
     "municipality company foundation association", "", NULL},
    {"Hvert år uddeler kommunen 7 millioner kroner til frivilligt arbejde. "
     "Foreninger kan søge.",
     "association", "", NULL},
    {"Föreningar kan söka. Kommuner är välkomna som medarrangörer.",
     "association", "", NULL},
    /* who pays for what is shut out is not shut out */
    {"Föreningar kan söka. Bidrag ges inte till verksamhet som finansieras av "
     "staten, kommuner eller regioner.",
     "association", "", NULL},
    {"Bidrag ges inte till verksamhet som finansieras av staten, kommuner "
     "eller "
     "regioner. Ansökan ska vara kommunen tillhanda i maj.",
     "", "", NULL},
    {"Föreningar kan söka. Bidrag ges inte till verksamhet som drivs av "
     "kommuner.",
     "association", "municipality", NULL},
    /* a legal person as what is asked of a form */
    {"Alla typer av ideella organisationer kan söka under förutsättning att "
     "den sökande är en juridisk person.",
     "association", "", NULL},
    {"Föreningar, bolag och andra juridiska personer kan söka.", "legal_person",
     "", NULL},
    {"## Krav som er organisation måste uppfylla\n\n### Ideella föreningar\n"
     "Ni måste ha stadgar.\n\n### Trossamfund\nNi måste ha stadgar.\n\n"
     "### Stiftelser\nStiftelser kan söka om de saknar vinstsyfte.",
     "association faith_community foundation", "", NULL},
    {"Föreningar med företag som målgrupp kan söka.", "association", "", NULL},
    /* whose head applies: the parish's vicar is the parish */
    {"Det är församlingens kyrkoherde som ansöker.", "faith_community", "",
     NULL},
    {"Det är föreningens ordförande som söker.", "association", "", NULL},
    {"Kommunens kulturchef skickar in ansökan.", "municipality", "", NULL},
    {"The parish's vicar submits the application.", "faith_community", "",
     NULL},
    {"Det er kommunens rådmann som søker.", "municipality", "", NULL},
    /* forms in which they are run or registered */
    {"## Vem kan söka?\nFöretag som\n- finns till för att ge arbete\n\noch "
     "som\n- drivs som ekonomisk förening, aktiebolag eller ideell förening,\n"
     "- betalar lön",
     "cooperative company association", "", NULL},
    {"## Who can apply?\nEnterprises that\n- are run as a limited company, a "
     "co-operative or a non-profit association,\n- pay wages",
     "company cooperative association", "", NULL},
    {"**För vem?** Byalag och kooperativ inom den sociala ekonomin. De ska "
     "vara registrerade som ideell eller ekonomisk förening.",
     "association cooperative", "", NULL},
    {"Associations within the social economy may apply.", "association", "",
     NULL},
    {"Kooperativer innen den sosiale økonomien kan søke.", "cooperative", "",
     NULL},
    /* sole traders and groups by their other names */
    {"Aksjeselskap og enkeltpersonføretak kan søkje.", "company sole_trader",
     "", NULL},
    {"Enkeltmannsforetak og aksjeselskap kan søke.", "company sole_trader", "",
     NULL},
    {"Sole proprietorships and limited companies may apply.",
     "company sole_trader", "", NULL},
    {"Personligt ejede virksomheder og aktieselskaber kan søge.",
     "company sole_trader", "", NULL},
    {"Enskilda näringsidkare och aktiebolag kan söka.", "company sole_trader",
     "", NULL},
    {"Puljen kan søges af foreninger. Også selvorganiserede grupper er "
     "velkomne.",
     "association individual", "", NULL},
    {"Föreningar och informella grupper kan söka.", "association individual",
     "", NULL},
    {"Associations and informal groups may apply.", "association individual",
     "", NULL},
    {"Foreninger og uformelle grupper kan søke.", "association individual", "",
     NULL},
    /* a county in a country, beside other countries */
    {"The area consists of Västerbotten in Sweden, the Ostrobothnian regions "
     "in Finland and Nordland in Norway. Universities may apply.",
     "university", NULL, "SE-AC FI NO"},
    {"Området består av Norrbotten i Sverige, Lappland i Finland och Troms i "
     "Norge. Kommuner kan söka.",
     "municipality", NULL, "SE-BD FI NO"},
    {"Programområdet er Jämtland i Sverige og Trøndelag i Norge. Kommuner kan "
     "søke.",
     "municipality", NULL, "SE-Z NO"},
    {"The programme covers Värmland and Dalarna in Sweden and Innlandet in "
     "Norway. Municipalities may apply.",
     "municipality", NULL, "SE-S SE-W NO"},
    {"Programmet omfattar Skåne i Sverige och Själland i Danmark. Kommuner "
     "kan söka.",
     "municipality", NULL, "SE-M DK"},
    {"Området omfatter Halland i Sverige samt Nordjylland i Danmark. "
     "Foreninger kan søge.",
     "association", NULL, "SE-N DK"},
    /* the applicant's seat goes before the partners' countries */
    {"The main applicant is a legal entity with its seat in Sweden. The "
     "partnership must take in organisations from at least three countries: "
     "Sweden and two of Denmark, Estonia, Finland, Germany and Poland.",
     "legal_person", NULL, "SE"},
    {"Den sökande är en stiftelse med säte i Sverige. Partnerna ska komma från "
     "minst två av länderna Danmark, Finland och Norge.",
     "foundation", NULL, "SE"},
    {"Lead applicants must be associations based in Finland. Partners come "
     "from Sweden, Norway or Denmark.",
     "association", NULL, "FI"},
    {"Hovedsøker skal være en forening med sete i Norge. Partnere kan komme "
     "fra Sverige, Danmark eller Finland.",
     "association", NULL, "NO"},
    {"Projektägaren ska vara en kommun i Sverige. Partnerskapet ska ha parter "
     "från Finland, Estland och Danmark.",
     "municipality", NULL, "SE"},
    /* where it is not to be had, where others sit */
    {"Företaget har arbetsställe i Västernorrlands län, dock inte i Sundsvalls "
     "tätort. I Jämtland finns checken inte. Aktiebolag kan söka.",
     "company", NULL, "SE-Y"},
    {"Föreningar i Kalmar län kan söka. I Blekinge finns bidraget inte.",
     "association", NULL, "SE-H"},
    {"Companies in Dalarna may apply. The grant is not available in "
     "Värmland.",
     "company", NULL, "SE-W"},
    {"Föreningar i Skåne kan söka. För Halland ansvarar kontoret i Varberg.",
     "association", NULL, "SE-M"},
    {"Foreninger i Jylland kan søge. I Norge findes puljen ikke.",
     "association", NULL, "DK"},
    {"Associations in Sweden may apply. Partners from other Nordic countries "
     "may join at their own cost.",
     "association", NULL, "SE"},
    /* in the whole country */
    {"Anslag kan komma i fråga om arrangemanget äger rum i Sverige, var som "
     "helst i landet. Lärosäten kan söka. Förra året hölls konferensen i "
     "Lund.",
     "university", NULL, "SE"},
    {"Universitet i hela landet kan söka. Stiftelsen instiftades i Morup.",
     "university", NULL, "SE"},
    {"Universities anywhere in Sweden may apply. Last year's symposium was "
     "held in Uppsala.",
     "university", NULL, "SE"},
    {"Foreninger over hele landet kan søke. Fjorårets konferanse ble holdt i "
     "Trondheim.",
     "association", NULL, NULL},
    {"Projekten ska genomföras i den österbottniska skärgården. Föreningar kan "
     "söka.",
     "association", NULL, "FI"},
    {"Föreningar i den åboländska skärgården kan söka.", "association", NULL,
     "FI"},
    {"Föreningar i den bohuslänska skärgården kan söka.", "association", NULL,
     "SE-O"},
    {"Associations in the Ostrobothnian archipelago may apply.", "association",
     NULL, "FI"},
    /* partners under a heading of their own; what a form must become first */
    {"## Vem kan ansöka?\nLärosäten och kommuner.\n## Vilka kan medverka?\n"
     "Bemanningsföretag, stiftelser och regioner.",
     "university municipality", NULL, NULL},
    {"## Behörig som sökande\nRegioner\n## Behörig som part\nFöretag, "
     "föreningar",
     "region", NULL, NULL},
    {"Aktiebolag kan söka. Enskilda firmor måste först ombildas till "
     "aktiebolag.",
     "company", "sole_trader", NULL},
    {"Ett lärosäte söker. Minst en ideell förening ska ha en aktiv roll och få "
     "ersättning.",
     "university", "", NULL},
    /* the same form again, or the form of a form */
    {"Checken kan sökas av ekonomiska föreningar. Föreningen ska vara "
     "registrerad hos Bolagsverket.",
     "cooperative", "", NULL},
    {"Producentorganisationer, som är ekonomiska föreningar, kan söka.",
     "cooperative", "", NULL},
    {"Fiskare som bedriver fisket i enskild firma eller aktiebolag kan söka.",
     "sole_trader company", "", NULL},
    {"Varv och marinor kan söka. Det spelar ingen roll om verksamheten bedrivs "
     "av ett aktiebolag, en ideell förening eller en kommun.",
     "company association municipality", "", NULL},
    {"Kommunerna söker i eget namn.", "municipality", "", NULL},
    {"Du som söker företräder en ideell förening eller en stiftelse.",
     "association foundation", "", NULL},
    {"Sole traders, partnerships and limited companies can apply.",
     "sole_trader partnership company", "", NULL},
    /* yes and no after each name */
    {"Aktiebolag ja, ekonomisk förening ja, ideell förening nej.",
     "company cooperative", "association", NULL},
    {"- ideella föreningar – ja\n- kommunen – nej\n- enskilda – nej",
     "association", "municipality individual", NULL},
    /* a question says nothing itself */
    {"Ideella föreningar kan söka. Jag har enskild firma, får jag söka? Nej.",
     "association", "sole_trader", NULL},
    /* the owner is not the firm */
    {"Du som är hantverkare och har aktiebolag eller enskild firma kan söka.",
     "company sole_trader", "", NULL},
    {"Juridiska personer kan söka. Fysiska personer kan däremot inte driva "
     "projekt.",
     "legal_person", "individual", NULL},
};

/* Places and forms that are meant without being named, and those that are named
 * for another's sake. */
static const struct saying meant[] = {
    /* how much, and not who */
    {"Trossamfund och ideella föreningar kan söka. Ingen förening får mer än "
     "90 000 kronor.",
     "association faith_community", "", NULL},
    {"Kommuner söker. Ingen kommun kan få mindre än 20 000 kronor.",
     "municipality", "", NULL},
    {"Stiftelser söker. Inga företag kan söka.", "foundation", "company", NULL},
    {"Där kan en ideell förening eller en stiftelse med säte här ansöka.",
     "association foundation", "", NULL},
    {"Ideella föreningar söker. Övriga juridiska personer kan inte söka.",
     "association", "", NULL},
    /* the county, town or country is named before, or is the page's own */
    {"Länsstyrelsen i Kalmar län ger stöd. Samfällighetsföreningar i hela "
     "länet kan söka.",
     "association", NULL, "SE-H"},
    {"Göteborgs stads nämnd fördelar medel till föreningar i stadens nordöstra "
     "delar.",
     "association", NULL, "SE-O"},
    {"Alla landets kommuner kan söka.", "municipality", NULL, "SE"},
    {"Kun landets kommuner kan søge om tilskud til foreninger.", NULL, NULL,
     "DK"},
    {"Föreningar kan söka. Det spelar ingen roll var i Sverige ni finns.",
     "association", NULL, "SE"},
    {"Bygdegårdar från Ystad i söder till Haparanda i norr kan få hjälp. "
     "Ideella föreningar kan söka.",
     "association", NULL, "SE"},
    {"Organisationer, föreningar och företag på svensk, finsk och norsk sida "
     "kan söka.",
     NULL, NULL, "SE NO FI"},
    {"De fyra regionerna (Norrbotten, Västerbotten, Jämtland Härjedalen och "
     "Västernorrland) kan söka.",
     "region", NULL, "SE-BD SE-AC SE-Z SE-Y"},
    /* a model, a payer, somebody who decides, a guest, a case */
    {"Föreningar i Dalarna kan söka. Inspirationen kommer från Norge.", NULL,
     NULL, "SE-W"},
    {"Föreningar i Värmland kan söka. Fonden finansieras av åtta kraftbolag "
     "med säte i Stockholm och Malmö.",
     NULL, NULL, "SE-S"},
    {"Föreningar i Mora kan söka. Jordbruksverket i Jönköping handlägger.",
     NULL, NULL, "SE-W"},
    {"Föreningar i Halland kan söka. Lärare som reser från Uppsala får "
     "ersättning.",
     NULL, NULL, "SE-N"},
    {"Myndigheter i hela landet kan söka, oavsett om de finns i Luleå eller "
     "Visby.",
     NULL, NULL, "SE"},
    {"Föreningar i Halland kan söka. En förening i Skåne började med "
     "morötter.",
     NULL, NULL, "SE-N"},
    /* those in the sentence before */
    {"Lantmännen är en ekonomisk förening, Polarbröd ett aktiebolag. Båda "
     "formerna kan få medel.",
     "cooperative company", NULL, NULL},
    {"Bilda en ekonomisk eller ideell förening. Sedan kan föreningen söka.",
     "cooperative association", NULL, NULL},
    {"Barn kan inte söka. En kommun kan söka.", "municipality", "", NULL},
    {"Föreningar kan söka. Tala med din kommun, som i så fall gör ansökan.",
     "association municipality", "", NULL},
    /* these and not those */
    {"Stödet är inte till för privatpersoner utan för kommuner.",
     "municipality", "individual", NULL},
    {"Alla utom aktiebolag och handelsbolag kan söka.", "",
     "company partnership", NULL},
    {"Privatpersoner kan söka, och det kan även en förening.",
     "individual association", "", NULL},
    {"En kommun kan söka. Arbetsgivare, vare sig kommun eller bolag, kan inte "
     "söka åt sin personal.",
     NULL, "company", NULL},
    {"Driver du enskild firma får du vända dig till Almi.", "", "sole_trader",
     NULL},
    {"Kommuner kan söka. Regioner deltar som partner och kan få sina timmar "
     "betalda.",
     "municipality", "", NULL},
    {"Applications from natural persons and companies will be rejected. "
     "Foundations may apply.",
     "foundation", "individual company", NULL},
    /* no form where it stands */
    {"Ideella föreningar kan söka. Enskilda arkiv får råd.", "association", "",
     NULL},
    {"## Vi ger till\n- ungdomsverksamhet\n## Vi ger inte till\n- "
     "privatpersoner\n- företag\n- löner",
     "", "individual", NULL},
    {"## Vem får söka?\nAlla juridiska personer.\n## Målgrupp\nIdeella "
     "föreningar och deras medlemmar.",
     "legal_person", "", NULL},
    {"## Målgrupp\nIdeella föreningar och kommuner.",
     "association municipality", "", NULL},
    {"## Vem kan söka?\nIdeella föreningar och stiftelser.\n## Villkor\n- "
     "Organisationen ska vara en juridisk person.",
     "association foundation", "", NULL},
    {"Ideella föreningar kan söka. Läs villkoren (pdf, 214 kB).", "association",
     "", NULL},
    {"Kommuner kan söka, på egen hand eller tillsammans.", "municipality", "",
     NULL},
    {"Trossamfund kan söka. Ansökan lämnas till kommunen.", "faith_community",
     "", NULL},
    {"Byar utan förening kan inte söka. Ideella föreningar kan söka.",
     "association", "", NULL},
    {"Kommuner i Region Sjælland kan söka.", "municipality", "", NULL},
    /* the reader's own firm; people by their trade */
    {"För dig som nyss registrerat enskild firma eller aktiebolag.",
     "sole_trader company", "", NULL},
    {"Är du hantverkare med enskild firma kan du söka.", "sole_trader", "",
     NULL},
    {"Stipendiet går till en konstnär under 30 år.", "individual", "", NULL},
};

static const struct saying plain[] = {
#include "who_plain.inc"
};

static codeset codes_of(enum code_kind set, const char *s)
{
    codeset codes = 0;
    while (*s != '\0') {
        char code[32];
        size_t n = strcspn(s, " ");
        memcpy(code, s, n);
        code[n] = '\0';
        int i = code_find(set, code);
        assert_true(i >= 0);
        codes |= CODE_BIT(i);
        s += n + (s[n] == ' ');
    }
    return codes;
}

static int differ(const char *page, const char *what, enum code_kind set,
                  codeset got, const char *want)
{
    if (want == NULL || got == codes_of(set, want))
        return 0;
    print_message("%s: %s, not \"%s\":", page, what, want);
    for (int i = 0; i < code_count(set); i++)
        if (got & CODE_BIT(i))
            print_message(" %s", code_name(set, i));
    print_message("\n");
    return 1;
}

static void check(const struct saying *list, size_t n)
{
    int wrong = 0;
    for (size_t i = 0; i < n; i++) {
        const struct saying *s = &list[i];
        struct arena *mem = arena_new();
        char page[1024];
        snprintf(page, sizeof page, "# Bidrag 2027\n%s\n", s->page);
        struct page_reading *r = read_markup(mem, page);
        const struct call *c = r->calls[0];
        wrong += differ(s->page, "who", CODE_APPLICANT, c->applicants, s->in);
        wrong +=
            differ(s->page, "who not", CODE_APPLICANT, c->excluded, s->out);
        wrong += differ(s->page, "where", CODE_REGION, c->regions, s->where);
        reading_free_calls(r);
        arena_free(mem);
    }
    assert_int_equal(wrong, 0);
}

static void test_who_and_where(void **state)
{
    (void)state;
    check(said, sizeof said / sizeof *said);
}

static void test_idioms(void **state)
{
    (void)state;
    check(idioms, sizeof idioms / sizeof *idioms);
}

static void test_nuances(void **state)
{
    (void)state;
    check(nuances, sizeof nuances / sizeof *nuances);
}

static void test_meant(void **state)
{
    (void)state;
    check(meant, sizeof meant / sizeof *meant);
}

static void test_plain(void **state)
{
    (void)state;
    check(plain, sizeof plain / sizeof *plain);
}

static int load_phrases(void **state)
{
    if (fixture_load(state) != 0)
        return -1;
    learn_who("");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_and_where),
        cmocka_unit_test(test_idioms),
        cmocka_unit_test(test_nuances),
        cmocka_unit_test(test_meant),
        cmocka_unit_test(test_plain),
    };
    return cmocka_run_group_tests(tests, load_phrases, fixture_free);
}
