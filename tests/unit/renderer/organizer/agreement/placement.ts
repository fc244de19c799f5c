/** Fields and pages to place by hand in tests. */
import type { AgreementPage, SignatureField } from '../../../../../src/shared/domain/signing/agreement.ts'
import { fieldIdSchema, partnerIdSchema } from '../../../../../src/shared/domain/ids.ts'
import type { PartnerId } from '../../../../../src/shared/domain/ids.ts'
import type { Partner } from '../../../../../src/shared/domain/registry/registry.ts'
import { inFractions } from '../../../../../src/renderer/organizer/agreement/rect.ts'
import type { Rect } from '../../../../../src/renderer/organizer/agreement/rect.ts'
import { COUNTY, JOBCENTER, prepared } from '../../../../fixtures/ceremony.ts'

export const A4: AgreementPage = { width: 600, height: 840, rotation: 0 }

/** A field of the county unless said otherwise, by its rectangle in points. */
export const field = (id: string, rect: Rect, page = 0, partnerId: PartnerId = COUNTY): SignatureField => ({
  id: fieldIdSchema.parse(id.padEnd(8, '0')),
  partnerId,
  page,
  box: inFractions(rect, A4),
  hasPrintedLine: false,
})

export const rect = (x: number, y: number, width = 180, height = 60): Rect => ({ x, y, width, height })

/** Three partners in signing order; only their identity and order matter here. */
export function partners(): Partner[] {
  const county = prepared().partners[COUNTY]
  if (!county) throw new Error('the prepared ceremony has a county')
  return [COUNTY, JOBCENTER, partnerIdSchema.parse('third-partner')].map((id, at) => ({
    ...county,
    id,
    order: at + 1,
  }))
}
