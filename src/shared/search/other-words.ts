/** What else may be meant by a typed word, though nobody entered it: the full name behind a short one, who does what is named. */
import { foldKey, foldSpelling } from './folding.ts'

/** Short forms in use in the south of Germany and in families from elsewhere, each with the names it stands for. */
const SHORT_NAMES =
  'addi:Adolf alex:Alexander,Alexandra andi:Andreas,Andrea anni:Anna,Anneliese annemie:Annemarie ansi:Johannes ' +
  'babs:Barbara babsi:Barbara bärbel:Barbara basti:Sebastian beate:Beatrix ben:Benjamin beppo:Josef,Giuseppe bernd:Bernhard ' +
  'berti:Berta,Bertold betti:Bettina,Elisabeth biggi:Birgit,Brigitte bine:Sabine bini:Sabine caro:Carolin,Karoline ' +
  'charly:Karl chris:Christian,Christoph,Christine,Christina christl:Christine claudi:Claudia conny:Cornelia,Konrad,Constanze ' +
  'dani:Daniel,Daniela dieter:Dietrich dirk:Dietrich dodo:Dorothea dolf:Adolf domi:Dominik,Dominique edi:Eduard,Edmund ' +
  'eddi:Eduard,Edmund edda:Edeltraud elli:Elisabeth,Eleonore,Elfriede else:Elisabeth ersi:Ernst erni:Ernst eva:Evelyn ' +
  'fips:Philipp flo:Florian franz:Franziskus franzi:Franziska fred:Alfred,Manfred,Friedrich freddy:Alfred,Manfred,Friedrich ' +
  'frieda:Elfriede fritz:Friedrich gabi:Gabriele,Gabriela geli:Angelika georg:Jürgen gerd:Gerhard gert:Gerhard,Gertrud ' +
  'gerti:Gertrud gisi:Gisela gitte:Brigitte gitti:Brigitte greta:Margarete grete:Margarete gretel:Margarete gundi:Gundula,Kunigunde ' +
  'günne:Günter gusti:Auguste,August hanna:Johanna hannah:Johanna hanne:Johanna,Hannelore hannes:Johannes hans:Johannes ' +
  'hansi:Johannes,Hans harry:Harald hardy:Eberhard,Gerhard,Bernhard heidi:Adelheid,Heidemarie heike:Heinrike heiner:Heinrich ' +
  'heini:Heinrich heinz:Heinrich helli:Hellmut,Helga henni:Henriette,Henning hilde:Hildegard hubsi:Hubert ilse:Elisabeth ' +
  'inge:Ingeborg,Ingrid isa:Isabel,Isabella,Isolde jan:Johannes jens:Johannes jo:Joachim,Johannes,Josef jochen:Joachim joe:Josef,Johannes ' +
  'jogi:Joachim johann:Johannes jörg:Georg,Jürgen joschka:Josef jule:Julia,Juliane jupp:Josef jürgen:Georg käthe:Katharina ' +
  'kai:Kaimund kalle:Karl karin:Katharina karla:Karoline karlo:Karl kathi:Katharina,Kathrin kati:Katharina,Katja katja:Katharina,Jekaterina,Ekaterina ' +
  'katrin:Katharina klaus:Nikolaus,Niklas klara:Clarissa kostja:Konstantin kurt:Konrad lars:Laurentius lena:Helena,Magdalena ' +
  'lene:Helene,Magdalene leni:Helene,Magdalena,Marlene leo:Leonhard,Leopold leon:Leonhard liesel:Elisabeth lois:Alois loisi:Aloisia loisl:Alois,Aloisia lilo:Liselotte ' +
  'lina:Karoline lisa:Elisabeth lise:Elisabeth lissi:Elisabeth lore:Eleonore,Hannelore lotte:Charlotte,Liselotte lorenz:Laurentius ' +
  'luggi:Ludwig lutz:Ludwig magda:Magdalena malu:Marie-Luise mandy:Amanda manni:Manfred manne:Manfred mareike:Maria margit:Margarete ' +
  'margot:Margarete margret:Margarete,Margareta mari:Maria,Marie marlies:Marieluise,Marie matze:Matthias matthes:Matthias maxi:Maximilian ' +
  'max:Maximilian mecki:Mechthild meggi:Margarete,Margit memo:Mehmet,Mahmut mia:Maria micha:Michael michel:Michael michi:Michael,Michaela ' +
  'mike:Michael mina:Wilhelmine minna:Wilhelmine mirl:Maria mo:Mohammed,Moritz moni:Monika musti:Mustafa natascha:Natalia,Natalie ' +
  'nele:Cornelia nelli:Cornelia,Helene nick:Nikolaus,Nicolas,Dominik nicki:Nicole,Nikolaus nico:Nikolaus,Nicole niko:Nikolaus,Nikola nina:Antonina ' +
  'olja:Olga olli:Oliver otti:Ottilie,Otto paule:Paul peppi:Josef pepe:Josef pit:Peter poldi:Leopold rainer:Reinhard reni:Renate,Irene ' +
  'resi:Theresia,Theresa ria:Maria rike:Friederike,Ulrike robbi:Robert rolf:Rudolf rolli:Roland romy:Rosemarie rosel:Rosa,Roswitha ' +
  'rosi:Rosa,Rosemarie,Roswitha rudi:Rudolf,Rüdiger sabi:Sabine sandra:Alexandra sascha:Alexander,Aleksandar,Alexandra,Aleksandra sepp:Josef,Joseph seppl:Josef ' +
  'schorsch:Georg sigi:Siegfried,Sieglinde,Sigrid,Siegmund silke:Cäcilie sina:Gesina sissi:Elisabeth sonja:Sofia stani:Stanislaus stefferl:Stefan ' +
  'steffi:Stefanie,Stefan susi:Susanne suse:Susanne tanja:Tatjana thea:Dorothea theo:Theodor,Theobald tina:Christina,Martina,Bettina ' +
  'tine:Christine,Martine tilli:Mathilde,Ottilie tobi:Tobias toni:Anton,Antonia,Antonio traudl:Gertraud,Edeltraud,Waltraud trude:Gertrud ' +
  'trudi:Gertrud uli:Ulrich,Ulrike ulla:Ursula,Ulrike ulli:Ulrich,Ulrike ursel:Ursula uschi:Ursula uta:Ute valli:Valentin,Valerie ' +
  'veit:Vitus vera:Verena vicki:Viktoria volki:Volker vroni:Veronika waltraud:Waldtraut wanja:Iwan,Ivan wastl:Sebastian werni:Werner ' +
  'wilfried:Winfried willi:Wilhelm,Wilfried,Willibald willy:Wilhelm wilma:Wilhelmine wolf:Wolfgang,Wolfram wolle:Wolfgang xaver:Franz ' +
  'xandi:Alexander zita:Felizitas'

const NAMES_BEHIND: ReadonlyMap<string, readonly string[]> = new Map(
  SHORT_NAMES.split(' ').map((row) => {
    const [short = '', names = ''] = row.split(':')
    return [foldKey(short), names.split(',')]
  }),
)

/** The short forms of a full name: whoever is listed as "Liesel" may say "Elisabeth". */
const SHORT_FORMS: ReadonlyMap<string, readonly string[]> = shortForms()

function shortForms(): Map<string, string[]> {
  const forms = new Map<string, string[]>()
  for (const [short, names] of NAMES_BEHIND)
    for (const name of names) forms.set(foldKey(name), [...(forms.get(foldKey(name)) ?? []), short])
  return forms
}

/** Who does what is named: "Leitung" is the Leiterin's, "Beratung" the Berater's. */
const DOING = /^(.{3,})ung$/

/** Other words for a typed one, none for most. */
export function otherWordsFor(word: string): readonly string[] {
  const [, stem] = DOING.exec(foldSpelling(word)) ?? []
  const key = foldKey(word)
  return [
    ...(NAMES_BEHIND.get(key) ?? []),
    ...(SHORT_FORMS.get(key) ?? []),
    ...(stem === undefined ? [] : [`${stem}er`]),
  ]
}
