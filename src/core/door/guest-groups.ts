/** The groups that badges tell apart: a word, and a colour dark enough for white letters (WCAG 2.2 § 1.4.3, 4.5 : 1). */
import type { PartnerCategory } from '../../shared/domain/registry/registry.ts'

export type GuestGroup = { name: string; colour: string }

const GROUPS: Record<PartnerCategory, GuestGroup> = {
  county: { name: 'Landkreis', colour: '#17365d' },
  municipality: { name: 'Stadt / Gemeinde', colour: '#0b6b3a' },
  agency: { name: 'Agentur / Jobcenter', colour: '#9c1c1c' },
  authority: { name: 'Behörde', colour: '#5b2d82' },
  chamber: { name: 'Kammer / Verband', colour: '#7a4a00' },
  volunteers: { name: 'Ehrenamt', colour: '#00606b' },
  company: { name: 'Unternehmen', colour: '#454545' },
  other: { name: 'Gast', colour: '#1f1f1f' },
}

/** The group of an organisation's category; guests for nobody are guests. */
export const groupOf = (category: PartnerCategory | undefined): GuestGroup => GROUPS[category ?? 'other']
