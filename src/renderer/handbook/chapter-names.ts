/** Which chapters the handbook has, and where they are read. */

/** In the order of the table of contents; also the last part of a chapter's address. */
export const CHAPTERS = [
  'reception',
  'guests',
  'evening',
  'what-if',
  'proof',
  'data-protection',
  'it',
] as const
export type ChapterName = (typeof CHAPTERS)[number]

/** The chapter that an address names; the first one for an address that names none. */
export const chapterNamed = (name: unknown): ChapterName =>
  CHAPTERS.find((each) => each === name) ?? CHAPTERS[0]

/** At a desk below the address whose pages it keeps: there the handbook opens without the host, too. */
export const addressOf = (name: ChapterName, isAtDesk = false): string =>
  `${isAtDesk ? DESK_HANDBOOK : '/handbook'}/${name}`

export const DESK_HANDBOOK = '/reception/handbook'
