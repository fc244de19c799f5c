/** Reads an organisation's category from a list, in whatever words it is given. */
import type { PartnerCategory } from '../../shared/domain/registry/registry.ts'
import { foldSpelling } from '../../shared/search/folding.ts'

/** Beginnings of words, folded. */
const BEGINNINGS: readonly (readonly [PartnerCategory, readonly string[]])[] = [
  ['county', ['landkreis', 'kreis', 'county']],
  ['municipality', ['gemeinde', 'stadt', 'staedte', 'kommune', 'municipal']],
  ['agency', ['agentur', 'jobcenter', 'agency']],
  ['authority', ['behoerde', 'amt', 'authority']],
  ['chamber', ['kammer', 'chamber']],
  ['volunteers', ['ehrenamt', 'freiwillig', 'verein', 'volunteer']],
  ['company', ['firma', 'unternehmen', 'betrieb', 'wirtschaft', 'company']],
]

/** The category that a German or English word stands for; 'other' when it is none of them. */
export function partnerCategoryOf(text: string): PartnerCategory {
  const word = foldSpelling(text)
  return (
    BEGINNINGS.find(([, beginnings]) => beginnings.some((start) => word.startsWith(start)))?.[0] ?? 'other'
  )
}
