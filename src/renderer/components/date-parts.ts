/** A day as its three numbers: typed one by one, typed on end, or pasted as people write it. */

/** Day, month and year as typed. */
export type DateParts = readonly [day: string, month: string, year: string]

/** What stands in the fields after something was typed or pasted, and the field (0 to 2) that comes next. */
export type Filled = { parts: DateParts; at: number }

export const NO_PARTS: DateParts = ['', '', '']
const WIDTHS = [2, 2, 4] as const
const LANGUAGES = ['de-DE', 'en-GB']

/** "2017-02-21" as 21, 02 and 2017; no parts for anything else. */
export function partsOf(date: string): DateParts {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []
  return day && month && year ? [day, month, year] : NO_PARTS
}

/** The day as YYYY-MM-DD, or '' where the parts name none. Two digits of a year mean this century. */
export function dateOf([day, month, year]: DateParts): string {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^(\d{2}|[1-9]\d{3})$/.test(year)) return ''
  const date = [year.padStart(4, '20'), month.padStart(2, '0'), day.padStart(2, '0')].join('-')
  return isOnCalendar(date) ? date : ''
}

/**
 * Puts what now stands in one field into the fields: a separator or a digit too many goes on to the next, a whole day
 * ("21.02.2017", "2017-02-21", "21. Februar 2017", "21022017") fills them all.
 */
export function filled(parts: DateParts, at: number, text: string): Filled {
  const whole = partsOf(text.trim())
  if (whole !== NO_PARTS) return { parts: whole, at: 2 }
  const next: [string, string, string] = [...parts]
  next[at] = ''
  let field = at
  /** Whether the digit that comes next is the first of its field. */
  let isFresh = false
  for (const sign of inNumbers(text)) {
    const isDigit = /\d/.test(sign)
    if (isDigit && (isFresh || next[field]?.length !== WIDTHS[field])) {
      next[field] = isFresh ? sign : next[field] + sign
      isFresh = false
    } else if (field < 2 && next[field] !== '' && !isFresh) {
      field += 1
      isFresh = !isDigit
      if (isDigit) next[field] = sign
    }
  }
  return { parts: next, at: field }
}

/** A month by its name becomes its number: "21. Februar 2017", "21 Feb 2017". */
const inNumbers = (text: string): string =>
  text.trimStart().replaceAll(/\.?\s*(\p{L}{3,})\.?\s*/gu, (said, name: string) => {
    const month = monthOf(name)
    return month === 0 ? said : `.${month}.`
  })

/** 1 to 12, or 0 for what is no month. */
function monthOf(name: string): number {
  const names = LANGUAGES.flatMap((language) => {
    const { format } = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
    return Array.from({ length: 12 }, (_, month) => format(Date.UTC(2017, month, 15)).toLowerCase())
  })
  return (names.findIndex((each) => each.startsWith(name.toLowerCase())) % 12) + 1
}

/** 31 April is no day. */
function isOnCalendar(date: string): boolean {
  const day = new Date(`${date}T12:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
}
