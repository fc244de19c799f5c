/** An hour of the day as people write it: "18:30", "18.30", "1830", "18 Uhr", "6:30 pm". */

/** HH:MM of 24 hours, or '' for what names no hour. */
export function hourIn(text: string): string {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/\s*(uhr|hrs?)\.?\s*/, ':')
    .replace(/:$/, '')
  const [, first, second, half] =
    /^(\d{1,2}?)(?:\s*[:.h,]?\s*(\d{2}))?\s*([ap])?\.?(?:m\.?)?$/.exec(plain) ?? []
  if (first === undefined) return ''
  const hours = inHalf(Number(first), half)
  const minutes = Number(second ?? 0)
  if (!(hours < 24 && minutes < 60)) return ''
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** "12 am" is midnight, "12 pm" noon. */
function inHalf(hours: number, half: string | undefined): number {
  if (half === undefined) return hours
  if (hours < 1 || hours > 12) return Number.NaN
  return (hours % 12) + (half === 'p' ? 12 : 0)
}
