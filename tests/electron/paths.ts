/** Which page an address shows, whatever the scheme under which it stands. */

/** `/organizer/signing` of `app://mappe/organizer/signing`. */
export const pathOf = (url: string): string => /^\w+:\/\/[^/]*(\/[^?#]*)/.exec(url)?.[1] ?? ''

/** Whether an address shows this path or something below it. */
export const shows = (url: string, path: string): boolean =>
  pathOf(url) === path || pathOf(url).startsWith(`${path}/`)
