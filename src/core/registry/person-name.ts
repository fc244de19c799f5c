/** Takes apart a name that stands in one cell. Nothing is re-cased and nothing invented. */

export type PersonName = { salutation: string; title: string; firstName: string; lastName: string }

const SALUTATIONS: Readonly<Record<string, string>> = {
  herr: 'Herr',
  herrn: 'Herr',
  hr: 'Herr',
  frau: 'Frau',
  fr: 'Frau',
  mr: 'Mr',
  mrs: 'Mrs',
  ms: 'Ms',
}
/** "Dr" and "Prof" need no dot; "Mag" and "Ing" would be names without one. */
const TITLE =
  /^(?:(?:prof(?:essor(?:in)?)?|dr(?:\.-ing)?|pd)(?:\.\s*|\s+)|dipl\.-[a-zäöüß]+(?:\.\s*|\s+)|(?:priv\.-doz|dipl|mag|ing)\.\s*)/i
/** What only follows another title: alone, "h. c." would be initials. */
const FURTHER_TITLE =
  /^(?:(?:med|dent|vet|phil|jur|iur|rer|nat|pol|oec|theol|h\. ?c|habil|mult)\.\s*|\((?:fh|ba|univ\.?)\)\s*)/i
/** Degrees and mandates that follow a name after a comma. */
const AFTER_NAME = /^(md[lb]|mdep|m\.? ?a|b\.? ?a|[mb]\.? ?sc|ll\.? ?m|mba|ph\.? ?d|mpa|jun|sen|jr|sr)\.?$/i
/** Where a last name begins, written small. Capital ones are too often names of their own (Văn, Lê, Ben). */
const PARTICLES: ReadonlySet<string> = new Set(
  'von van vom zu zum zur de del della der den di da do dos du la le el al bin ibn ben abu ter ten'.split(
    ' ',
  ),
)
/** Those that also begin a last name when written with a capital: "Fatima El Mansouri". */
const CAPITAL_PARTICLES: ReadonlySet<string> = new Set(
  'Von Vom Zu Zur El Al Abu De Del Della Di Da Dos Du'.split(' '),
)

/** "Müller, Hans" · "Hans von der Heide" · "Frau Dr. Anna Groß" · "Heide, Hans von der" · "Anna Groß, MdL". */
export function splitName(text: string): PersonName {
  const [start = '', ...parts] = text.split(',').map((part) => part.trim())
  const degrees = parts.filter((part) => AFTER_NAME.test(part))
  const after = parts.filter((part) => part !== '' && !AFTER_NAME.test(part)).join(' ')
  const name = after === '' ? inSpokenOrder(start) : lastNameFirst(start, after)
  return { ...name, title: [name.title, ...degrees].filter(Boolean).join(' ') }
}

/**
 * A cell with a salutation and perhaps titles: "Herr Dr." is Herr and Dr.; null when it is anything else.
 */
export function splitSalutation(text: string): { salutation: string; title: string } | null {
  const { salutation, title, rest } = leadingWords(text)
  return rest.length === 0 && salutation !== '' ? { salutation, title } : null
}

function lastNameFirst(start: string, after: string): PersonName {
  const before = leadingWords(start)
  const given = leadingWords(after)
  const particles = given.rest.length - trailingParticles(given.rest)
  return {
    salutation: before.salutation || given.salutation,
    title: [before.title, given.title].filter(Boolean).join(' '),
    firstName: given.rest.slice(0, particles).join(' '),
    lastName: [...given.rest.slice(particles), ...before.rest].join(' '),
  }
}

function inSpokenOrder(text: string): PersonName {
  const { salutation, title, rest } = leadingWords(text)
  const at = startOfLastName(rest)
  return { salutation, title, firstName: rest.slice(0, at).join(' '), lastName: rest.slice(at).join(' ') }
}

function startOfLastName(words: readonly string[]): number {
  const last = words.length - 1
  const particle = words.findIndex((word, at) => PARTICLES.has(word) && at < last)
  if (particle >= 0) return particle
  return last >= 2 && CAPITAL_PARTICLES.has(words[last - 1] ?? '') ? last - 1 : Math.max(0, last)
}

function trailingParticles(words: readonly string[]): number {
  const firstOfTail = words.findLastIndex((word) => !PARTICLES.has(word))
  return firstOfTail < 0 ? 0 : words.length - 1 - firstOfTail
}

function leadingWords(text: string): { salutation: string; title: string; rest: string[] } {
  const [first = '', ...others] = text.split(/\s+/).filter(Boolean)
  const salutation = SALUTATIONS[first.toLowerCase().replace('.', '')]
  const named = salutation === undefined ? [first, ...others].join(' ') : others.join(' ')
  const length = titlesLength(named)
  return {
    salutation: salutation ?? '',
    title: named.slice(0, length).trim(),
    rest: named.slice(length).split(' ').filter(Boolean),
  }
}

/** How many letters at the beginning are titles, the blanks after them counted. */
function titlesLength(text: string, hasTitle = false): number {
  const [title = ''] = TITLE.exec(text) ?? (hasTitle ? FURTHER_TITLE.exec(text) : null) ?? ['']
  return title === '' ? 0 : title.length + titlesLength(text.slice(title.length), true)
}
