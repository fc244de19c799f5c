/** The chapters of the handbook, as the build made them from resources/handbook. */
import type { Language } from '../../shared/consent.ts'

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

type Chapter = { title: string; html: string }

const files = import.meta.glob<Chapter>('../../../resources/handbook/*/*.md', {
  eager: true,
  import: 'default',
})

export function chapterOf(language: Language, name: ChapterName): Chapter {
  const chapter = files[`../../../resources/handbook/${language}/${name}.md`]
  if (!chapter) throw new Error(`The handbook has no chapter ${language}/${name}`)
  return chapter
}

/** The chapter that an address names; the first one for an address that names none. */
export const chapterNamed = (name: unknown): ChapterName =>
  CHAPTERS.find((each) => each === name) ?? CHAPTERS[0]

export const addressOf = (name: ChapterName): string => `/handbook/${name}`
