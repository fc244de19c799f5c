/** The anchors in the agreement's text, each with the present name of the partner it means. */
import type { Agreement } from '../../shared/domain/signing/agreement.ts'
import { signersOf } from '../../shared/domain/signing/agreement.ts'
import type { Partner } from '../../shared/domain/registry/registry.ts'
import type { TextAnchor } from '../../shared/domain/signing/text-anchor.ts'
import type { PlacedAnchor } from '../agreement/reading/anchors.ts'
import { matchOrganisation } from '../agreement/reading/field-patterns.ts'
import type { CoreParts } from '../core-parts.ts'

/** As noted when the file was taken in; an agreement from before that is read now. */
export async function anchorsOfAgreement(
  { handler, blobs, pdf }: Pick<CoreParts, 'handler' | 'blobs' | 'pdf'>,
  { anchors, source, accession, sha256 }: Agreement,
): Promise<PlacedAnchor[]> {
  if (source || accession) return []
  const { partners } = handler.state
  const noted =
    anchors ?? (await pdf.run('read-anchors', { bytes: new Uint8Array(await blobs.getBlob(sha256)) }))
  return meaning(signersOf(handler.state), noted).map(({ partnerId, ...anchor }) => {
    const partner = partnerId === null ? undefined : partners[partnerId]
    return partner ? { ...anchor, label: partner.name } : anchor
  })
}

/** Whom each anchor means: as it was understood before, unless that partner is gone, else by its label. */
export const meaning = (
  partners: readonly Partner[],
  anchors: readonly (PlacedAnchor & { partnerId?: TextAnchor['partnerId'] })[],
): TextAnchor[] =>
  anchors.map((anchor) => {
    const noted = partners.find(({ id }) => id === anchor.partnerId)
    return { ...anchor, partnerId: (noted ?? partnerNamed(partners, anchor.label))?.id ?? null }
  })

export function partnerNamed(partners: readonly Partner[], label: string): Partner | undefined {
  const name =
    label === ''
      ? null
      : matchOrganisation(
          [label],
          partners.map((partner) => partner.name),
        )
  return partners.find((partner) => partner.name === name)
}
