/** Times, spans and days by this device's clock. */

/** "18:04" by this device's zone. */
export const clockTime = (ms: number): string => {
  const at = new Date(ms)
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}

/** Its day as YYYY-MM-DD, as a date field holds it. */
export const localDay = (now: Date): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')

/** "2:05", and "−0:10" once the time is over. */
export function countdown(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000)
  const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return ms < 0 && seconds > 0 ? `−${shown}` : shown
}
