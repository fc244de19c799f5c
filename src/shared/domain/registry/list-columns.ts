/** What the columns of a guest list may mean. */
import { z } from 'zod'

/** A property of the attendee, the whole name in one cell, or a property of the organisation; `persons` counts the guest, too. */
export const columnTargetSchema = z.enum([
  'salutation',
  'title',
  'firstName',
  'lastName',
  'name',
  'nickname',
  'pronunciation',
  'function',
  'organisation',
  'category',
  'town',
  'email',
  'phone',
  'seat',
  'precedence',
  'greetedBy',
  'maySign',
  'capacity',
  'companions',
  'persons',
  'note',
])
export type ColumnTarget = z.infer<typeof columnTargetSchema>

/** What of an attendee a list can say; the organisation stands for the partner. */
export const listedFieldSchema = z.enum([
  'salutation',
  'title',
  'firstName',
  'lastName',
  'nickname',
  'pronunciation',
  'function',
  'organisation',
  'email',
  'phone',
  'seat',
  'precedence',
  'greetedBy',
  'maySign',
  'capacity',
  'companions',
  'note',
])
export type ListedField = z.infer<typeof listedFieldSchema>

/** The meaning of each column in the order of the list; null: not taken over. */
export const columnChoiceSchema = z.array(columnTargetSchema.nullable()).max(1_000)
export type ColumnChoice = z.infer<typeof columnChoiceSchema>

/** A choice to go by the next time. `recognised`: what the program took the columns for by itself then; absent in earlier choices. */
export const columnMemorySchema = z.strictObject({
  targets: columnChoiceSchema,
  recognised: columnChoiceSchema.optional(),
})
export type ColumnMemory = z.infer<typeof columnMemorySchema>
