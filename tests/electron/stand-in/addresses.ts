/** An ordinary Chromium knows no `app://`: there the program's pages stand under `https://`, which gives them the same rights. */

/** `app://mappe/organizer` as the browser gets it. */
export const inBrowser = (url: string): string => url.replace(/^app:\/\/mappe\b/, 'https://mappe')

/** `https://mappe/organizer` as the program knows it; every other address stays. */
export const inProgram = (url: string): string => url.replace(/^https:\/\/mappe(?=\/|$)/, 'app://mappe')
