/** The chapters of the handbook, as the build made them from resources/handbook. */
import type { Language } from '../../shared/consent.ts'
import type { ChapterName } from './chapter-names.ts'

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
