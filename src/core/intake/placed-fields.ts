/** The fields of a document that we typeset ourselves: its places, for the partners it was made for, in their order. */
import { randomUUID } from 'node:crypto'
import type { SignatureField } from '../../shared/domain/signing/agreement.ts'
import type { FieldId } from '../../shared/domain/ids.ts'
import type { Partner } from '../../shared/domain/registry/registry.ts'
import type { PlacedDocument } from '../documents/signing/signing-places.ts'

export const fieldsOn = ({ places }: PlacedDocument, partners: readonly Partner[]): SignatureField[] =>
  places.flatMap((place, index) => {
    const partner = partners[index]
    const id = randomUUID() as FieldId
    return partner ? [{ ...place, id, partnerId: partner.id, hasPrintedLine: true }] : []
  })
