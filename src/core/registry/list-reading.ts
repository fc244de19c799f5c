/** What reading a list gives. */
import type { ListPreview } from '../../shared/contract/registry.ts'
import type { Attendee, Partner } from '../../shared/domain/registry.ts'

export type ListReading = {
  preview: ListPreview
  /** Organisations that the registry does not know yet. */
  partners: Partner[]
  /** New attendees; known ones are left out. */
  attendees: Attendee[]
}

export type KnownRegistry = { partners: readonly Partner[]; attendees: readonly Attendee[] }
